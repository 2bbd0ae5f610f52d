from __future__ import annotations

import pytest

from rules.territory import may_write_in
from terms.people import Person, Role

HERE, THERE = {"region_id": 1, "department_id": 10}, {"region_id": 2, "department_id": 20}
NEXT_DOOR = {"region_id": 3, "department_id": 10}


def somebody(*roles: Role) -> Person:
    return Person(7, "王芳", frozenset(roles), department_id=10, region_id=1)


class TestMayWriteIn:
    @pytest.mark.parametrize(
        ("role", "here", "next_door", "there"),
        [
            (Role.CLERK, True, False, False),
            (Role.SUPERVISOR, True, False, False),
            (Role.DEPARTMENT_HEAD, True, True, False),
            (Role.SALES_ADMINISTRATION, True, True, False),
            (Role.GENERAL_OFFICE, True, True, True),
            (Role.LOGISTICS, False, False, False),
            (Role.DIRECTOR, False, False, False),
            (Role.ADMINISTRATOR, False, False, False),
        ],
    )
    def test_reaches_as_far_as_the_role(self, role, here, next_door, there):
        found = [may_write_in(somebody(role), **place) for place in (HERE, NEXT_DOOR, THERE)]

        assert found == [here, next_door, there]

    def test_is_not_widened_by_a_role_that_only_sees(self):
        assert not may_write_in(somebody(Role.CLERK, Role.LOGISTICS), **THERE)

    def test_needs_a_place(self):
        nowhere = Person(7, "王芳", frozenset(Role) - {Role.GENERAL_OFFICE})

        assert not may_write_in(nowhere, **HERE)

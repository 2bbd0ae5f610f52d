from __future__ import annotations

import pytest

from rules.posts import signs, unplaced
from terms.people import LADDER, Role


class TestUnplaced:
    @pytest.mark.parametrize(
        ("role", "lacks"),
        [
            (Role.CLERK, ["region_id"]),
            (Role.SUPERVISOR, ["region_id"]),
            (Role.DEPARTMENT_HEAD, ["department_id"]),
            (Role.SALES_ADMINISTRATION, ["department_id"]),
            (Role.GENERAL_MANAGER, []),
            (Role.LOGISTICS, []),
        ],
    )
    def test_names_the_place_a_role_works_in(self, role, lacks):
        assert [field for field, _text in unplaced({role}, region_id=None, department_id=None)] == lacks

    def test_is_empty_for_somebody_in_place(self):
        assert unplaced(set(Role), region_id=1, department_id=1) == ()


class TestSigns:
    @pytest.mark.parametrize("role", Role)
    def test_is_true_of_the_ladder_only(self, role):
        assert signs({role}) is (role in LADDER)

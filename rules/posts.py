"""What a role needs of its holder's place in the company, so that the row scope and the ladder find it."""

from __future__ import annotations

from collections.abc import Iterable

from terms.people import LADDER, Role
from terms.text import Text, say

IN_A_REGION = (Role.CLERK, Role.SUPERVISOR)
IN_A_DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)


def unplaced(
    roles: Iterable[Role], *, region_id: int | None, department_id: int | None
) -> tuple[tuple[str, Text], ...]:
    """(field, sentence) for each place the roles need and the person does not have; empty when all is well.

    A clerk without a region would see no customer, a department head without a department no case.
    """
    held = frozenset(roles)
    local = [role for role in IN_A_REGION if role in held]
    departmental = [role for role in IN_A_DEPARTMENT if role in held]
    lacks: list[tuple[str, Text]] = []
    if local and region_id is None:
        lacks.append(("region_id", say("This role works in a region: %(roles)s.", roles=local)))
    if departmental and department_id is None:
        lacks.append(("department_id", say("This role works in a department: %(roles)s.", roles=departmental)))
    return tuple(lacks)


def signs(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles signs settlements, so that a substitute has something to do."""
    return not frozenset(roles).isdisjoint(LADDER)

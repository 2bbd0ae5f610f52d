"""Reasons for which somebody may see rows, and how reasons are put together: the words of `queries.scope`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true

from rules.permissions import Permission, allowed
from terms.people import Person, Role

COMPANY = (Role.DIRECTOR, Role.GENERAL_MANAGER, Role.GENERAL_OFFICE, Role.QUALITY)
DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)
Condition = ColumnElement[bool]
Rule = Callable[[Person], "list[Reason]"]


@dataclass(frozen=True)
class Reason:
    """Why somebody may see rows.

    each: the condition, asked of one row. listed: the same, as all such rows are found quickest.
    many: whether it gives a large part of the table, so that asking the newest rows one by one soon finds some.
    """

    each: Condition
    listed: Condition
    many: bool = False


def plain(each: Condition, *, many: bool = False) -> Reason:
    return Reason(each, each, many)


def any_of(parts: list[Condition]) -> Condition:
    return or_(*parts) if parts else false()


def among(column: Any, keys: Select[Any]) -> Condition:
    """Whether a key is one of these. A table that the statement around it reads too is read anew, never shared: shared,
    the condition would speak of the outer row only.
    """
    found: Condition = column.in_(keys.correlate(None))
    return found


def named_by(key: Any, column: Any, *conditions: Any) -> Reason:
    """Rows whose key stands in a column of other rows; few enough to be listed."""
    each = exists().where(column == key, *conditions).correlate(key.table)
    return Reason(each, among(key, select(column).where(column.is_not(None), *conditions)))


def territory(person: Person, model: type[Any]) -> list[Reason]:
    """The company, the department or the region of a person, as far as their roles reach."""
    if person.is_any(*COMPANY):
        return [plain(true(), many=True)]
    reasons: list[Reason] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        reasons.append(plain(model.department_id == person.department_id, many=True))
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        reasons.append(plain(model.region_id == person.region_id, many=True))
    return reasons


def beside_of(column: Any, key: Any, keys: Select[Any], reasons: list[Reason]) -> list[Reason]:
    """The same reasons for rows of another table. column: their key to it; keys: all such keys; key: their column."""

    def beside(reason: Reason) -> Reason:
        each = keys.where(key == column, reason.each).correlate(column.table).exists()
        listed = each if reason.many else among(column, keys.where(key.is_not(None), reason.listed))
        return Reason(each, listed, reason.many)

    return [beside(reason) for reason in reasons]


def guarded(permission: Permission, rule: Rule) -> Rule:
    """Rows of a subject whose door is closed to the person are none of theirs."""
    return lambda person: rule(person) if allowed(person.roles, permission) else []


def simply(rule: Callable[[Person], Condition]) -> Rule:
    """A rule over a small table, which needs no reasons told apart."""
    return lambda person: [plain(rule(person))]

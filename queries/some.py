"""The first rows of a list and how many there are: what a board shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

FIRST = 8
# Nobody reads further; a count beyond it is shown as "more than".
COUNT_CAP = 1000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Some(Generic[Row]):
    """The first rows and how many there are, counted up to COUNT_CAP."""

    rows: list[Row]
    count: int


def some(session: Session, statement: Select[Any], order: Sequence[Any], first: int, told: Sequence[Any]) -> Some[Any]:
    """One statement for the count, one for the rows with the relations `told` names."""
    counted = statement.order_by(None).limit(COUNT_CAP + 1).subquery()
    count = session.scalar(select(func.count()).select_from(counted)) or 0
    if not count:
        return Some([], 0)
    rows = session.scalars(statement.order_by(*order).limit(first).options(*told)).unique()
    return Some(list(rows), count)

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
    """The count, the keys of the first rows, then these rows alone with the relations `told` names."""
    model = statement.column_descriptions[0]["entity"]
    keys_alone = statement.with_only_columns(model.id)
    count = session.scalar(select(func.count()).select_from(keys_alone.limit(COUNT_CAP + 1).subquery())) or 0
    if not count:
        return Some([], 0)
    keys = list(session.scalars(keys_alone.order_by(*order).limit(first)))
    rows = {row.id: row for row in session.scalars(select(model).where(model.id.in_(keys)).options(*told)).unique()}
    return Some([rows[key] for key in keys], count)

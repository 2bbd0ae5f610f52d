"""Columns of a row as cells: a path is followed, words are found, states become pills, keys become links."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Integer

from admin_views.story import Cell
from admin_views.words import NOTHING, money, words
from models.base import Money
from terms.term import Term


def value_at(row: Any, path: str) -> Any:
    """The value at `relation.relation.column`; None as soon as nothing is there."""
    value = row
    for name in path.split("."):
        value = getattr(value, name, None) if value is not None else None
    return value


@cache
def is_numeric(model: type[Any], path: str) -> bool:
    """Whether a column holds amounts, which line up at the right."""
    column = model.__table__.columns.get(path)
    return column is not None and isinstance(column.type, Integer | Money) and not column.foreign_keys and path != "id"


def cell(model: type[Any], row: Any, path: str, *, pill: bool, formatter: Any = None) -> Cell:
    """One cell. A formatter may answer a finished cell or any value."""
    value = formatter(row) if formatter else value_at(row, path)
    if isinstance(value, Cell):
        return value
    column = model.__table__.columns.get(path)
    if column is not None and isinstance(column.type, Money) and not isinstance(value, str):
        return Cell(money(value), numeric=True)
    mark = f"pill-{value.value}" if pill and isinstance(value, Term) else ""
    return Cell(words(value) if value != "" else NOTHING, pill=mark, numeric=is_numeric(model, path))  # type: ignore[arg-type]  # a class is hashable

"""What is planted: every text of every row is a marker of its own, so that a page tells whose rows it shows.

A marker is found on a page by its shape alone. Where rows come from is `world.py`; who may see them stands in `sees.py`.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Enum, String, select
from sqlalchemy.orm import Session

from models import Model

TOKEN = re.compile(r"Kx\d{5}v|139\d{8}|[A-Z]{2,4}-\d{4}-\d{2}-\d{5}")
# The words below are no text of anybody's: law, files, secrets and what follows from other columns.
NOT_TEXT = frozenset(
    {"clause", "filing_clause", "rulebook_pack", "rulebook_issue", "stored_name", "media_type", "sha256", "language",
     "pinyin", "pack", "based_on", "content", "digest", "password_hash", "secret_hash", "provinces"}
)  # fmt: skip

# Tables whose rows take no more text: an approved issue never changes.
FINISHED = frozenset({"rulebook_issue"})

counter = itertools.count(1)


def mark() -> str:
    """A text that stands nowhere else."""
    return f"Kx{next(counter):05d}v"


def phone() -> str:
    return f"139{next(counter):08d}"


@dataclass(frozen=True)
class Planted:
    """One row: its table and key, where it lies, what else is true of it, its markers by column."""

    table: str
    id: int
    place: str
    tags: frozenset[str]
    markers: dict[str, str] = field(hash=False)


def texts(model: type[Any]) -> list[str]:
    """The columns of a table in which people write."""
    return [
        column.key
        for column in model.__table__.columns
        if isinstance(column.type, String) and not isinstance(column.type, Enum) and column.key not in NOT_TEXT
    ]


def fill(row: Any) -> None:
    """Give every text that was left empty a marker, so that no column is overlooked, new ones included."""
    for name in texts(type(row)) if row.__tablename__ not in FINISHED else ():
        value = getattr(row, name)
        if not value and not row.__table__.columns[name].foreign_keys:
            setattr(row, name, phone() if name.endswith("phone") else mark())


def markers_of(row: Any) -> dict[str, str]:
    found = {name: TOKEN.search(str(getattr(row, name) or "")) for name in texts(type(row))}
    return {name: match.group() for name, match in found.items() if match}


class Ledger:
    """Which planted rows there are, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Planted]] = defaultdict(list)
        self._by_key: dict[tuple[str, str], Planted] = {}

    def enter(self, row: Any, place: str, *tags: str) -> None:
        table = row.__tablename__
        self.rows[table].append(Planted(table, row.id, place, frozenset(tags), markers_of(row)))

    def row(self, table: str, key: str) -> Planted | None:
        """The row of a key as a request spells it."""
        if len(self._by_key) != sum(map(len, self.rows.values())):
            self._by_key = {(row.table, str(row.id)): row for row in self.all()}
        return self._by_key.get((table, key))

    def all(self) -> list[Planted]:
        return [row for rows in self.rows.values() for row in rows]


def snapshot(session: Session, rows: list[Planted]) -> dict[tuple[str, int], Any]:
    """Every column of these rows as the database holds them now."""
    tables = {mapper.class_.__tablename__: mapper.class_.__table__ for mapper in Model.registry.mappers}
    wanted: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        wanted[row.table].append(row.id)
    found = {}
    for name, keys in wanted.items():
        table = tables[name]
        for values in session.execute(select(table).where(table.c.id.in_(keys))):
            found[name, values.id] = tuple(values)
    return found

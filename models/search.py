"""The word index: pairs of neighbouring characters, because most Chinese words have two.

SQLite keeps them in a content-less FTS5 table whose rowid is the row's id, PostgreSQL in an array with a GIN index.
Trigram indexes answer two-character words wrongly or by scanning. The index follows every flush of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.orm import Session, UOWTransaction

from models.complaint import Complaint
from models.organisation import Staff
from models.service_record import ServiceRecord
from models.trade import Batch, Customer, Product

# Which columns of which table can be found by typing.
SEARCHED: dict[type[Any], tuple[str, ...]] = {
    Complaint: (
        "number",
        "complainant_name",
        "complainant_phone",
        "description",
        "purchase_place",
        "address",
        "batch_code",
        "incident",
    ),
    Customer: ("code", "name", "pinyin", "phone", "contact", "address"),
    Product: ("sku", "name", "pinyin", "spec"),
    Batch: ("code",),
    Staff: ("number", "name", "pinyin", "phone"),
    ServiceRecord: ("number", "request", "work_done", "place"),
}


def grams(*texts: str | None) -> list[str]:
    """The distinct pairs of neighbouring letters, digits and characters, sorted; punctuation separates."""
    found: set[str] = set()
    for value in texts:
        previous = ""
        for character in (value or "").lower():
            if not character.isalnum():
                previous = ""
                continue
            if previous:
                found.add(previous + character)
            previous = character
    return sorted(found)


def row_grams(row: Any) -> list[str]:
    """The pairs of one row over its searched columns."""
    return grams(*(getattr(row, column) for column in SEARCHED[type(row)]))


def index_table(model: type[Any]) -> str:
    """The name of a model's index table."""
    return f"{model.__tablename__}_search"


def write(connection: Connection, model: type[Any], rows: Iterable[tuple[int, list[str]]]) -> None:
    """Index rows not indexed so far, given as (id, pairs)."""
    table = index_table(model)
    if connection.dialect.name == "postgresql":
        statement = text(f"INSERT INTO {table} (id, grams) VALUES (:id, :grams)")
        values: list[dict[str, Any]] = [{"id": key, "grams": pairs} for key, pairs in rows]
    else:
        statement = text(f"INSERT INTO {table} (rowid, grams) VALUES (:id, :grams)")
        values = [{"id": key, "grams": " ".join(pairs)} for key, pairs in rows]
    if values:
        connection.execute(statement, values)


def erase(connection: Connection, model: type[Any], rows: Iterable[tuple[int, list[str]]]) -> None:
    """Take rows out of the index, given as (id, the pairs they were indexed under)."""
    table = index_table(model)
    if connection.dialect.name == "postgresql":
        statement = text(f"DELETE FROM {table} WHERE id = :id")
    else:
        # A content-less table keeps no text: it has to be told what it forgets.
        statement = text(f"INSERT INTO {table} ({table}, rowid, grams) VALUES ('delete', :id, :grams)")
    values = [{"id": key, "grams": " ".join(pairs)} for key, pairs in rows]
    if values:
        connection.execute(statement, values)


@event.listens_for(Session, "after_flush")
def follow(session: Session, _context: UOWTransaction) -> None:
    """Keep the index in step with the rows, in the same transaction."""
    for model in SEARCHED:
        new = [row for row in session.new if type(row) is model]
        changed = [row for row in session.dirty if type(row) is model and _changed(row)]
        if changed:
            erase(session.connection(), model, [(row.id, grams(*_before(row))) for row in changed])
        if new or changed:
            write(session.connection(), model, [(row.id, row_grams(row)) for row in (*new, *changed)])


def _changed(row: Any) -> bool:
    return any(inspect(row).attrs[column].history.has_changes() for column in SEARCHED[type(row)])


def _before(row: Any) -> list[str | None]:
    """The searched values as they stood before this flush."""
    values: list[str | None] = []
    for column in SEARCHED[type(row)]:
        history = inspect(row).attrs[column].history
        if history.added and not history.deleted:
            raise RuntimeError(
                f"{type(row).__name__}.{column} was set without having been loaded: its old words are unknown"
            )
        values.append((history.deleted or history.unchanged or [None])[0])
    return values


def ddl(dialect: str) -> list[str]:
    """The statements that make the index tables."""
    tables = [index_table(model) for model in SEARCHED]
    if dialect == "postgresql":
        made = [f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)" for table in tables]
        return made + [f"CREATE INDEX ix_{table}_grams ON {table} USING gin (grams)" for table in tables]
    return [
        f"CREATE VIRTUAL TABLE {table} USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")'
        for table in tables
    ]


def drop_ddl(dialect: str) -> list[str]:
    """The statements that undo `ddl`."""
    return [f"DROP TABLE {index_table(model)}" for model in SEARCHED]

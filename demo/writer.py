"""Everything the ledger holds, written to the database in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from demo.ledger import COLUMNS, Ledger
from models import AuditEvent, NumberSeries, link_events
from models.base import Base
from models.search import SEARCHED, row_grams, write

CHUNK = 5000


def write_all(connection: Connection, ledger: Ledger) -> None:
    """Every row in the order of the foreign keys, then audit, chain, number series and word index."""
    ledger.close_event()
    by_table = {model.__tablename__: model for model in ledger.rows}
    for table in Base.metadata.sorted_tables:
        if table.name in by_table:
            _insert(connection, by_table[table.name], ledger.rows[by_table[table.name]])
    _insert(connection, AuditEvent, ledger.events)
    link_events(connection, ledger.events)
    _insert(connection, NumberSeries, [{"series": key, "last": last} for key, last in ledger.series.items()])
    for model in SEARCHED:
        write(connection, model, ((row.id, row_grams(row)) for row in ledger.rows[model]))
    _go_on_counting(connection)


def _insert(connection: Connection, model: type[Any], rows: list[Any]) -> None:
    columns = tuple(COLUMNS[model])
    for chunk in _chunks(rows):
        plain = [row if isinstance(row, dict) else {name: vars(row)[name] for name in columns} for row in chunk]
        connection.execute(insert(model.__table__), plain)


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL's sequences know nothing of keys that were given by hand."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" not in table.c:
            continue
        last = connection.scalar(select(func.max(table.c.id)))
        if last is not None:
            statement = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
            connection.execute(statement, {"table": table.name, "last": last})

"""Build a company of any size in an empty database, through our own migrations.

    python -m benchmarks.load sqlite:///big.db --complaints 1000000

On SQLite in blocks of rows, on PostgreSQL by COPY; indexes are made after the rows, the word index with them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, create_engine, func, select, text
from sqlalchemy.schema import CreateIndex, DropIndex

from benchmarks.company import company
from benchmarks.ground import Part
from cli.schema import upgrade
from models import AuditEvent, link_events
from models.engine import prepare_engine
from models.search import SEARCHED, grams, index_table

BLOCK = 20_000

Convert = Callable[[Any], Any]


def open_engine(url: str) -> Engine:
    """An engine as the application's own."""
    engine = create_engine(url)
    prepare_engine(engine)
    return engine


def load(engine: Engine, complaints: int, say: Callable[[str], None] = print) -> None:
    """Fill an empty database with a company of so many complaints."""
    upgrade(engine)
    with engine.connect() as connection:
        in_haste(connection)
        for part in company(complaints):
            began = time.perf_counter()
            many = fill(connection, part)
            say(f"{part.table.name}: {many:,} rows in {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        link_events(connection, events(connection))
        connection.commit()
        say(f"sealed in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    settle(engine)
    say(f"counted and tidied in {time.perf_counter() - began:.1f} s")
    engine.dispose()


def events(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every audit event in order, a block at a time."""
    table, last = AuditEvent.__table__, 0
    while (
        block := connection.execute(select(table).where(table.c.id > last).order_by(table.c.id).limit(BLOCK))
        .mappings()
        .all()
    ):
        yield from ({**row} for row in block)
        last = block[-1]["id"]


def in_haste(connection: Connection) -> None:
    """Nothing of this database must survive a power cut, and rows come in an order that points forward."""
    if connection.dialect.name == "sqlite":
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.exec_driver_sql("BEGIN")
    else:
        connection.execute(text("SET synchronous_commit = off"))
        connection.execute(text("SET maintenance_work_mem = '512MB'"))
        connection.commit()


def fill(connection: Connection, part: Part) -> int:
    """Put the rows of one table into it, into the word index, and make its indexes."""
    indexes = list(part.table.indexes)
    for index in indexes:
        connection.execute(DropIndex(index))
    copied = 0
    with WordIndex(connection, part) as words:
        rows = (words.follow(row) for row in part.rows)
        for block in blocks(ready(connection, part, rows)):
            put(connection, part.table, columns_of(part), block)
            words.write()
            copied += len(block)
    for index in indexes:
        connection.execute(CreateIndex(index))
    move_sequence(connection, part.table)
    connection.commit()
    return copied


def blocks(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    source = iter(rows)
    while block := list(islice(source, BLOCK)):
        yield block


def defaults_of(part: Part) -> dict[str, Any]:
    """The columns a part leaves out that must not be empty, with their plain defaults."""
    left_out = [
        column for column in part.table.columns if column.name not in part.columns and column.default is not None
    ]
    return {column.name: plain_default(column) for column in left_out}


def plain_default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg if default.is_scalar else default.arg(None)


def columns_of(part: Part) -> list[str]:
    return [*part.columns, *defaults_of(part)]


def ready(connection: Connection, part: Part, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them: enums as words, times in UTC, money in fen, defaults filled in."""
    converts = [converter(connection, part.table.c[name]) for name in part.columns]
    varying = [(place, convert) for place, convert in enumerate(converts) if convert is not None]
    fixed = tuple(
        convert(value) if (convert := converter(connection, part.table.c[name])) else value
        for name, value in defaults_of(part).items()
    )
    for row in rows:
        values = list(row)
        for place, convert in varying:
            values[place] = convert(values[place])
        yield (*values, *fixed)


def converter(connection: Connection, column: Column[Any]) -> Convert | None:
    dialect = connection.dialect
    convert: Convert | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if column.type.python_type is dict and dialect.name == "postgresql":
        return lambda value: "null" if value is None else "{}"
    return convert


def put(connection: Connection, table: Table | str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    name, listed = (table if isinstance(table, str) else table.name), ", ".join(columns)
    if connection.dialect.name == "sqlite":
        holders = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {name} ({listed}) VALUES ({holders})", rows)
        return
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


class WordIndex:
    """The word index of one table while it is filled."""

    def __init__(self, connection: Connection, part: Part) -> None:
        self.connection = connection
        model = next((model for model in SEARCHED if model.__table__ is part.table), None)
        self.name = index_table(model) if model else ""
        searched = [name for name in SEARCHED[model] if name in part.columns] if model else []
        self.places = [part.columns.index(name) for name in searched]
        self.key = part.columns.index("id") if model else 0
        self.waiting: list[tuple[Any, ...]] = []
        self.sqlite = connection.dialect.name == "sqlite"

    def __enter__(self) -> WordIndex:
        if self.name and not self.sqlite:
            self.connection.execute(text(f"DROP INDEX ix_{self.name}_grams"))
        return self

    def follow(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Remember the pairs of a row on its way."""
        if self.places:
            pairs = grams(*(row[place] for place in self.places))
            self.waiting.append((row[self.key], " ".join(pairs) if self.sqlite else pairs))
        return row

    def write(self) -> None:
        if self.waiting:
            put(self.connection, self.name, ["rowid" if self.sqlite else "id", "grams"], self.waiting)
            self.waiting = []

    def __exit__(self, *_problem: object) -> None:
        if self.name and self.sqlite:
            self.connection.exec_driver_sql(f"INSERT INTO {self.name} ({self.name}) VALUES ('optimize')")
        elif self.name:
            self.connection.execute(text(f"CREATE INDEX ix_{self.name}_grams ON {self.name} USING gin (grams)"))


def move_sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL go on counting behind the keys that were given."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    last = connection.scalar(select(func.max(table.c.id))) or 1
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": table.name, "last": last}
    )


def settle(engine: Engine) -> None:
    """Let the planner know what is there."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="an empty database, such as sqlite:///big.db")
    parser.add_argument("--complaints", type=int, default=10_000)
    asked = parser.parse_args()
    load(open_engine(asked.url), asked.complaints)


if __name__ == "__main__":
    main()

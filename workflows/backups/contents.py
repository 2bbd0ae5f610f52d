"""The database of a backup, taken as one moment while others write: SQLite's file, or every table of PostgreSQL.

Not pg_dump: it need not be installed where the desk runs, must be as new as the server, and knows nothing of photos.
One repeatable-read transaction sees one moment just as well, and COPY is what pg_dump uses itself.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, text

from workflows.backups.archive import Writer, blocks_of

DATABASE = "database.sqlite"
TABLES = "tables/"
REVISION = "SELECT version_num FROM alembic_version"
TABLES_OF_SQLITE = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%'"
)
TABLES_OF_POSTGRESQL = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version' ORDER BY 1"
)
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = :name "
    "ORDER BY ordinal_position"
)
SEQUENCES = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file that a row of the snapshot names. sha256 is empty where the row knows none."""

    stored_name: str
    sha256: str


class Snapshot(Protocol):
    """One moment of the database."""

    facts: dict[str, Any]

    def write(self, writer: Writer) -> None:
        """Put it into the backup."""

    def select(self, statement: str) -> list[Any]:
        """Rows as they were at that moment."""


@contextmanager
def snapshot(engine: Engine, folder: Path) -> Iterator[Snapshot]:
    """One moment of a database that is in use. folder: where there is room for a copy."""
    taken = _of_sqlite(engine, folder) if engine.dialect.name == "sqlite" else _of_postgresql(engine)
    with taken as one:
        yield one


def stored_files(one: Snapshot, tables: dict[str, bool]) -> Iterator[StoredFile]:
    """Every file that rows name. tables: those with a `stored_name`, and whether they know its SHA-256."""
    for table, with_hash in sorted(tables.items()):
        column = "sha256" if with_hash else "''"
        for name, print_ in one.select(f"SELECT stored_name, {column} FROM {table} WHERE stored_name <> '' ORDER BY 1"):  # noqa: S608  own names
            yield StoredFile(name, print_)


class _Sqlite:
    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self.connection = sqlite3.connect(copy)
        tables = [name for (name,) in self.select(TABLES_OF_SQLITE)]
        self.facts = {
            "engine": "sqlite",
            "engine_version": sqlite3.sqlite_version,
            "revision": self.select(REVISION)[0][0],
            "tables": {name: self.select(f"SELECT count(*) FROM {name}")[0][0] for name in sorted(tables)},  # noqa: S608
        }

    def select(self, statement: str) -> list[Any]:
        return self.connection.execute(statement).fetchall()

    def write(self, writer: Writer) -> None:
        writer.add(DATABASE, blocks_of(self.copy))


@contextmanager
def _of_sqlite(engine: Engine, room: Path) -> Iterator[Snapshot]:
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=room) as folder:
        copy = Path(folder) / DATABASE
        source, target = sqlite3.connect(str(engine.url.database)), sqlite3.connect(copy)
        try:
            # In one go: readers do not hold up writers, and nothing can begin the copy anew half-way.
            source.backup(target, pages=-1)
            # The copy is read on one machine only; without a log beside it, it is one file.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            source.close()
            target.close()
        one = _Sqlite(copy)
        try:
            yield one
        finally:
            one.connection.close()


class _Postgresql:
    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.facts: dict[str, Any] = {
            "engine": "postgresql",
            "engine_version": self.select("SHOW server_version")[0][0],
            "revision": self.select(REVISION)[0][0],
            "tables": {},
            "sequences": dict(self.select(SEQUENCES)),
        }

    def select(self, statement: str) -> list[Any]:
        return [tuple(row) for row in self.connection.execute(text(statement))]

    def write(self, writer: Writer) -> None:
        for (name,) in self.select(TABLES_OF_POSTGRESQL):
            counted = _Counted(self._copy(name))
            writer.add(f"{TABLES}{name}.copy", counted)
            self.facts["tables"][name] = counted.rows

    def _copy(self, name: str) -> Iterator[bytes]:
        named = self.connection.execute(text(COLUMNS), {"name": name})
        columns = ", ".join(f'"{column}"' for (column,) in named)
        # The first line names the columns: an older table may have them in another order.
        yield f"{columns}\n".encode()
        with self.connection.connection.cursor() as cursor, cursor.copy(f'COPY "{name}" ({columns}) TO STDOUT') as copy:
            for block in copy:
                yield bytes(block)


class _Counted:
    """Passes blocks on and counts their rows; a line end inside a value is written as two other characters."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self.source = source
        self.rows = -1

    def __iter__(self) -> Iterator[bytes]:
        for block in self.source:
            self.rows += block.count(b"\n")
            yield block


@contextmanager
def _of_postgresql(engine: Engine) -> Iterator[Snapshot]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        yield _Postgresql(connection)

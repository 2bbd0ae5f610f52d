"""How a connection behaves: SQLite's pragmas, and transactions that really begin."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-65536",
    "mmap_size=1000000000",
)


def prepare_engine(engine: Engine) -> None:
    """Make an engine fit for the house; does nothing on PostgreSQL.

    sqlite3 begins a transaction late and by itself. Here SQLAlchemy begins it: writing ones (execution option
    `writes`) take the write lock at once, so that two writers wait for each other instead of failing half-way.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

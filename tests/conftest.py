"""What tests stand on: both engines, one transaction a test, the application on that transaction.

A test that asks for `session`, `app` or `fresh_database` runs once on SQLite and once on PostgreSQL; others run once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from models import db
from tests.databases import MAKERS, Databases, open_engine
from tests.demo_company import demo, demo_past, demo_url  # noqa: F401  fixtures for whoever asks
from tests.web import HouseClient, LogIn, StandingClock, browser, put_on, reset_limits, restore, settings_for_tests
from workflows.attachments.files import Storage

IN_CI = bool(os.environ.get("CI"))
# No deadline: a busy machine is not a wrong rule. A failure prints what repeats it.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True, derandomize=IN_CI)
hypothesis.settings.load_profile("house")
ENGINES_RUN = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ENGINES_RUN] = {}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the first what it ran on."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["engines"] = session.config.stash[ENGINES_RUN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error: object) -> None:
    node.config.stash[ENGINES_RUN].update(getattr(node, "workeroutput", {}).get("engines", {}))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for line in config.stash[ENGINES_RUN].values():
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", params=list(MAKERS))
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Databases of one engine, as many as a test wants."""
    yield from start(request, request.param)


def start(request: pytest.FixtureRequest, name: str) -> Iterator[Databases]:
    """One engine for the time of a fixture."""
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


@pytest.fixture
def clock() -> StandingClock:
    """The application's clock: stands at a Wednesday morning until the test moves it."""
    return StandingClock()


@pytest.fixture(scope="session")
def app_of_engine(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application an engine: making it takes longer than most tests."""
    from app import create_app

    url = engine.url.render_as_string(hide_password=False)
    app = create_app(settings_for_tests(tmp_path_factory.mktemp("data"), url))
    with app.app_context():
        # Otherwise its commits would end the test's transaction.
        db.session.configure(join_transaction_mode="create_savepoint")
    app.test_client_class = HouseClient
    return app


@pytest.fixture
def app(app_of_engine: Flask, connection: Connection, clock: StandingClock) -> Iterator[Flask]:
    """The application on the test's transaction and clock, without CSRF; set WTF_CSRF_ENABLED to have it back.

    No context is pushed: one that stays open would keep a person logged in for every client.
    """
    app = app_of_engine
    before, config = put_on(app, connection), dict(app.config)
    app.config.update(CLOCK=clock, WTF_CSRF_ENABLED=False)
    reset_limits(app)
    yield app
    app.config.clear()
    app.config.update(config)
    restore(app, before)


@pytest.fixture
def client(app: Flask, session: Session, clock: StandingClock) -> HouseClient:
    """Somebody who has not logged in."""
    return browser(app, session, clock)


@pytest.fixture
def log_in(app: Flask, session: Session, clock: StandingClock) -> LogIn:
    """`log_in(staff)`: a client of its own for this person."""
    return lambda staff: browser(app, session, clock).log_in(staff)

"""The demo company as fixtures: told once a run, and standing in a SQLite file that no test changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from demo.company import build, tell
from demo.ledger import Ledger
from tests.databases import SqliteDatabases, open_engine

# The Wednesday of the tests' standing clock.
DEMO_DAY = date(2026, 9, 16)


@pytest.fixture(scope="session")
def demo_past() -> Ledger:
    """Everything that happened, in memory. Read only."""
    past = tell(DEMO_DAY)
    past.close_event()
    return past


@pytest.fixture(scope="session")
def demo_url() -> Iterator[str]:
    """The URL of the company built into SQLite. Read only."""
    databases = SqliteDatabases()
    url = databases.new()
    engine = open_engine(url)
    with Session(engine) as session:
        build(session, DEMO_DAY)
    engine.dispose()
    yield url
    databases.close()


@pytest.fixture
def demo(demo_url: str) -> Iterator[Session]:
    """A session on the built company; whatever a test does to it is rolled back."""
    engine = open_engine(demo_url)
    with Session(engine) as session:
        yield session
        session.rollback()
    engine.dispose()

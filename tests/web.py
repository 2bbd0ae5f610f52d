"""The application as tests use it: a clock that stands still, on the test's own transaction, with people logged in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from config import Environment, Settings
from models import AuthSession, Staff, db
from terms.time import SHANGHAI
from workflows.auth.tokens import fingerprint, new_token

# A Wednesday morning in service hours.
MORNING = datetime(2026, 9, 16, 9, 10, tzinfo=SHANGHAI)


class StandingClock:
    """The application's clock; a test moves it."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


class HouseClient(FlaskClient):
    """A browser without scripts. Before each request it commits the test's session: both share one connection, and a
    savepoint begun first must end last. That also expires the test's rows, so that it sees what the request did."""

    session: Session
    clock: StandingClock

    def open(self, *args, **kwargs):
        self.session.commit()
        return super().open(*args, **kwargs)

    def log_in(self, staff: Staff) -> HouseClient:
        """Be this person from now on, without the password page."""
        secret, at = new_token(), self.clock()
        self.session.add(AuthSession(secret_hash=fingerprint(secret), staff_id=staff.id, started_at=at, seen_at=at))
        self.session.commit()
        with self.session_transaction() as cookie:
            cookie.clear()
            cookie.update({"_user_id": secret, "_fresh": True})
        return self


def browser(app: Flask, session: Session, clock: StandingClock) -> HouseClient:
    """A client that has not logged in."""
    client = cast("HouseClient", app.test_client())
    client.session, client.clock = session, clock
    return client


LogIn = Callable[[Staff], HouseClient]


def settings_for_tests(data_dir: Path, database_url: str, **others) -> Settings:
    """Settings of a test: nothing from the environment."""
    return Settings(
        environment=Environment.TEST,
        secret_key="only for tests, and long enough for them",
        data_dir=data_dir,
        database_url=database_url,
        **others,
    )


def put_on(app: Flask, connection: Connection) -> dict:
    """Let the application's sessions work on this connection; the answer restores what was there."""
    engines = db._app_engines[app]
    before = dict(engines)
    engines[None] = connection  # type: ignore[assignment]  # sessions take either
    return before


def restore(app: Flask, before: dict) -> None:
    db._app_engines[app].update(before)


def reset_limits(app: Flask) -> None:
    """Forget how often this test's predecessors asked."""
    for limiter in app.extensions.get("limiter", ()):
        limiter.reset()

"""Let SQLite know how its rows are spread, so that it chooses the right index; PostgreSQL finds out by itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflows.transaction import transaction

ENOUGH = 10_000


def know_tables(session: Session, *, at: datetime) -> int:  # noqa: ARG001  called as every job is
    """Count through every index; the answer is 1, or 0 where there is nothing to do.

    Writers wait meanwhile, so no more than ENOUGH entries of each value are counted: one second with a million cases.
    """
    if session.get_bind().dialect.name != "sqlite":
        return 0
    with transaction(session):
        session.connection().execute(text(f"PRAGMA analysis_limit = {ENOUGH}"))
        session.connection().execute(text("ANALYZE"))
    return 1

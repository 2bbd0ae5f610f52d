"""A request comes with a secret: whose is it, and does it still hold?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuthSession
from workflows.auth.tokens import fingerprint
from workflows.transaction import transaction

# Being seen is written at most once in this time: reading pages must not become writing.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a session lasts without a request, and at most."""

    idle: timedelta
    absolute: timedelta


def holds(row: AuthSession, at: datetime, patience: Patience) -> bool:
    """Whether a session is still good at this moment. At either limit, to the second, it still holds."""
    return (
        row.ended_at is None
        and row.staff.is_active
        and at - row.seen_at <= patience.idle
        and at - row.started_at <= patience.absolute
    )


def resume(session: Session, *, secret: str, at: datetime, patience: Patience) -> AuthSession | None:
    """The session of this secret, if it still holds; remembers that it was seen."""
    row = session.scalars(select(AuthSession).where(AuthSession.secret_hash == fingerprint(secret))).one_or_none()
    if row is None or not holds(row, at, patience):
        return None
    if at - row.seen_at >= SEEN_EVERY:
        with transaction(session):
            row.seen_at = at
    return row

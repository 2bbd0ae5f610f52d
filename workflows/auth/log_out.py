"""Somebody leaves, or sends one of their own sessions away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import AuthSession, Staff
from workflows import audit
from workflows.rows import take
from workflows.transaction import transaction


def log_out(session: Session, *, auth_session_id: int, actor: Staff, at: datetime) -> None:
    """End one session of the actor's own (or of anybody's, for the administrator, whose scope holds them all).

    :raises NotFound:
    """
    with transaction(session):
        ended = take(session, AuthSession, auth_session_id, actor=actor)
        if ended.ended_at is None:
            ended.ended_at = at
            audit.record(session, "staff.logged_out", ended.staff, actor, at)

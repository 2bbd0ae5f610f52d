"""Where somebody is logged in now."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuthSession


def open_sessions(
    session: Session, staff_id: int, at: datetime, *, idle: timedelta, absolute: timedelta
) -> list[AuthSession]:
    """One person's sessions that still hold, last seen first."""
    holding = select(AuthSession).where(
        AuthSession.staff_id == staff_id,
        AuthSession.ended_at.is_(None),
        AuthSession.seen_at >= at - idle,
        AuthSession.started_at >= at - absolute,
    )
    return list(session.scalars(holding.order_by(AuthSession.seen_at.desc(), AuthSession.id.desc())))

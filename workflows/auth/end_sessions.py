"""The step that sends somebody's sessions away; part of other use-cases, commits nothing itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuthSession, Staff


def end_sessions(session: Session, staff: Staff, at: datetime, *, keep: int | None = None) -> int:
    """End every open session of one person, except `keep`; return how many.

    For a changed password, role or status: whoever is logged in with the old rights is out at the next request.
    """
    still_open = select(AuthSession).where(AuthSession.staff_id == staff.id, AuthSession.ended_at.is_(None))
    ended = [row for row in session.scalars(still_open) if row.id != keep]
    for row in ended:
        row.ended_at = at
    return len(ended)

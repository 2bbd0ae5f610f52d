"""What happened to one row, newest first: the audit as the row's story."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import AuditEvent

MOST = 100


def history(
    session: Session, subject: str, subject_id: int, *, since: int | None = None, most: int = MOST
) -> list[AuditEvent]:
    """The events of one row with their people loaded; ask only for a row the reader may see.

    subject: the table's name. since: only events that made a version later than this one.
    """
    events = (
        select(AuditEvent)
        .where(AuditEvent.subject == subject, AuditEvent.subject_id == subject_id)
        .options(joinedload(AuditEvent.actor), joinedload(AuditEvent.principal))
        .order_by(AuditEvent.id.desc())
        .limit(most)
    )
    if since is not None:
        events = events.where(AuditEvent.version > since)
    return list(session.scalars(events).unique())

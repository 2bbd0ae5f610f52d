"""Who had a case in hands at a moment of its life: told by the audit, which keeps every passing on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEvent, Complaint


def handler_of(case: Complaint) -> int:
    """Whoever handles a case stands for its salesperson; before that, who registered it. A staff id."""
    return case.assigned_to_id or case.registered_by_id


def handler_at(session: Session, case: Complaint, at: datetime) -> int:
    """Who handled the case at that moment, whoever has it now. Given out at the very second counts as given.

    Reads the events of the case since then; one case has few.
    """
    since = (
        select(AuditEvent.changes)
        .where(AuditEvent.subject == Complaint.__tablename__, AuditEvent.subject_id == case.id, AuditEvent.at > at)
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    for changes in session.scalars(since):
        if "assigned_to_id" in changes:
            before = changes["assigned_to_id"][0]
            return int(before) if before else case.registered_by_id
    return handler_of(case)

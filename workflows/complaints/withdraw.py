"""End a case that the complainant takes back, or that was registered by mistake."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act
from workflows import audit
from workflows.case import begin, move, stop_all, take_case
from workflows.transaction import transaction
from workflows.words import need


def withdraw(
    session: Session,
    *,
    complaint_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """End a case the complainant takes back, or that was registered by mistake; it stays on file.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        withdrawn(session, case, by, reason=reason, actor=actor, at=at)
    return case


def withdrawn(session: Session, case: Complaint, by: Viewer, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    step = begin(case, Act.WITHDRAW, by)
    stop_all(case, at)
    move(case, step.to, at)
    audit.record(session, "complaint.withdrawn", case, actor, at, step.clause, note=reason)

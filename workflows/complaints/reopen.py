"""Reopen a closed case: an act of the director or the general manager."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from queries.rulebook import judged_under
from rulebook import Book
from rules.lifecycle import Viewer
from terms.complaint import Act
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.clocks import restart_clocks
from workflows.transaction import transaction
from workflows.words import need


def reopen(
    session: Session,
    *,
    complaint_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Reopen a closed case: an act of the director or the general manager.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        book = judged_under(session, case.rulebook_issue)
        reopened(session, case, by, reason=reason, book=book, actor=actor, at=at)
    return case


def reopened(
    session: Session, case: Complaint, by: Viewer, *, reason: str, book: Book, actor: Staff, at: datetime
) -> None:
    """The step itself. The result is due anew."""
    step = begin(case, Act.REOPEN, by)
    case.closed_at = None
    case.reopened_count += 1
    restart_clocks(case, book, at)
    move(case, step.to, at)
    audit.record(session, "complaint.reopened", case, actor, at, step.clause, note=reason)

"""Close a called-back case: the consumer confirmed the result, nothing is open any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act, State
from workflows import audit
from workflows.case import begin, move, stop_all, take_case
from workflows.transaction import transaction


def close(
    session: Session, *, complaint_id: int, actor: Staff, at: datetime, seen: int | None = None, once: str | None = None
) -> Complaint:
    """Close one case whose consumer confirmed the result.

    :raises NotPossible, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        closed(session, case, by, actor=actor, at=at)
    return case


def closed(session: Session, case: Complaint, by: Viewer, *, actor: Staff, at: datetime) -> None:
    """The step itself."""
    step = begin(case, Act.CLOSE, by)
    end(case, at)
    audit.record(session, "complaint.closed", case, actor, at, step.clause)


def end(case: Complaint, at: datetime) -> None:
    """Bring the case into its last state; its clocks stop."""
    case.closed_at = at
    stop_all(case, at)
    move(case, State.CLOSED, at)

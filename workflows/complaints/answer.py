"""Report the result to the general office, by 16:00 (P06 五(3)), or that the complaint is unfounded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act
from workflows import audit
from workflows.case import begin, move, stop_for, take_case
from workflows.transaction import transaction
from workflows.words import need


def answer(
    session: Session,
    *,
    complaint_id: int,
    result: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Report what was done for the consumer; the result clock stops.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(result=result)
        answered(session, case, by, act=Act.ANSWER, result=result, actor=actor, at=at)
    return case


def find_unfounded(
    session: Session,
    *,
    complaint_id: int,
    reasons: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Report, with the reasons told to the complainant, that nothing is to be settled.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reasons=reasons)
        answered(session, case, by, act=Act.FIND_UNFOUNDED, result=reasons, actor=actor, at=at)
    return case


def answered(
    session: Session, case: Complaint, by: Viewer, *, act: Act, result: str, actor: Staff, at: datetime
) -> None:
    """The step itself, for both ways to a result."""
    step = begin(case, act, by)
    case.result, case.result_at = result, at
    case.unfounded = act is Act.FIND_UNFOUNDED
    stop_for(case, act, at)
    move(case, step.to, at)
    kind = "complaint.found_unfounded" if case.unfounded else "complaint.answered"
    audit.record(session, kind, case, actor, at, step.clause, note=result)

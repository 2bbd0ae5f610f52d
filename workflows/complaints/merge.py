"""Let another case of the same matter go on in this one's place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Complaint, Staff
from queries.scope import visible
from rules.lifecycle import Viewer
from terms.complaint import Act, State
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, move, stop_all, take_case
from workflows.transaction import transaction
from workflows.words import need

OVER = (State.CLOSED, State.WITHDRAWN, State.MERGED)


class CannotMerge(Refusal):
    """The other case cannot take this one in."""


def merge(
    session: Session,
    *,
    complaint_id: int,
    into_number: str,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Let another case of the same matter go on in this one's place.

    :raises NotPossible, WordsMissing, CannotMerge, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        number = into_number.strip()
        _lock_both(session, complaint_id, number)
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        named = select(Complaint).where(Complaint.number == number)
        other = session.scalars(visible(named, Complaint, actor.as_person())).one_or_none()
        need(reason=reason)
        merged(session, case, by, into=other, reason=reason, actor=actor, at=at)
    return case


def _lock_both(session: Session, complaint_id: int, number: str) -> None:
    """Lock the two cases in one order, so that of two people who merge them into each other one hears no."""
    both = select(Complaint.id).where(or_(Complaint.id == complaint_id, Complaint.number == number))
    session.execute(both.order_by(Complaint.id).with_for_update())


def merged(
    session: Session, case: Complaint, by: Viewer, *, into: Complaint | None, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself. into: the case that goes on; None when nobody found one."""
    step = begin(case, Act.MERGE, by)
    if into is None or into.id == case.id or into.state in OVER:
        raise CannotMerge(
            say("There is no other open case of this number."),
            fields=(("into_number", say("Not a usable number.")),),
        )
    case.merged_into_id = into.id
    stop_all(case, at)
    move(case, step.to, at)
    audit.record(session, "complaint.merged", case, actor, at, step.clause, note=f"{into.number} {reason}")

"""Close a called-back case; reopen a closed one by approval; end one that needs no handling."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Complaint, Staff
from queries.rulebook import judged_under
from queries.scope import visible
from rulebook import Book
from rules.lifecycle import Viewer
from terms.complaint import Act, Clock, State
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, move, stop_clocks, take_case
from workflows.clocks import restart_clocks
from workflows.transaction import transaction
from workflows.words import need

OVER = (State.CLOSED, State.WITHDRAWN, State.MERGED)


class CannotMerge(Refusal):
    """The other case cannot take this one in."""


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
    _stop_all(case, at)
    move(case, State.CLOSED, at)


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
        book = judged_under(session, case.rulebook_pack, case.registered_on)
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
    _stop_all(case, at)
    move(case, step.to, at)
    audit.record(session, "complaint.withdrawn", case, actor, at, step.clause, note=reason)


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
    _stop_all(case, at)
    move(case, step.to, at)
    audit.record(session, "complaint.merged", case, actor, at, step.clause, note=f"{into.number} {reason}")


def _stop_all(case: Complaint, at: datetime) -> None:
    """What headquarters is still to hear (P06 五(4)) goes on running."""
    stop_clocks(case, at, *(clock for clock in Clock if clock is not Clock.HEADQUARTERS_REPORT))

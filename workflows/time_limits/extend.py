"""Ask for more time for the result, and decide on it before it is due (P31 4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, ComplaintClock, Extension, Staff
from queries.rulebook import policy_of
from queries.running_clocks import result_clock, standing_of, waiting_extension
from rulebook import Book
from rulebook.time_limits import Limit
from rules.lifecycle import Viewer
from rules.running_clocks import ensure_extension
from terms.complaint import Act
from terms.limits import ClockState, ExtensionStatus
from terms.people import Role
from workflows import audit
from workflows.case import begin, take_case
from workflows.clocks import refresh
from workflows.transaction import transaction
from workflows.words import need


def ask_extension(
    session: Session, *, complaint_id: int, amount: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Ask that the result be due later, by so much in the unit of its limit.

    :raises NotPossible, NoExtension, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        extension_asked(session, case, by, amount=amount, reason=reason, actor=actor, at=at)
    return case


def extension_asked(
    session: Session, case: Complaint, by: Viewer, *, amount: int, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.ASK_EXTENSION, by)
    book, row = policy_of(case), result_clock(case)
    rule = book.time_limits.extension
    assert rule is not None  # the table of a case's life asks
    limit = _limit(case, at)
    ensure_extension(amount, rule.approver, limit, book.time_limits, due=row.due_at, at=at)
    case.extensions.append(
        Extension(
            clock=row,
            amount=amount,
            unit=limit.kind,
            reason=reason,
            approver=rule.approver,
            status=ExtensionStatus.ASKED,
            asked_at=at,
            asked_by_id=actor.id,
            clause=rule.clause,
        )
    )
    more = {"longer": amount}
    audit.record(session, "complaint.extension_asked", case, actor, at, rule.clause, note=reason, more=more)


def decide_extension(
    session: Session, *, complaint_id: int, approved: bool, comment: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Approve the extension asked for while the result is not late yet, or refuse it with a reason.

    :raises NotPossible, NoExtension, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        if not approved:
            need(comment=comment)
        extension_decided(session, case, by, approved=approved, comment=comment, actor=actor, at=at)
    return case


def extension_decided(
    session: Session, case: Complaint, by: Viewer, *, approved: bool, comment: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.DECIDE_EXTENSION, by)
    book = policy_of(case)
    asked = waiting_extension(case)
    assert asked is not None  # the table of a case's life asks
    if approved:
        already = sum(one.amount for one in asked.clock.extensions if one.status is ExtensionStatus.APPROVED)
        ensure_extension(
            already + asked.amount,
            _decides_as(by, asked.approver),
            _limit(case, at),
            book.time_limits,
            due=asked.clock.due_at,
            at=_counted(asked.clock, book, at),
        )
    asked.status = ExtensionStatus.APPROVED if approved else ExtensionStatus.REFUSED
    asked.decided_at, asked.decided_by_id, asked.comment = at, actor.id, comment
    if approved:
        refresh(case, book, at)
    kind = "complaint.extended" if approved else "complaint.extension_refused"
    audit.record(session, kind, case, actor, at, asked.clause, note=comment, more={"longer": asked.amount})


def _limit(case: Complaint, at: datetime) -> Limit:
    found = standing_of(result_clock(case), policy_of(case), at)
    assert found is not None  # every case has a limit for its result
    return found.limit


def _counted(row: ComplaintClock, book: Book, at: datetime) -> datetime:
    """The moment up to which the limit has run: since a pause that lasts, no further."""
    found, since = standing_of(row, book, at), row.complaint.paused_at
    stands_still = found is not None and found.state is ClockState.PAUSED
    return since if stands_still and since is not None else at


def _decides_as(by: Viewer, approver: Role) -> Role:
    """The role the decision is made in: the approver's own, or else the highest the person holds here."""
    return approver if approver in by.roles_here else max(by.roles_here, key=list(Role).index)

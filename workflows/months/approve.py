"""General manager and finance approve the company's summary or return it; both approved, the month is locked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Month, MonthApproval, Staff
from rules.month_acts import APPROVERS, Capacity, MonthStep
from terms.month import MonthAct, MonthStatus, MonthVerdict
from workflows.housekeeping.work import asked
from workflows.months.lock import Listing, listing, locked
from workflows.months.month import begin, take_month, told
from workflows.transaction import transaction
from workflows.words import need


def approve(
    session: Session, *, month_id: int, actor: Staff, at: datetime, remark: str = "",
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Give one of the two approvals; the second locks the month and lists what distributors are replenished.

    Source: P06 五(6); AP-14.
    :raises MonthNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        by = begin(session, row, MonthAct.APPROVE, actor=actor, at=at)
        approved(session, row, by, to_list=listing(session, row), remark=remark, actor=actor, at=at)
        if row.status is MonthStatus.LOCKED:
            # What the month counted is noted outside the database at once, not with the next hour.
            asked(session, "anchor_audit", row.id, actor=actor, at=at)
    return row


def approved(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, to_list: Listing, remark: str,
    actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    said(row, by, MonthVerdict.APPROVED, reason=remark, actor=actor, at=at)
    told(session, "month.approved", row, by, actor=actor, at=at, note=remark)
    assert row.summary is not None
    if {one.role for one in row.summary.approvals} == set(APPROVERS):
        locked(session, row, to_list, actor=actor, at=at)


def send_back(
    session: Session, *, month_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Return the company's summary with a reason; what the departments signed stands until it is returned too.

    :raises MonthNotPossible, WordsMissing, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        by = begin(session, row, MonthAct.RETURN, actor=actor, at=at)
        returned(session, row, by, reason=reason, actor=actor, at=at)
    return row


def returned(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    summary = said(row, by, MonthVerdict.RETURNED, reason=reason, actor=actor, at=at).summary
    summary.sent_back_at, summary.sent_back_reason = at, reason
    row.status = MonthStatus.RETURNED
    told(session, "month.returned", row, by, actor=actor, at=at, note=reason)


def said(
    row: Month, by: tuple[MonthStep, Capacity], verdict: MonthVerdict, *, reason: str, actor: Staff, at: datetime
) -> MonthApproval:
    """One approver's word on the summary that waits."""
    step, capacity = by
    assert row.summary is not None
    word = MonthApproval(
        role=capacity.role, verdict=verdict, signed_at=at, signed_by_id=actor.id, principal_id=capacity.principal,
        reason=reason, clause=step.clause,
    )  # fmt: skip
    row.summary.approvals.append(word)
    return word

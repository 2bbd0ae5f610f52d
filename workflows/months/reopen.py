"""Reopening a locked month: asked for with a reason, decided by the general manager, both on record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Month, MonthReopening, Staff
from rules.month_acts import Capacity, MonthStep
from terms.month import MonthAct, MonthStatus
from workflows.months.month import begin, take_month, told
from workflows.months.sign import void
from workflows.penalties.lock import unlocked_with_month
from workflows.transaction import transaction
from workflows.words import need


def ask(
    session: Session, *, month_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Ask for a month to be reopened, saying what must be put right.

    :raises MonthNotPossible, WordsMissing, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        by = begin(session, row, MonthAct.ASK_REOPENING, actor=actor, at=at)
        asked(session, row, by, reason=reason, actor=actor, at=at)
    return row


def asked(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    row.reopenings.append(MonthReopening(asked_at=at, asked_by_id=actor.id, reason=reason, answer=""))
    told(session, "month.reopening_asked", row, by, actor=actor, at=at, note=reason)


def decide(
    session: Session, *, month_id: int, granted: bool, answer: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Grant or refuse the wish. A granted month is signed, sent and approved anew; its lists stay: goods owed are owed.

    :raises MonthNotPossible, WordsMissing, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        need(answer=answer)
        by = begin(session, row, MonthAct.DECIDE_REOPENING, actor=actor, at=at)
        decided(session, row, by, granted=granted, answer=answer, actor=actor, at=at)
    return row


def decided(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, granted: bool, answer: str,
    actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    wish = row.asked
    assert wish is not None
    wish.decided_at, wish.decided_by_id, wish.principal_id = at, actor.id, by[1].principal
    wish.granted, wish.answer = granted, answer
    if granted:
        _open_again(session, row, wish.reason, actor=actor, at=at)
    kind = "month.reopened" if granted else "month.reopening_refused"
    told(session, kind, row, by, actor=actor, at=at, note=answer)


def _open_again(session: Session, row: Month, reason: str, *, actor: Staff, at: datetime) -> None:
    """Nothing of what was signed stands any more; all of it stays on record."""
    for summary in row.signed:
        void(summary, reason=reason, actor=actor, at=at)
    if row.summary is not None:
        company = row.summary
        company.sent_back_at, company.sent_back_reason = at, reason
    row.status, row.locked_at, row.locked_by_id = MonthStatus.REOPENED, None, None
    row.closed_at, row.closed_by_id = None, None
    unlocked_with_month(session, row.month, actor, at)

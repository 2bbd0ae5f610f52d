"""Finance closes a month whose distributors are all replenished."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Month, Staff
from rules.month_acts import Capacity, MonthStep
from terms.month import MonthAct, MonthStatus
from workflows.months.month import begin, take_month, told
from workflows.transaction import transaction


def close(
    session: Session, *, month_id: int, actor: Staff, at: datetime, remark: str = "",
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Close a locked month: every list is delivered and its signed note seen.

    Source: P06 五(7); LG-03.
    :raises MonthNotPossible: naming how many lists are open; NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        by = begin(session, row, MonthAct.CLOSE, actor=actor, at=at)
        closed(session, row, by, remark=remark, actor=actor, at=at)
    return row


def closed(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, remark: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    row.status, row.closed_at, row.closed_by_id = MonthStatus.CLOSED, at, actor.id
    told(session, "month.closed", row, by, actor=actor, at=at, note=remark)

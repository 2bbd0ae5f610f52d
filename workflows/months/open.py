"""Prepare the month just ended for its close: a row to sign on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, Month
from queries.months import month_before, month_of, next_month
from terms.month import MonthStatus
from terms.time import local_date
from workflows import audit
from workflows.transaction import transaction

CLAUSE = "P06 五(5)"


def open_due(session: Session, *, at: datetime) -> int:
    """Prepare every month that has ended and is not prepared; returns how many. Due since the last one, never lost.

    A company that begins now has its first month prepared when that month has ended.
    """
    opened = 0
    for month in due(session, local_date(at)):
        opened += _open(session, month, at)
    return opened


def due(session: Session, today: date) -> list[date]:
    """Months that have ended and are not prepared, oldest first."""
    last = session.scalar(select(func.max(Month.month)))
    if last is None:
        earliest = session.scalar(select(func.min(Complaint.registered_on)))
        if earliest is None or month_of(earliest) >= month_of(today):
            return []
        # Old cases may have been brought in: their months were closed on paper.
        last = month_before(month_before(month_of(today)))
    found, month = [], next_month(last)
    while month < month_of(today):
        found.append(month)
        month = next_month(month)
    return found


def _open(session: Session, month: date, at: datetime) -> bool:
    """One month, one transaction. Several nodes come at once: the month is unique, one of them prepares it."""
    try:
        with transaction(session):
            opened(session, month, at)
    except IntegrityError:
        return False
    return True


def opened(session: Session, month: date, at: datetime) -> Month:
    """The step itself."""
    row = Month(month=month, status=MonthStatus.OPEN, opened_at=at, version=1)
    session.add(row)
    session.flush()
    audit.record(session, "month.opened", row, None, at, CLAUSE, more={"month": month})
    return row

"""Months as they stand: which are locked, which wait."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Month


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def locked(session: Session, day: date) -> bool:
    """Whether the day lies in a month that is locked."""
    found = select(Month.id).where(Month.month == month_of(day), Month.locked_at.is_not(None))
    return session.scalar(found) is not None


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)

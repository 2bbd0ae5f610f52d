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

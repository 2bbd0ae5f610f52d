"""Company time: Asia/Shanghai, aware, always."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(at: datetime) -> datetime:
    """The same instant on the company's clock. A naive time is a programming error."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(SHANGHAI)


def local_date(at: datetime) -> date:
    """The company's calendar day of an instant."""
    return local(at).date()


def day_start(day: date, days_later: int = 0) -> datetime:
    """Midnight of a company day, or of one so many days later."""
    return datetime.combine(day + timedelta(days=days_later), time(), SHANGHAI)

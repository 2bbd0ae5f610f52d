"""The day or the month an address asks for. What cannot be read or lies outside the company's time is the usual one."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request

from admin_views.clock import today
from models import db
from queries.rulebook import company

YEARS_AHEAD = 2


def day_asked(name: str) -> date | None:
    """The day of `?from=2026-10-31`."""
    return _believable(request.args.get(name, ""))


def month_asked(*, ended: bool = False) -> date:
    """The first day of `?month=2026-10`; without one this month's, or that of the month just ended."""
    found = _believable(f"{request.values.get('month', '')}-01")
    if found is not None:
        return found
    first = today().replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) if ended else first


def _believable(text: str) -> date | None:
    """A day from the company's first policy to not too far ahead: before it there is no rule, and calendars end."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    first = min(row.since for row in company(db.session()))
    return day if first <= day and day.year < today().year + YEARS_AHEAD else None

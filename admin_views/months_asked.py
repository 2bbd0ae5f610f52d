"""The month an address asks for."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request

from admin_views.clock import today


def month_asked(*, ended: bool = False) -> date:
    """The first day of `?month=2026-10`; without one this month's, or that of the month just ended."""
    try:
        return date.fromisoformat(f"{request.values.get('month', '')}-01")
    except ValueError:
        first = today().replace(day=1)
        return (first - timedelta(days=1)).replace(day=1) if ended else first

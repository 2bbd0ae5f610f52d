"""Calendar months before the end of a shelf life."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS_A_YEAR = 12


def last_day_to_return(expires_on: date, months: int) -> date:
    """The last day on which so many calendar months still remain; a day the month lacks becomes its last day."""
    count = expires_on.year * MONTHS_A_YEAR + expires_on.month - 1 - months
    year, month = divmod(count, MONTHS_A_YEAR)
    return date(year, month + 1, min(expires_on.day, calendar.monthrange(year, month + 1)[1]))

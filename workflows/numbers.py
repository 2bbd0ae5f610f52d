"""Numbers of papers: one series a kind and month, counted up under the series' row lock, without gaps."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

COUNT_UP = text(
    "INSERT INTO number_series (series, last) VALUES (:series, 1) "
    "ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)


def next_number(session: Session, letters: str, day: date) -> str:
    """The next number of a monthly series, such as TS-2026-11-00381."""
    series = f"{letters}-{day:%Y-%m}"
    last: int = session.execute(COUNT_UP, {"series": series}).scalar_one()
    return f"{series}-{last:05d}"


KEEP_UP = text(
    "INSERT INTO number_series (series, last) VALUES (:series, :last) ON CONFLICT (series) DO UPDATE SET last = "
    "CASE WHEN number_series.last < excluded.last THEN excluded.last ELSE number_series.last END"
)
NUMBERED = re.compile(r"([A-Z]{2})(-\d{4}-(?:0[1-9]|1[0-2])-)?(\d{5,6})")


def keep_up(session: Session, letters: str, number: str) -> None:
    """A number of one of our series came in from elsewhere: the series goes on after it."""
    found = NUMBERED.fullmatch(number)
    if found is not None and found.group(1) == letters:
        series = letters + (found.group(2) or "").removesuffix("-")
        session.execute(KEEP_UP, {"series": series, "last": int(found.group(3))})


def next_code(session: Session, letters: str) -> str:
    """The next code of a series that lasts, such as KH000381 for a customer."""
    last: int = session.execute(COUNT_UP, {"series": letters}).scalar_one()
    return f"{letters}{last:06d}"

"""Every policy that holds somewhere in the company on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from queries.rulebook import company, issue_on
from rulebook import Book


def books_in_force(session: Session, *, on: date) -> tuple[Book, ...]:
    """The issue in force of each pack that holds for some cases on this day, by the packs' names."""
    packs = {row.pack for row in company(session) if row.since <= on and (row.until is None or on < row.until)}
    return tuple(issue_on(session, pack, on=on) for pack in sorted(packs))

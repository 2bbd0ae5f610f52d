"""Every policy that holds somewhere in the company on a day, or held before."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from queries.rulebook import company, issue_on
from rulebook import Book


def books_known(session: Session, *, on: date) -> tuple[Book, ...]:
    """The same with the packs that held before: their cases may still be open."""
    packs = {row.pack for row in company(session) if row.since <= on}
    return tuple(issue_on(session, pack, on=on) for pack in sorted(packs))


def books_in_force(session: Session, *, on: date) -> tuple[Book, ...]:
    """The issue in force of each pack that holds for some cases on this day, by the packs' names."""
    packs = {row.pack for row in company(session) if row.since <= on and (row.until is None or on < row.until)}
    return tuple(issue_on(session, pack, on=on) for pack in sorted(packs))

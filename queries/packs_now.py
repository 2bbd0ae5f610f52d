"""Every policy that holds somewhere in the company on a day, or held before; what they price together."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from queries.rulebook import company, issue_on
from rulebook import Book
from rulebook.penalties import Penalty


def books_known(session: Session, *, on: date) -> tuple[Book, ...]:
    """The same with the packs that held before: their cases may still be open."""
    packs = {row.pack for row in company(session) if row.since <= on}
    return tuple(issue_on(session, pack, on=on) for pack in sorted(packs))


def books_in_force(session: Session, *, on: date) -> tuple[Book, ...]:
    """The issue in force of each pack that holds for some cases on this day, by the packs' names."""
    packs = {row.pack for row in company(session) if row.since <= on and (row.until is None or on < row.until)}
    return tuple(issue_on(session, pack, on=on) for pack in sorted(packs))


def breaches_priced(session: Session, *, on: date) -> tuple[Penalty, ...]:
    """What the policies in force price, each breach once: as the first pack that prices it calls it."""
    rows = (row for book in books_in_force(session, on=on) for row in book.penalties.penalties)
    return tuple({row.breach: row for row in reversed(list(rows))}.values())[::-1]

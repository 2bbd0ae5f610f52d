"""Which policy is in force for a case."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from rulebook import Book, book

# One pack for the whole company so far.
PACK = "food"


def in_force(_session: Session, *, on: date) -> Book:
    """The issue of the company's policy in force on a day."""
    return book(PACK, on=on)


def judged_under(_session: Session, pack: str, on: date) -> Book:
    """The issue a case was judged under: the one in force when it was registered."""
    return book(pack, on=on)

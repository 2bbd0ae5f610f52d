"""Which issue a command asks: the company's own, or the shipped files where there is no database yet."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

import rulebook
from models import db
from queries import rulebook_shelf as shelf
from queries.rulebook import in_force
from queries.rulebook_shelf import Edition
from rulebook import Book, RulebookError, files
from rulebook.layers import Merged
from terms.time import SHANGHAI

# What a desk without a database works by.
FIRST = "food"


def edition(pack: str | None, *, on: date, issue: str | None = None) -> Edition:
    """The issue of a pack or profile that holds on a day, or one by its key; pack None: the company's own.

    :raises RulebookError: there is none.
    """
    session = _session()
    if issue is not None:
        found = shelf.issue(session, issue) if session else _shipped_issue(issue)
        if found is None:
            raise RulebookError(issue, "there is no such issue; `flask rulebook issues` lists them")
        return found
    if pack is None:
        book = in_force(session, on=on) if session else rulebook.book(FIRST, on=on)
        return Edition(book.pack.key, book)
    found = shelf.edition(session, pack, on=on) if session else shelf.shipped(pack, on=on)
    # The readers say best what is wrong with the name or the day.
    return found or Edition(pack, rulebook.book(pack, on=on))


def book(pack: str | None, *, on: date) -> Book:
    return edition(pack, on=on).book


def merged(found: Edition) -> Merged:
    """Everything it says, with the origin of each place."""
    session = _session()
    return shelf.merged(session, found) if session else files.whole(found.book.pack.key)


def today() -> date:
    return datetime.now(SHANGHAI).date()


def _shipped_issue(key: str) -> Edition | None:
    name = key.partition(shelf.DATED)[0]
    found = shelf.shipped(name, on=today())
    return found if found and found.book.issue == key else None


def _session() -> Session | None:
    """The database, once it has tables."""
    if "sqlalchemy" not in current_app.extensions:
        return None
    session = db.session()
    try:
        shelf.issue(session, f"{FIRST}{shelf.DATED}2020-01-01")
    except (OperationalError, ProgrammingError):
        session.rollback()
        return None
    return session

"""The issues of the rulebook that somebody can open and read: shipped packs and profiles, and what the company made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import rulebook
from models import RulebookIssue
from queries import rulebook as holding
from rulebook import Book, RulebookError, files, stored
from rulebook.files import WITH
from rulebook.layers import Merged

# What a profile is read on, and what packs say where their own documents are silent.
GROUND = "ground"
DATED = "@"


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue, whole. name: of the pack or profile as a reader chose it; row: None for a shipped one."""

    name: str
    book: Book
    row: RulebookIssue | None = None

    @property
    def is_profile(self) -> bool:
        return self.name in rulebook.profiles()

    @property
    def below(self) -> str:
        """The pack this one says something different from; "" where it stands on its own."""
        return GROUND if self.is_profile else self.book.pack.builds_on


def names() -> tuple[str, ...]:
    """Every pack and profile there is to read, the common ground too."""
    return (*rulebook.packs(), GROUND, *rulebook.profiles())


def edition(session: Session, name: str, *, on: date) -> Edition | None:
    """The issue of a pack, or of a profile on the common ground, that holds on a day."""
    base, *extra = name.split(WITH)
    known = base in names() and all(one in rulebook.profiles() for one in extra)
    if not known or (extra and base in rulebook.profiles()):
        return None
    pack = f"{GROUND}{WITH}{name}" if base in rulebook.profiles() else name
    try:
        book = holding.issue_on(session, pack, on=on)
    except RulebookError:
        return None
    return Edition(name, book)


def issue(session: Session, key: str) -> Edition | None:
    """An issue by its key: "food@2026-11-23"."""
    name = key.partition(DATED)[0]
    try:
        return Edition(name, holding.judged_under(session, key))
    except (RulebookError, ValueError):
        return None


def merged(session: Session, found: Edition) -> Merged:
    """Everything an issue says, with the origin of each place: as the database keeps it, or as the files have it."""
    row = found.row or session.scalars(select(RulebookIssue).where(RulebookIssue.key == found.book.issue)).first()
    return stored.undump(row.content, found.name) if row else files.whole(found.book.pack.key)


def written(row: RulebookIssue, *, on: date) -> Edition:
    """An issue kept here, also one that is not approved yet; on: its first day while it has none.

    :raises RulebookError: a draft need not be sound.
    """
    text = stored.undump(row.content, row.key or row.pack)
    return Edition(row.pack, stored.read(text, row.pack, effective_from=row.effective_from or on), row)

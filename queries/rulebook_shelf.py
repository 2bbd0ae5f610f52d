"""The issues of the rulebook that somebody can open and read: shipped packs and profiles, and what the company made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

import rulebook
from models import RulebookIssue
from queries import rulebook as holding
from queries.rulebook_drafts import merged_of, merged_under
from queries.scope import visible
from rulebook import Book, RulebookError, stored
from rulebook.files import WITH
from rulebook.layers import Merged
from rulebook.words import Clause
from terms.people import Person

# What a profile is read on, and what packs say where their own documents are silent.
GROUND = "ground"
DATED = "@"
# Issues looked through for a clause of the company's own; the newest has it, or another of the last ones.
SEARCHED = 20


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue, whole. name: of the pack or profile as a reader chose it; row: None for one not kept here."""

    name: str
    book: Book
    row: RulebookIssue | None = None

    @property
    def is_profile(self) -> bool:
        return self.name in rulebook.profiles()

    @property
    def ref(self) -> str:
        """How an address names it: by its key, or by its number while it has none."""
        return str(self.row.id) if self.row and not self.row.key else self.book.issue

    @property
    def lies_on(self) -> str:
        """The pack below, "" where it stands on its own."""
        return GROUND if self.is_profile else self.book.pack.builds_on

    @property
    def below(self) -> str:
        """What it says something different from: the issue it was drafted from, or the pack below; "" for neither."""
        return (self.row.based_on if self.row else "") or self.lies_on


def names() -> tuple[str, ...]:
    """Every pack and profile there is to read, the common ground too."""
    return (*rulebook.packs(), GROUND, *rulebook.profiles())


def shipped(name: str, *, on: date) -> Edition | None:
    """A pack, or a profile on the common ground, as its files have it on a day."""
    try:
        return Edition(name, rulebook.book(_read_as(name), on=on))
    except RulebookError:
        return None


def edition(session: Session, name: str, *, on: date) -> Edition | None:
    """The issue of a pack that holds on a day, or a profile on the common ground."""
    try:
        book = holding.issue_on(session, _read_as(name), on=on)
    except RulebookError:
        return None
    return Edition(name, book, _row(session, book.issue))


def issue(session: Session, key: str) -> Edition | None:
    """An issue by its key: "food@2026-11-23"."""
    name = key.partition(DATED)[0]
    try:
        return Edition(name, holding.judged_under(session, key), _row(session, key))
    except (RulebookError, ValueError):
        return None


def numbered(session: Session, person: Person, number: int, *, on: date) -> Edition | None:
    """An issue kept here, approved or not, that this person may see; on: its first day while it has none.

    :raises RulebookError: what it says is not sound.
    """
    wanted = visible(select(RulebookIssue).where(RulebookIssue.id == number), RulebookIssue, person)
    row = session.scalars(wanted).one_or_none()
    if row is None:
        return None
    return Edition(row.pack, stored.read(merged_of(row), row.pack, effective_from=row.effective_from or on), row)


def merged(session: Session, found: Edition) -> Merged:
    """Everything an issue says, with the origin of each place: as the database keeps it, or as the files have it."""
    return merged_of(found.row) if found.row else merged_under(session, found.book.issue)


def own_clause(session: Session, person: Person, ref: str) -> tuple[Clause, RulebookIssue] | None:
    """A clause that an issue brings itself, from the newest such issue this person may see."""
    if not ref or not ref.isprintable():
        return None
    wanted = select(RulebookIssue).where(RulebookIssue.content.contains(ref, autoescape=True))
    wanted = wanted.options(undefer(RulebookIssue.content))
    rows = session.scalars(visible(wanted, RulebookIssue, person).order_by(RulebookIssue.id.desc()).limit(SEARCHED))
    for row in rows:
        said = merged_of(row).topics.get("clauses", {}).get(ref)
        if said is not None:
            return Clause(ref, said["zh"], said["en"]), row
    return None


def _read_as(name: str) -> str:
    """The pack to read: a profile lies on the common ground. Nothing for what only sounds like a pack."""
    base, *extra = name.split(WITH)
    if base in rulebook.profiles():
        return f"{GROUND}{WITH}{name}" if not extra else ""
    return name if base in names() else ""


def _row(session: Session, key: str) -> RulebookIssue | None:
    return session.scalars(select(RulebookIssue).where(RulebookIssue.key == key)).one_or_none()

"""Finding a row of another table by typing: always in the person's scope, never more than a handful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from admin_views.signed_in import person
from models import db
from queries.scope import visible
from queries.search import matching

MOST = 20
LARGEST_KEY = 2**31 - 1


def key_of(posted: Any) -> int | None:
    """A key as the database can take it; None for everything that is none. Arabic ASCII digits only."""
    text = str(posted)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_KEY else None


@dataclass(frozen=True)
class Pick:
    """What can be picked: a model, from how many characters on, how a row reads, and a narrowing beyond the scope.

    least: characters before anything is looked up (one for products, two for what there is more of).
    text: how a row reads in the list; `str` unless said.
    only: a further condition, such as active rows; asked anew at each look-up.
    """

    model: type[Any]
    least: int = 2
    text: Callable[[Any], str] = str
    only: Callable[[], ColumnElement[bool]] | None = None

    def statement(self) -> Select[Any]:
        found = visible(select(self.model), self.model, person())
        return found.where(self.only()) if self.only else found

    def one(self, posted: Any) -> Any:
        """The row of a posted key if it may be picked, else None."""
        key = key_of(posted)
        return None if key is None else db.session.scalars(self.statement().where(self.model.id == key)).one_or_none()

    def matches(self, typed: str, most: int = MOST) -> list[Any]:
        """The rows that fit what was typed, in order of their key."""
        term = typed.replace("\0", "").strip()[:100]
        if len(term) < self.least:
            return []
        found = self.statement().where(self._condition(term)).order_by(self.model.id).limit(most)
        return list(db.session.scalars(found))

    def _condition(self, term: str) -> ColumnElement[bool]:
        return matching(self.model, term)

    def only_match(self, typed: str) -> int | None:
        """The key of the single row that fits what was typed."""
        rows = self.matches(typed, 2)
        return rows[0].id if len(rows) == 1 else None

    def text_of(self, key: int) -> str:
        """How the row of a key reads. Asked only for keys that were checked or stood in the row already."""
        row = db.session.get(self.model, key)
        return self.text(row) if row is not None else ""

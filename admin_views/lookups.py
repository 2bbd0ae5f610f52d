"""Finding a row of another table by typing: always in the person's scope, never more than a handful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from admin_views.listing import eagerly
from admin_views.signed_in import person
from models import db
from models.search import SEARCHED
from queries.pages import Order, Wanted, first_keys
from queries.scope import visible
from queries.search import LONGEST, long_enough, matching

MOST = 20
LARGEST_KEY = 2**31 - 1

# The keys picked in neighbouring fields of the same form, by field name.
Beside = Mapping[str, int | None]
ALONE: Beside = {}


def key_of(posted: Any) -> int | None:
    """A key as the database can take it; None for everything that is none. Plain ASCII digits only."""
    text = str(posted)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_KEY else None


@dataclass(frozen=True)
class Pick:
    """What can be picked: a model, from how many characters on, how a row reads, and a narrowing beyond the scope.

    least: characters before anything is looked up: one for products, two for what there is more of.
    text: how a row reads in the list; `str` unless said.
    only: a further condition, such as active rows; asked anew at each look-up.
    beside, narrow: neighbouring fields whose picked keys narrow this one, and the condition they make of it (None for
        none): batches of the product already picked.
    fills: values for other fields once a row is picked, such as the batch's production date.
    eager: relations that `text` or `fills` read, fetched with the rows.
    newest_first: what was entered last comes first: of a product's batches the fresh ones are on the market.
    """

    model: type[Any]
    least: int = 2
    text: Callable[[Any], str] = str
    only: Callable[[], ColumnElement[bool]] | None = None
    beside: tuple[str, ...] = ()
    narrow: Callable[[Beside], ColumnElement[bool] | None] | None = None
    fills: Callable[[Any], dict[str, str]] | None = None
    eager: tuple[str, ...] = ()
    newest_first: bool = False

    def statement(self, beside: Beside = ALONE) -> Select[Any]:
        """The rows that may be picked."""
        found = eagerly(visible(select(self.model), self.model, person()), self.model, self.eager)
        return found.where(*self.conditions(beside))

    def conditions(self, beside: Beside) -> list[ColumnElement[bool]]:
        """What is asked of a row beyond the scope."""
        conditions = [self.only()] if self.only else []
        narrowed = self.narrow(beside) if self.narrow else None
        return conditions if narrowed is None else [*conditions, narrowed]

    def one(self, posted: Any, beside: Beside = ALONE) -> Any:
        """The row of a posted key if it may be picked, else None."""
        key = key_of(posted)
        return None if key is None else db.session.scalars(self.statement(beside).where(self.model.id == key)).first()

    def matches(self, typed: str, most: int = MOST, beside: Beside = ALONE) -> list[Any]:
        """The rows that fit what was typed, in order of their key, or the newest first."""
        term = typed.replace("\0", "").strip()[:LONGEST]
        if len(term) < self.least:
            return []
        order = Order(self.model.id, downwards=self.newest_first)
        keys = first_keys(db.session(), self._wanted(term, beside), order, most)
        found = eagerly(select(self.model).where(self.model.id.in_(keys)), self.model, self.eager)
        return list(db.session.scalars(found.order_by(*order.of(self.model.id))).unique()) if keys else []

    def _wanted(self, term: str, beside: Beside) -> Wanted:
        own = self._condition(term)
        if own is None:
            return Wanted(self.model, person(), self.conditions(beside), term)
        return Wanted(self.model, person(), [*self.conditions(beside), own])

    def _condition(self, term: str) -> ColumnElement[bool] | None:
        """How typing finds a row where the word index does not; None leaves it to the index."""
        return None if self.model in SEARCHED and long_enough(term) else matching(self.model, term)

    def only_match(self, typed: str, beside: Beside = ALONE) -> int | None:
        """The key of the single row that fits what was typed."""
        rows = self.matches(typed, 2, beside)
        return rows[0].id if len(rows) == 1 else None

    def text_of(self, key: int) -> str:
        """How the row of a key reads. Asked only for keys that were checked or stood in the row already."""
        row = db.session.get(self.model, key)
        return self.text(row) if row is not None else ""

    def answer(self, row: Any) -> dict[str, Any]:
        """What a browser is told of a row: its key, its words, and what it fills in."""
        told = {"id": row.id, "text": self.text(row)}
        return {**told, "fill": self.fills(row)} if self.fills else told

    def beside_in(self, values: Any) -> Beside:
        """The keys of the narrowing fields among what was posted or asked."""
        return {name: key_of(values.get(name, "")) for name in self.beside}

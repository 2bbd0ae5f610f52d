"""Rows through one door: every key a request brings is typed, looked for in the person's scope, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy import ColumnElement, Select, false, func, or_, select

from admin_views.listing import Asked, eagerly
from admin_views.lookups import key_of
from admin_views.signed_in import person
from models import db
from models.search import SEARCHED
from queries.pages import Order, Wanted
from queries.scope import visible
from queries.search import words_of

MOST_SELECTED = 200


@dataclass(frozen=True)
class Tab:
    """A named part of a list; `condition` is called anew for each request."""

    name: str
    label: Any
    condition: Any


class ScopedRows:
    """What a screen may reach of its table."""

    model: Any
    eager: tuple[str, ...] = ()
    tabs: tuple[Tab, ...] = ()
    # The tab a list opens on, for whom something waits there; all of it is then a tab of its own.
    first_tab = ""
    filters: tuple[Any, ...] = ()
    column_searchable_list: tuple[str, ...] = ()
    column_sortable_list: tuple[Any, ...] = ()
    column_default_sort: str = "-id"

    def statement(self) -> Select[Any]:
        """The rows of the table in the person's scope."""
        return visible(select(self.model), self.model, person())

    def row(self, key: Any = None) -> Any:
        """The row a request means (`?id=` unless given) with its declared relations; 404 when it is not theirs."""
        found = self.get_one(request.values.get("id") if key is None else key)
        return found if found is not None else abort(404)

    def rows(self, keys: list[str]) -> list[Any]:
        """The rows of posted keys that are in scope, in the order of their keys; never more than a few pages."""
        typed = [key for key in map(key_of, keys[:MOST_SELECTED]) if key is not None]
        return list(db.session.scalars(self.statement().where(self.model.id.in_(typed)).order_by(self.model.id)))

    # Flask-Admin's own names for the same door.
    def get_query(self) -> Select[Any]:
        return self.statement()

    def get_count_query(self) -> Select[Any]:
        return visible(select(func.count(self.model.id)), self.model, person())

    def get_one(self, id: Any) -> Any:  # noqa: A002  Flask-Admin's name
        key = key_of(id)
        if key is None:
            return None
        wanted = eagerly(self.statement().where(self.model.id == key), self.model, self.eager)
        return db.session.scalars(wanted).unique().one_or_none()

    # The list.
    def wanted(self, asked: Asked) -> Wanted:
        """The rows in scope, in the tab, through the filters, with the search."""
        conditions = [
            filter_.condition(self.model, asked.filters[filter_.name])
            for filter_ in self.filters
            if filter_.name in asked.filters
        ]
        conditions += [tab.condition() for tab in self.tabs if tab.name == asked.tab]
        if asked.search and self.model not in SEARCHED:
            conditions.append(self.found_by(asked.search))
        return Wanted(self.model, person(), conditions, term=asked.search if self.model in SEARCHED else "")

    def gather(self, rows: list[Any]) -> None:
        """Fetch what the cells of a page's rows show beside them, in one go; a screen that needs it keeps it in `g`."""

    def found_by(self, term: str) -> ColumnElement[bool]:
        """The condition of the search box in a table without word index: plain comparison, for it is small."""
        columns = [getattr(self.model, name) for name in self.column_searchable_list]
        word = " ".join(words_of(term))
        return or_(false(), *(func.lower(column).contains(word, autoescape=True) for column in columns))

    def order(self, asked: str) -> Order:
        """The order asked for, such as `-due_at`, else the screen's own."""
        name = asked or self.column_default_sort
        return Order(self.sortable[name.removeprefix("-")], downwards=name.startswith("-"))

    @property
    def sortable(self) -> dict[str, Any]:
        """The columns a list may be sorted by: its own, declared, and the key."""
        return {"id": self.model.id, **{name: getattr(self.model, name) for name in self.column_sortable_list}}

"""Filters of entries: by month, by breach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from werkzeug.datastructures import MultiDict

from admin_views.clock import now, today
from admin_views.filters import Chip, Filter
from admin_views.words import words
from models import db
from queries.packs_now import breaches_priced
from terms.time import local_date

Options = Callable[[], list[tuple[str, str, Any]]]
MONTHS_SHOWN = 13


class Among(Filter):
    """Any of some values that are known when the list is asked for: (as it stands in the address, in words, value)."""

    kind = "choice"

    def __init__(self, name: str, offered: Options, label: Any = None) -> None:
        super().__init__(name, label)
        self.offered = offered

    def read(self, args: MultiDict[str, str]) -> tuple[str, ...] | None:
        wanted = set(args.getlist(self.name))
        return tuple(key for key, _text, _value in self.offered() if key in wanted) or None

    def condition(self, model: type[Any], value: tuple[str, ...]) -> ColumnElement[bool]:
        found: ColumnElement[bool] = getattr(model, self.name).in_(
            [one for key, _text, one in self.offered() if key in value]
        )
        return found

    def chips(self, value: tuple[str, ...]) -> list[Chip]:
        return [
            (f"{self.label}: {text}", {self.name: [other for other in value if other != key]})
            for key, text, _one in self.offered()
            if key in value
        ]

    def arguments(self, value: tuple[str, ...]) -> dict[str, Any]:
        return {self.name: list(value)}

    def options(self, value: tuple[str, ...] | None) -> list[tuple[str, str, bool]]:
        return [(key, text, key in (value or ())) for key, text, _one in self.offered()]


def last_months() -> list[tuple[str, str, date]]:
    """This month and the year before it."""
    months = [today().replace(day=1)]
    while len(months) < MONTHS_SHOWN:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [(f"{month:%Y-%m}", f"{month:%Y-%m}", month) for month in months]


def breaches() -> list[tuple[str, str, str]]:
    """What the rulebook prices today."""
    rows = breaches_priced(db.session(), on=local_date(now()))
    return [(row.breach, words(row.name), row.breach) for row in rows]

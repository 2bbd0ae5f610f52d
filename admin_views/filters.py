"""What a list can be narrowed by. Declared on a screen, read from the address, never trusted.

A filter that cannot read its value is off: an address somebody mistyped shows the list, not an error.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, and_
from werkzeug.datastructures import MultiDict

from admin_views.labels import label_of
from admin_views.lookups import Pick
from admin_views.words import language
from models import Complaint
from models.base import Moment
from terms.term import Term
from terms.time import SHANGHAI

Condition = ColumnElement[bool]
Chip = tuple[str, dict[str, Any]]


class Filter:
    """One way to narrow a list by one column.

    names: its arguments in the address; kind: which control the list page draws.
    """

    kind = ""

    def __init__(self, name: str, label: Any = None) -> None:
        self.name = name
        self._label = label
        self.names: tuple[str, ...] = (name,)

    @property
    def label(self) -> str:
        return str(self._label or label_of(self.name))

    def read(self, args: MultiDict[str, str]) -> Any:
        """The value asked for; None when there is none or it makes no sense."""
        raise NotImplementedError

    def condition(self, model: type[Any], value: Any) -> Condition:
        raise NotImplementedError

    def chips(self, value: Any) -> list[Chip]:
        """Each active part in words, with the arguments of an address without it."""
        raise NotImplementedError

    def arguments(self, value: Any) -> dict[str, Any]:
        """The value as arguments of an address."""
        raise NotImplementedError


class Choice(Filter):
    """Any of the ticked words of a Term."""

    kind = "choice"

    def __init__(self, name: str, term: type[Term], label: Any = None) -> None:
        super().__init__(name, label)
        self.term = term

    def read(self, args: MultiDict[str, str]) -> tuple[Term, ...] | None:
        wanted = set(args.getlist(self.name))
        return tuple(member for member in self.term if member.value in wanted) or None

    def condition(self, model: type[Any], value: tuple[Term, ...]) -> Condition:
        return getattr(model, self.name).in_(value)

    def chips(self, value: tuple[Term, ...]) -> list[Chip]:
        return [
            (
                f"{self.label}: {one.label(language())}",
                {self.name: [other.value for other in value if other is not one]},
            )
            for one in value
        ]

    def arguments(self, value: tuple[Term, ...]) -> dict[str, Any]:
        return {self.name: [one.value for one in value]}

    def options(self, value: tuple[Term, ...] | None) -> list[tuple[str, str, bool]]:
        return [(member.value, member.label(language()), member in (value or ())) for member in self.term]


class Dates(Filter):
    """From one day to another, both included; either may be left open."""

    kind = "dates"

    def __init__(self, name: str, label: Any = None) -> None:
        super().__init__(name, label)
        self.names = (f"{name}_from", f"{name}_to")

    def read(self, args: MultiDict[str, str]) -> tuple[date | None, date | None] | None:
        first, last = (_day(args.get(name, "")) for name in self.names)
        return (first, last) if first or last else None

    def condition(self, model: type[Any], value: tuple[date | None, date | None]) -> Condition:
        column = getattr(model, self.name)
        moment = isinstance(column.type, Moment)
        first, last = value
        parts = []
        if first:
            parts.append(column >= (_midnight(first) if moment else first))
        if last:
            parts.append(column < _midnight(last + timedelta(days=1)) if moment else column <= last)
        return and_(*parts)

    def chips(self, value: tuple[date | None, date | None]) -> list[Chip]:
        first, last = value
        said = [(first, self.names[0], gettext("from")), (last, self.names[1], gettext("to"))]
        return [(f"{self.label} {word} {day.isoformat()}", {name: None}) for day, name, word in said if day]

    def arguments(self, value: tuple[date | None, date | None]) -> dict[str, Any]:
        return {name: day.isoformat() for name, day in zip(self.names, value, strict=True) if day}


class Flag(Filter):
    """Only the rows for which the column is true."""

    kind = "flag"

    def read(self, args: MultiDict[str, str]) -> bool | None:
        return args.get(self.name) == "1" or None

    def condition(self, model: type[Any], value: bool) -> Condition:
        return getattr(model, self.name).is_(value)

    def chips(self, value: bool) -> list[Chip]:
        return [(self.label, {self.name: None})]

    def arguments(self, value: bool) -> dict[str, Any]:
        return {self.name: "1"}


class Picked(Filter):
    """Only the rows that belong to one row of another table, found by typing."""

    kind = "pick"

    def __init__(self, name: str, pick: Pick, label: Any = None) -> None:
        super().__init__(name, label)
        self.pick = pick

    def read(self, args: MultiDict[str, str]) -> tuple[int, str] | None:
        posted = args.get(self.name, "").strip()
        typed = args.get(f"{self.name}-text", "").strip()
        key = posted or (self.pick.only_match(typed) if typed else None)
        row = self.pick.one(key) if key else None
        return (row.id, self.pick.text(row)) if row is not None else None

    def condition(self, model: type[Any], value: tuple[int, str]) -> Condition:
        return getattr(model, self.name) == value[0]

    def chips(self, value: tuple[int, str]) -> list[Chip]:
        return [(f"{self.label}: {value[1]}", {self.name: None})]

    def arguments(self, value: tuple[int, str]) -> dict[str, Any]:
        return {self.name: value[0]}


class OfCase(Picked):
    """Only the rows beside cases of one row of another table; the name is a column of the case."""

    def condition(self, model: type[Any], value: tuple[int, str]) -> Condition:
        return model.complaint.has(getattr(Complaint, self.name) == value[0])


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if 1900 <= found.year < 2200 else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)

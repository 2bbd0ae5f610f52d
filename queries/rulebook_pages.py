"""The rulebook as its pages read it: which topic cites a clause, the clauses of a document, the days of a year."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from rulebook import Book, Clause
from rulebook.calendars import CalendarYear, WorkCalendar
from rules.calendar import explain_day
from terms.text import Text


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a year: working or not, and whether that is out of the ordinary for its weekday."""

    on: date
    working: bool
    ordered: bool
    reason: Text


def citing(book: Book, ref: str, topics: tuple[str, ...]) -> tuple[str, ...]:
    """The topics in which a clause is cited."""
    return tuple(name for name in topics if ref in cited(getattr(book, name)))


def cited(data: object) -> Iterator[str]:
    """Every clause that some typed data cites, wherever it stands."""
    if is_dataclass(data) and not isinstance(data, type):
        for field in fields(data):
            value = getattr(data, field.name)
            if field.name.endswith("clause") and isinstance(value, str):
                yield value
            else:
                yield from cited(value)
    elif isinstance(data, tuple | list | frozenset):
        for value in data:
            yield from cited(value)
    elif isinstance(data, dict):
        yield from cited(list(data.values()))


def clauses_of(book: Book, document: str) -> tuple[Clause, ...]:
    """The clauses of one document, in its own order."""
    return tuple(clause for key, clause in book.clauses.items() if key.split(" ")[0] == document)


def months(year: int, known: WorkCalendar) -> list[list[list[Day | None]]]:
    """The twelve months of a year as weeks from Monday; None for days of the neighbouring months."""
    return [
        [[_day(day, known) if day.month == month else None for day in week] for week in weeks]
        for month, weeks in ((month, calendar.Calendar().monthdatescalendar(year, month)) for month in range(1, 13))
    ]


def holidays(year: CalendarYear) -> dict[str, list[date]]:
    """The days off of a year by the Chinese name of their holiday, in the order of the year."""
    found: dict[str, list[date]] = {}
    for day in sorted(year.days_off):
        found.setdefault(year.days_off[day].zh, []).append(day)
    return found


def _day(day: date, known: WorkCalendar) -> Day:
    answer = explain_day(day, known)
    ordinarily = day.weekday() < calendar.SATURDAY
    return Day(day, answer.working, answer.working is not ordinarily or _named(day, known), answer.reason)


def _named(day: date, known: WorkCalendar) -> bool:
    """Whether the day has a name of its own, a weekend within a holiday included."""
    year = known.years.get(day.year)
    return day in year.days_off if year else (day.month, day.day) in known.fixed_days

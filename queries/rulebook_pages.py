"""The rulebook as its pages read it: who applies a clause, who works by a document, the days of a year."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import rulebook
from rulebook import Book
from rulebook.calendars import CalendarYear, WorkCalendar
from rulebook.files import layers, library
from rulebook.layers import Merged
from rulebook.pack import cited
from rules.calendar import explain_day
from terms.text import Text


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a year: working or not, and whether that is out of the ordinary for its weekday."""

    on: date
    working: bool
    ordered: bool
    reason: Text


@cache
def applied() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By clause, the packs and profiles that say something by it, each with the topic."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in (*rulebook.packs(), *rulebook.profiles()):
        for topic, data in own_words(name).items():
            for clause in dict.fromkeys(cited(data)):
                found.setdefault(clause, []).append((name, topic))
    return {clause: tuple(places) for clause, places in found.items()}


@cache
def users_of(document: str) -> tuple[str, ...]:
    """The packs and profiles that are built from a document, or cite it."""
    citing = {name for clause, places in applied().items() if clause.split(" ")[0] == document for name, _ in places}
    names = (*rulebook.packs(), *rulebook.profiles())
    return tuple(name for name in names if name in citing or document in documents_of(name))


def documents_of(name: str) -> tuple[str, ...]:
    """The documents a pack or profile says it is built from."""
    return tuple(own_words(name)["pack"].get("documents", ()))


def borrowed(found: Merged, book: Book) -> tuple[str, ...]:
    """The documents whose clauses an issue names without being built from them."""
    named = {clause.split(" ")[0] for data in found.topics.values() for clause in cited(data)}
    return tuple(sorted(name for name in named - {*book.pack.documents} if name in library()))


def own_words(name: str) -> Mapping[str, Mapping[str, Any]]:
    """What a pack or profile says itself, topic by topic, as its files have it."""
    alone = layers(f"ground+{name}" if name in rulebook.profiles() else name)
    return alone[-1].topics


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

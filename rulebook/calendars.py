"""The official working calendar: holidays on weekdays and make-up workdays, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.text import say

SATURDAY = 5  # as date.weekday() counts


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year as its notice orders it.

    published: False while the notice is not out; only statutory days are known then, no make-up days.
    days_off: days without work by order, with the name of the holiday; make_ups: weekend days that are worked.
    """

    year: int
    published: bool
    notice: Words
    days_off: Mapping[date, Words]
    make_ups: Mapping[date, Words]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Every known year, and the statutory days of fixed date, (month, day), for the years not known."""

    years: Mapping[int, CalendarYear]
    fixed_days: Mapping[tuple[int, int], Words]


def parse(data: Mapping[str, object], where: str) -> CalendarYear:
    """Read one year; refuses days of another year and make-up days that are no weekend.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        year = topic.whole("year")
        days_off, make_ups = _days(topic, "days_off"), _days(topic, "make_ups")
        strangers = [day for day in (*days_off, *make_ups) if day.year != year]
        wrong = [day for day in make_ups if day.weekday() < SATURDAY or day in days_off]
        if strangers or wrong:
            raise topic.refuse(
                say("%(day)s is not a day of %(year)s, or no weekend day to make up on",
                    day=(strangers + wrong)[0], year=year)
            )  # fmt: skip
        return CalendarYear(year, topic.flag("published"), topic.words("notice"), days_off, make_ups)


def parse_fixed_days(data: Mapping[str, object], where: str) -> dict[tuple[int, int], Words]:
    """Read the statutory days of fixed date.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        rows = topic.rows("days")
        return {(row.whole("month"), row.whole("day")): row.words("name") for row in rows}


def assemble(years: Iterable[CalendarYear], fixed_days: Mapping[tuple[int, int], Words]) -> WorkCalendar:
    return WorkCalendar({year.year: year for year in years}, fixed_days)


def _days(topic: Row, key: str) -> dict[date, Words]:
    days: dict[date, Words] = {}
    for row in topic.rows(key):
        day = row.day("day")
        if day in days:
            raise row.refuse(say("%(day)s stands twice; keep one", day=day))
        days[day] = row.words("name")
    return days

"""Which days are worked: the official calendar with its make-up days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rulebook.calendars import SATURDAY, CalendarYear, WorkCalendar
from rulebook.words import Words
from terms.text import Text, say

ONE_DAY = timedelta(days=1)
NOTICE_MONTH = 11  # when the notice for the next year is published


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """provisional: the notice of that year is not published, so make-up days are unknown."""

    working: bool
    reason: Text
    provisional: bool


def explain_day(day: date, calendar: WorkCalendar) -> DayAnswer:
    """Say whether a day is worked, and why.

    Source: decision 8.
    """
    year = calendar.years.get(day.year)
    provisional = year is None or not year.published
    if year and day in year.make_ups:
        return DayAnswer(working=True, reason=_because(year.make_ups[day], year), provisional=provisional)
    holiday = _holiday(day, year, calendar)
    if holiday:
        return DayAnswer(working=False, reason=_because(holiday, year), provisional=provisional)
    if day.weekday() >= SATURDAY:
        return DayAnswer(working=False, reason=say("Weekend"), provisional=provisional)
    return DayAnswer(working=True, reason=say("Ordinary working day"), provisional=provisional)


def is_working(day: date, calendar: WorkCalendar) -> bool:
    """The answer of `explain_day` alone: asked for every day that a limit counts, without its words."""
    year = calendar.years.get(day.year)
    if year and day in year.make_ups:
        return True
    return day.weekday() < SATURDAY and _holiday(day, year, calendar) is None


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """The first working day after a day."""
    following = day + ONE_DAY
    while not is_working(following, calendar):
        following += ONE_DAY
    return following


def previous_working_day(day: date, calendar: WorkCalendar) -> date:
    """The last working day before a day."""
    before = day - ONE_DAY
    while not is_working(before, calendar):
        before -= ONE_DAY
    return before


def add_working_days(day: date, amount: int, calendar: WorkCalendar) -> date:
    """The n-th working day after a day; the day itself never counts."""
    for _ in range(amount):
        day = next_working_day(day, calendar)
    return day


def is_provisional(first: date, last: date, calendar: WorkCalendar) -> bool:
    """Whether any day of a span lies in a year whose notice is not published."""
    return any(explain_day(date(year, 1, 1), calendar).provisional for year in range(first.year, last.year + 1))


def calendar_missing(today: date, calendar: WorkCalendar) -> Text | None:
    """From November on: the sentence that reminds somebody of next year's calendar, or None when it is there.

    The notice for a year comes out in November of the year before; without it make-up days are unknown.

    Source: decision 8.
    """
    following = calendar.years.get(today.year + 1)
    if today.month < NOTICE_MONTH or (following is not None and following.published):
        return None
    return say(
        "The working calendar of %(year)s is provisional; enter the notice as soon as it is out.", year=today.year + 1
    )


def _holiday(day: date, year: CalendarYear | None, calendar: WorkCalendar) -> Words | None:
    return year.days_off.get(day) if year else calendar.fixed_days.get((day.month, day.day))


def _because(name: Words, year: CalendarYear | None) -> Text:
    if year is None:
        return say("%(name)s, a statutory day", name=name)
    return say("%(name)s (%(notice)s)", name=name, notice=year.notice)

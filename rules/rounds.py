"""When what recurs is due again, and who may start in a post."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from rulebook.rounds import Course, Round
from terms.periods import Period

ONE_DAY = timedelta(days=1)


def due_on(one: Round, last: date) -> date | None:
    """By when it is done again, counted from the last time; None where it does not follow the calendar.

    Twice a year means every six months, with the day of the month kept or the last of a shorter month.

    Source: P23 一节2; P32 十; P38 4.2; TR-01, SV-05.
    """
    if one.every is Period.DAILY:
        return last + ONE_DAY
    if not one.every.months:
        return None
    if one.every.months % one.times == 0:
        return plus_months(last, one.every.months // one.times)
    return min(plus_months(last, one.every.months), last + timedelta(days=30 * one.every.months // one.times))


def held_enough(one: Round, held: Sequence[date], year: int) -> bool:
    """Whether it took place often enough in a year.

    Source: P23 一节2 (at least 2 trainings a year); TR-01.
    """
    wanted = one.times * 12 // one.every.months if one.every.months else one.times
    return sum(day.year == year for day in held) >= wanted


def still_to_pass(passed: frozenset[str], courses: Sequence[Course]) -> tuple[Course, ...]:
    """The tests a newcomer has still to pass before they may start.

    Source: P03 二2); P22 一2; P23 一节2; TR-02.
    """
    return tuple(course for course in courses if course.gate and course.key not in passed)


def plus_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

"""By when each step of a month's close is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rulebook.calendars import WorkCalendar
from rulebook.month_close import MonthClose
from rulebook.words import Words
from rules.calendar import is_working, next_working_day, previous_working_day
from terms.limits import DayOff
from terms.people import Role


@dataclass(frozen=True, slots=True)
class StepDue:
    """due_on: the step is in time until the end of that day."""

    step: str
    name: Words
    by_role: Role
    due_on: date
    clause: str


def month_steps(month: date, month_close: MonthClose, calendar: WorkCalendar) -> tuple[StepDue, ...]:
    """The steps that close a month, in order.

    month: its first day. The dates lie in the following month.

    Source: P06 五(5)-(7); decision 7.
    """
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(
        StepDue(
            step=step.step,
            name=step.name,
            by_role=step.by_role,
            due_on=_moved(following.replace(day=step.due_day), month_close.day_off, calendar),
            clause=step.clause,
        )
        for step in month_close.steps
    )


def following_months(day: date, count: int) -> tuple[date, ...]:
    """The first days of so many months, from the one the day lies in."""
    first = day.year * 12 + day.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, first + count))


def _moved(day: date, day_off: DayOff, calendar: WorkCalendar) -> date:
    if day_off is DayOff.KEEP or is_working(day, calendar):
        return day
    return previous_working_day(day, calendar) if day_off is DayOff.EARLIER else next_working_day(day, calendar)

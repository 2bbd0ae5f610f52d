"""Hours at the desk: time that counts only while people work, so that steps fall into working hours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from rulebook.calendars import WorkCalendar
from rules.calendar import is_working
from terms.time import SHANGHAI, local, local_date

# The two halves of a working day, in minutes after midnight.
HALVES = ((8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60 + 30))
OPENS, CLOSES = HALVES[0][0], HALVES[1][1]
FORENOON = HALVES[0][1] - HALVES[0][0]
NOON_BREAK = HALVES[1][0] - HALVES[0][1]
MINUTES = sum(end - start for start, end in HALVES)


class WorkTime:
    """Working minutes since the first day, and back. One mapping for the whole past."""

    def __init__(self, first: date, last: date, calendar: WorkCalendar) -> None:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.days = [day for day in days if is_working(day, calendar)]
        self._working = frozenset(self.days)

    def works(self, day: date) -> bool:
        return day in self._working

    def open_at(self, at: datetime) -> bool:
        """Whether somebody sits at the desk."""
        return self.works(local_date(at)) and OPENS <= minute_of(at) < CLOSES

    def minutes(self, at: datetime) -> float:
        """Working minutes from the first day until this moment."""
        day = local_date(at)
        done = MINUTES * bisect_left(self.days, day)
        return done + _into_day(at) if day in self._working else float(done)

    def moment(self, minutes: float) -> datetime:
        """The moment by which so many minutes were worked."""
        number, left = divmod(minutes, MINUTES)
        pause = NOON_BREAK if left >= FORENOON else 0
        return at_minute(self.days[int(number)], OPENS + left + pause)

    def later(self, at: datetime, minutes: float) -> datetime:
        """So many working minutes after a moment."""
        return self.moment(self.minutes(at) + minutes)

    def soon(self, at: datetime, minutes: float) -> datetime:
        """So many minutes after a moment, over noon too, because the hotline is always answered."""
        day, minute = local_date(at), minute_of(at)
        if not self.works(day) or minute + minutes >= CLOSES:
            return at_minute(self.day_after(day), OPENS + minutes)
        return at_minute(day, max(minute, OPENS) + minutes)

    def day_after(self, day: date) -> date:
        """The next working day."""
        return self.days[bisect_right(self.days, day)]

    def day_before(self, day: date, back: int = 1) -> date:
        """The working day so many working days before a day."""
        return self.days[bisect_left(self.days, day) - back]

    def spread(self, rng: Random, start: datetime, end: datetime, steps: int) -> Iterator[datetime]:
        """So many moments between two, each later than the one before, unevenly apart."""
        first = self.minutes(start)
        span = max(self.minutes(end) - first, steps * 1.0)
        weights = [rng.uniform(0.4, 1.6) for _ in range(steps)]
        whole, passed = sum(weights), 0.0
        for weight in weights:
            passed += weight
            yield self.moment(first + span * passed / whole - 0.01)


def at_minute(day: date, minutes: float) -> datetime:
    """A moment of a company day, so many minutes after midnight, to the second."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=int(minutes * 60))


def minute_of(at: datetime) -> float:
    """Minutes after midnight on the company's clock."""
    clock = local(at)
    return clock.hour * 60 + clock.minute + clock.second / 60


def _into_day(at: datetime) -> float:
    now = minute_of(at)
    return sum(min(max(now - start, 0.0), end - start) for start, end in HALVES)

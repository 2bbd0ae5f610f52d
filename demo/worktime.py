"""Hours at the desk: time that counts only while people work, so that steps fall into working hours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from demo.companies.described import Company
from rulebook.calendars import WorkCalendar
from rules.calendar import is_working
from terms.time import SHANGHAI, local, local_date


class WorkTime:
    """Working minutes since the first day, and back. One mapping for the whole past."""

    def __init__(self, first: date, last: date, calendar: WorkCalendar, company: Company) -> None:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.days = [day for day in days if company.every_day or is_working(day, calendar)]
        self._working = frozenset(self.days)
        self._halves = company.halves
        self.opens, self.closes = company.halves[0][0], company.halves[-1][1]
        self._forenoon = company.halves[0][1] - self.opens
        self.length = sum(end - start for start, end in company.halves)
        self._noon_break = self.closes - self.opens - self.length

    def works(self, day: date) -> bool:
        return day in self._working

    def open_at(self, at: datetime) -> bool:
        """Whether somebody sits at the desk."""
        return self.works(local_date(at)) and self.opens <= minute_of(at) < self.closes

    def minutes(self, at: datetime) -> float:
        """Working minutes from the first day until this moment."""
        day = local_date(at)
        done = self.length * bisect_left(self.days, day)
        return done + self._into_day(at) if day in self._working else float(done)

    def moment(self, minutes: float) -> datetime:
        """The moment by which so many minutes were worked."""
        number, left = divmod(minutes, self.length)
        pause = self._noon_break if left >= self._forenoon else 0
        return at_minute(self.days[int(number)], self.opens + left + pause)

    def later(self, at: datetime, minutes: float) -> datetime:
        """So many working minutes after a moment."""
        return self.moment(self.minutes(at) + minutes)

    def soon(self, at: datetime, minutes: float) -> datetime:
        """So many minutes after a moment, over noon too, because the hotline is always answered."""
        day, minute = local_date(at), minute_of(at)
        if not self.works(day) or minute + minutes >= self.closes:
            return at_minute(self.day_after(day), self.opens + minutes)
        return at_minute(day, max(minute, self.opens) + minutes)

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

    def _into_day(self, at: datetime) -> float:
        now = minute_of(at)
        return sum(min(max(now - start, 0.0), end - start) for start, end in self._halves)


def at_minute(day: date, minutes: float) -> datetime:
    """A moment of a company day, so many minutes after midnight, to the second."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=int(minutes * 60))


def minute_of(at: datetime) -> float:
    """Minutes after midnight on the company's clock."""
    clock = local(at)
    return clock.hour * 60 + clock.minute + clock.second / 60

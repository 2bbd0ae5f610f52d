"""When things happen: production, deliveries and calls over the months, with the seasons and the week in them."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from demo.companies.described import Company
from demo.worktime import WorkTime, at_minute


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def over(span: list[date], total: int, company: Company, hours: WorkTime, rng: Random) -> Iterator[date]:
    """So many days of a span, more in the busy months and fewer on days off, in order."""
    weights = [
        company.season[day.month - 1] * (1 if hours.works(day) else company.day_off) * rng.uniform(0.75, 1.25)
        for day in span
    ]
    whole, passed, given = sum(weights), 0.0, 0
    for day, weight in zip(span, weights, strict=True):
        passed += weight
        upto = round(total * passed / whole)
        yield from (day for _ in range(upto - given))
        given = upto


def moment(rng: Random, company: Company, day: date) -> datetime:
    """A time of day at which somebody calls."""
    spans, weights = zip(*company.call_hours, strict=True)
    low, high = rng.choices(spans, weights)[0]
    return at_minute(day, rng.uniform(low, high))


def evenly(span: list[date], total: int) -> list[date]:
    """So many days of a span, evenly."""
    return [span[math.floor(number * len(span) / total)] for number in range(total)]

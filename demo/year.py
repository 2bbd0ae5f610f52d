"""When things happen: production, deliveries and calls over the months, with the seasons and the week in them."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from demo.worktime import WorkTime, at_minute

# How thirsty the months are.
SEASON = (0.62, 0.6, 0.72, 0.85, 1.05, 1.35, 1.65, 1.7, 1.25, 0.9, 0.74, 0.68)
DAY_OFF = 0.38
# Minutes after midnight: early birds, the morning, the afternoon, the evening.
HOURS = (
    ((450, 510), 4),
    ((510, 600), 22),
    ((600, 720), 28),
    ((780, 900), 20),
    ((900, 960), 11),
    ((960, 1050), 9),
    ((1050, 1290), 6),
)


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def over(span: list[date], total: int, hours: WorkTime, rng: Random) -> Iterator[date]:
    """So many days of a span, more in summer and fewer on days off, in order."""
    weights = [SEASON[day.month - 1] * (1 if hours.works(day) else DAY_OFF) * rng.uniform(0.75, 1.25) for day in span]
    whole, passed, given = sum(weights), 0.0, 0
    for day, weight in zip(span, weights, strict=True):
        passed += weight
        upto = round(total * passed / whole)
        yield from (day for _ in range(upto - given))
        given = upto


def moment(rng: Random, day: date) -> datetime:
    """A time of day at which somebody calls."""
    spans, weights = zip(*HOURS, strict=True)
    low, high = rng.choices(spans, weights)[0]
    return at_minute(day, rng.uniform(low, high))


def evenly(span: list[date], total: int) -> list[date]:
    """So many days of a span, evenly."""
    return [span[math.floor(number * len(span) / total)] for number in range(total)]

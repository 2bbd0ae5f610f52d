"""How fast a case moves: most results come in time, some do not, and some people are slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from demo.worktime import WorkTime

# The steps between the first contact and the result, more than a plain case needs.
STEPS = 11
# Most people are called within so many minutes; where the policy asks for less, sooner.
USUAL = 24
LATE = 0.05
LATE_IN_A_HURRY = 0.25
LATE_BECAUSE_SLOW = 0.2
HURRY = 90
# Late results come so many working minutes after their time, on average.
DELAY = 260


def pace(
    rng: Random,
    hours: WorkTime,
    *,
    start: datetime,
    due: datetime,
    finish: datetime | None,
    slow: bool,
    first_within: float = 2 * USUAL,
    takes: tuple[float, float] | None = None,
) -> Iterator[datetime]:
    """The moments of the steps from the start on; the first is the assignment or the contact itself.

    finish: when the last step must have been done, if that is laid down. first_within: minutes, for the first of them.
    takes: the shares of the time between which its end lies; None for right before it is due.
    """
    left = hours.minutes(finish or due) - hours.minutes(start)
    first = rng.uniform(1, 24) if rng.random() < (0.65 if slow else 0.94) else rng.uniform(25, 160)
    if first_within < USUAL:
        first *= first_within / USUAL
    late = rng.random() < LATE + LATE_IN_A_HURRY * (left < HURRY) + LATE_BECAUSE_SLOW * slow
    if finish:
        begin, end = hours.soon(start, min(first, max(left / 10, 1.0))), finish
    elif late:
        begin, end = hours.soon(start, first), hours.later(due, rng.expovariate(1 / DELAY) + 10)
    else:
        begin = hours.soon(start, min(first, max(left / 6, 1.5)))
        used = left * rng.uniform(*takes) if takes else left - rng.uniform(3, 60)
        end = hours.later(start, max(used, left * (takes[0] if takes else 0.7), 14.0))
    yield begin
    yield from hours.spread(rng, begin, max(end, hours.later(begin, STEPS)), STEPS)

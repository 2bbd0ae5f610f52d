"""The steps that close the month just ended, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.limits import DayOff
from terms.people import Role
from terms.text import say

LAST_SURE_DAY = 28  # every month has it


@dataclass(frozen=True, slots=True)
class MonthStep:
    """due_day: day of the following month by whose end the step is done."""

    step: str
    name: Words
    by_role: Role
    due_day: int
    clause: str


@dataclass(frozen=True, slots=True)
class MonthClose:
    day_off: DayOff
    steps: tuple[MonthStep, ...]


def parse(data: Mapping[str, object], where: str) -> MonthClose:
    """Read the topic; refuses steps that are not in the order of their days.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        steps = tuple(_step(row) for row in topic.rows("steps"))
        days = [step.due_day for step in steps]
        if not days or days != sorted(set(days)) or days[-1] > LAST_SURE_DAY:
            raise topic.refuse(say("steps must rise by due_day, none after the 28th"))
        return MonthClose(topic.term("day_off", DayOff), steps)


def _step(row: Row) -> MonthStep:
    return MonthStep(
        step=row.text("step"),
        name=row.words("name"),
        by_role=row.term("by_role", Role),
        due_day=row.whole("due_day"),
        clause=row.text("clause"),
    )

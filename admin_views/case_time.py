"""The time limits of a case as its page tells them: state by state, with class, duties, pauses and extensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models import Complaint, ComplaintClock, DutyDone, Extension, TimeMark
from queries.rulebook import policy_of
from queries.running_clocks import class_now, live, standing_of
from rulebook import Book
from rules.classes import duties
from terms.classes import CaseClass, ClassDuty
from terms.limits import ClockEvent, ClockState


@dataclass(frozen=True)
class Line:
    """One time limit and how it stands now."""

    row: ComplaintClock
    state: ClockState


@dataclass(frozen=True)
class TimePage:
    """counts_as: the class whose limits run; duties: what it demands, with what was done, and the class's clause.

    paused: the pause that lasts, if one does. marks: what happened to the limits, the latest first.
    """

    lines: list[Line]
    counts_as: CaseClass | None
    duties: list[tuple[ClassDuty, DutyDone | None]]
    clause: str
    paused: TimeMark | None
    marks: list[TimeMark]
    extensions: list[Extension]


def gather(case: Complaint, at: datetime) -> TimePage:
    """Everything the page says about time."""
    book = policy_of(case)
    counts_as = class_now(case, book)
    pauses = [one for one in case.time_marks if one.event is ClockEvent.PAUSED]
    demands, clause = _duties(case, counts_as, book)
    return TimePage(
        lines=[Line(row, state_of(row, book, at)) for row in live(case.clocks)],
        counts_as=counts_as,
        duties=demands,
        clause=clause,
        paused=pauses[-1] if case.paused_at is not None and pauses else None,
        marks=list(reversed(case.time_marks)),
        extensions=list(reversed(case.extensions)),
    )


def state_of(row: ComplaintClock, book: Book, at: datetime) -> ClockState:
    """How a time limit stands; one whose limit the policy no longer names goes by its own times."""
    found = standing_of(row, book, at)
    if found is not None:
        return found.state
    if row.met_at is not None:
        return ClockState.MISSED if row.met_at > row.due_at else ClockState.MET
    return ClockState.LATE if at > row.due_at else ClockState.RUNNING


def _duties(
    case: Complaint, counts_as: CaseClass | None, book: Book
) -> tuple[list[tuple[ClassDuty, DutyDone | None]], str]:
    if counts_as is None or counts_as not in book.classes.classes:
        return [], ""
    done = {one.duty: one for one in case.duties_done}
    found = duties(counts_as, book.classes)
    return [(duty, done.get(duty)) for duty in found.duties], found.clause

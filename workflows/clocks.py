"""Time limits of a case as rows: started with the case, started again when it is reopened."""

from __future__ import annotations

from datetime import datetime

from models import Complaint, ComplaintClock
from rulebook import Book
from rules.time_limits import ClockDue, clocks, headquarters_due
from terms.complaint import Clock


def start_clocks(case: Complaint, book: Book, at: datetime) -> tuple[ClockDue, ...]:
    """Start every clock, at registration and again when a case is reopened; it is due when its result is."""
    found = clocks(
        registered_at=at, kind=case.kind, time_limits=book.time_limits, calendar=book.calendar, severity=case.severity
    )
    _add(case, found, at)
    case.due_at = next(due.due_at for due in found if due.clock is Clock.RESULT)
    return found


def restart_clocks(case: Complaint, book: Book, at: datetime) -> None:
    """Start every clock again when the case is handled again, unless a result is being waited for already."""
    if not any(row.clock is Clock.RESULT and row.met_at is None for row in case.clocks):
        start_clocks(case, book, at)


def start_headquarters_clock(case: Complaint, book: Book, at: datetime) -> None:
    """The result was confirmed; headquarters is to hear of it before the end of shift (P06 五(4))."""
    found = headquarters_due(called_back_at=at, kind=case.kind, time_limits=book.time_limits, calendar=book.calendar)
    _add(case, found, at)


def _add(case: Complaint, found: tuple[ClockDue, ...], at: datetime) -> None:
    case.clocks.extend(
        ComplaintClock(
            clock=due.clock, started_at=at, due_at=due.due_at, clause=due.clause, provisional=due.provisional
        )
        for due in found
    )

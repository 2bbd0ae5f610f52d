"""Time limits of a case as rows: begun by what happens to it, and written anew whenever its history changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import Complaint, ComplaintClock, Region
from queries.running_clocks import live, province_now, result_clock, sort_now, standing_of
from rulebook import Book
from rulebook.time_limits import TimeLimits
from rules.running_clocks import warned_from
from rules.time_limits import ClockDue, clocks_from
from terms.complaint import Clock
from terms.limits import ClockState, Province, StartsAt
from workflows.deeds import done_at


def start_clocks(case: Complaint, book: Book, at: datetime, *, region: Region | None = None) -> tuple[ClockDue, ...]:
    """Start every clock, at registration and again when a case is reopened; it is due when its result is."""
    found = start_from(case, StartsAt.REGISTERED, book, at, region=region)
    case.due_at = next(due.due_at for due in found if due.clock is Clock.RESULT)
    return found


def start_from(
    case: Complaint, starts: StartsAt, book: Book, at: datetime, *, region: Region | None = None
) -> tuple[ClockDue, ...]:
    """Start the clocks that something begins: it was accepted, its goods came back, a return was approved."""
    sort = sort_now(case, book, region=region)
    found = clocks_from(starts, at, sort, book.time_limits, book.calendar)
    case.clocks.extend(_row(due, starts, at, sort.province, book.time_limits) for due in found)
    return found


def restart_clocks(case: Complaint, book: Book, at: datetime) -> None:
    """Start every clock again when the case is handled again, unless a result is being waited for already."""
    if not any(row.clock is Clock.RESULT and row.met_at is None for row in case.clocks):
        start_clocks(case, book, at)


def start_headquarters_clock(case: Complaint, book: Book, at: datetime) -> None:
    """The result was confirmed; headquarters is to hear of it before the end of shift (P06 五(4))."""
    start_from(case, StartsAt.CALLED_BACK, book, at)


def note_lateness(case: Complaint, book: Book, at: datetime) -> None:
    """Mark what ran out by now, whether the sweep has been by or not: what changes next is not to hide it."""
    for row in overdue(case, book, at):
        row.late_at = row.late_at or at
        case.late = case.late or row.clock is Clock.RESULT


def overdue(case: Complaint, book: Book, at: datetime) -> list[ComplaintClock]:
    """The clocks that still run and whose time has run out."""
    running = [row for row in live(case.clocks) if row.met_at is None]
    standings = [(row, standing_of(row, book, at)) for row in running]
    return [row for row, found in standings if found is not None and found.state is ClockState.LATE]


def refresh(case: Complaint, book: Book, at: datetime, *, lifts: bool = False) -> None:
    """Write the running clocks anew after their history changed: paused, extended, classed anew, another address.

    What is late keeps the province it was late in. lifts: a class given by somebody above takes lateness back.
    """
    province = province_now(case, book)
    for row in live(case.clocks):
        if row.met_at is None:
            row.province = province if row.late_at is None else row.province
            _write(row, book, at, lifts=lifts)
    _add_missing(case, book, at)
    case.due_at = result_clock(case).due_at
    case.late = any(row.clock is Clock.RESULT and row.late_at is not None for row in case.clocks)


def fill_in(case: Complaint, book: Book, at: datetime) -> None:
    """What clocks of before lack: what began them, and when they warn and are reported upward. Nothing else moves."""
    for row in case.clocks:
        if row.starts is None and row.met_at is None:
            found = standing_of(row, book, at)
            row.starts = row.begun_by
            row.warn_at = found.warn_at if found else None
            row.escalate_at = next_report(row, book.time_limits) if found else None


def end_pause_of(row: ComplaintClock, book: Book, at: datetime) -> None:
    """A clock stopped while it is paused was paused until then."""
    row.met_at = at
    found = standing_of(row, book, at)
    if found is not None:
        row.due_at, row.warn_at = found.due_at, found.warn_at


def next_report(row: ComplaintClock, time_limits: TimeLimits) -> datetime | None:
    """When the next level hears of this clock; None when every level has."""
    told = heard(row)
    hours = next((one.after_hours for one in time_limits.escalation if one.level not in told), None)
    return None if hours is None else row.due_at + timedelta(hours=hours)


def heard(row: ComplaintClock) -> set[int]:
    """The levels that heard of this lateness; what was told of one taken back since does not count."""
    return {one.level for one in row.escalations if row.late_at is not None and one.at >= row.late_at}


def _write(row: ComplaintClock, book: Book, at: datetime, *, lifts: bool) -> None:
    found = standing_of(row, book, at)
    if found is None:
        # The class it was given knows no such limit.
        row.met_at = row.dropped_at = at
        row.late_at = row.escalate_at = None
        return
    row.due_at, row.clause, row.provisional, row.warn_at = found.due_at, found.clause, found.provisional, found.warn_at
    if lifts and row.due_at > at:
        row.late_at = None
    row.escalate_at = next_report(row, book.time_limits)


def _add_missing(case: Complaint, book: Book, at: datetime) -> None:
    """Clocks of another class begin where the case began, so that no time is given twice."""
    since = result_clock(case).started_at
    sort = sort_now(case, book)
    known = {row.clock for row in live(case.clocks) if row.started_at == since}
    due = clocks_from(StartsAt.REGISTERED, since, sort, book.time_limits, book.calendar)
    added = [_row(one, StartsAt.REGISTERED, since, sort.province, book.time_limits) for one in due]
    for row in added:
        if row.clock not in known:
            case.clocks.append(row)
            row.met_at = done_at(case, row.clock, since)
            _write_done(row, book, at)


def _write_done(row: ComplaintClock, book: Book, at: datetime) -> None:
    """A clock that comes late into a case knows its pauses and what was done already."""
    found = standing_of(row, book, at)
    assert found is not None  # it was added because a limit binds it
    row.due_at, row.warn_at = found.due_at, found.warn_at
    row.late_at = at if row.met_at is not None and row.met_at > row.due_at else None
    row.escalate_at = None if row.met_at is not None else next_report(row, book.time_limits)


def _row(
    due: ClockDue, starts: StartsAt, at: datetime, province: Province | None, time_limits: TimeLimits
) -> ComplaintClock:
    row = ComplaintClock(
        clock=due.clock,
        started_at=at,
        due_at=due.due_at,
        clause=due.clause,
        provisional=due.provisional,
        starts=starts,
        province=province,
        warn_at=warned_from(at, due.due_at, time_limits) if time_limits.warn_percent else None,
    )
    levels = time_limits.escalation
    row.escalate_at = due.due_at + timedelta(hours=levels[0].after_hours) if levels else None
    return row

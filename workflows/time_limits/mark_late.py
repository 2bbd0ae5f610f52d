"""Mark cases whose time has run out, and tell whom the policy names, level by level, while nobody is logged in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from models import Complaint, ComplaintClock, Escalation
from queries.rulebook import policy_of
from queries.running_clocks import standing_of
from rulebook.time_limits import Level
from terms.complaint import Clock
from workflows import audit
from workflows.clocks import fill_in, heard, next_report
from workflows.transaction import transaction

# One sweep's bite: the next sweep takes the rest.
MOST = 500


def mark_late(session: Session, *, at: datetime) -> int:
    """Mark every clock that ran out before `at` and still runs, and record who hears of it; returns how many times.

    Reads only what is due.
    """
    for _, case_id in _found(session, _of_before()):
        _fill_in(session, case_id, at)
    marked = sum(_mark(session, clock_id, case_id, at) for clock_id, case_id in _found(session, _ran_out(at)))
    return marked + sum(_tell(session, clock_id, case_id, at) for clock_id, case_id in _found(session, _unheard(at)))


def _of_before() -> Select[Any]:
    """Running clocks of before warnings and reports upward were known: they do not say what began them."""
    return select(ComplaintClock).where(ComplaintClock.starts.is_(None)).order_by(ComplaintClock.id)


def _fill_in(session: Session, case_id: int, at: datetime) -> None:
    with transaction(session):
        case = session.get_one(Complaint, case_id, with_for_update=True, populate_existing=True)
        fill_in(case, policy_of(case), at)


def _ran_out(at: datetime) -> Select[Any]:
    due = ComplaintClock.due_at
    return select(ComplaintClock).where(ComplaintClock.late_at.is_(None), due < at).order_by(due, ComplaintClock.id)


def _unheard(at: datetime) -> Select[Any]:
    next_at = ComplaintClock.escalate_at
    return (
        select(ComplaintClock)
        .where(next_at < at, ComplaintClock.late_at.is_not(None))
        .order_by(next_at, ComplaintClock.id)
    )


def _found(session: Session, wanted: Select[Any]) -> list[tuple[int, int]]:
    running = (
        wanted.with_only_columns(ComplaintClock.id, ComplaintClock.complaint_id)
        .join(ComplaintClock.complaint)
        .where(ComplaintClock.met_at.is_(None), _goes_on())
        .limit(MOST)
    )
    return [(clock_id, case_id) for clock_id, case_id in session.execute(running)]


def _goes_on() -> ColumnElement[bool]:
    """A clock paused while it was in time stands still; one that was late before, or began later, goes on."""
    since = Complaint.paused_at
    return or_(since.is_(None), since > ComplaintClock.due_at, since < ComplaintClock.started_at)


def _mark(session: Session, clock_id: int, case_id: int, at: datetime) -> bool:
    """One clock, one transaction: a sweep that stops half-way loses nothing, two sweeps mark once."""
    with transaction(session):
        case, clock = _locked(session, case_id, clock_id)
        if clock.met_at is not None or clock.late_at is not None or clock.due_at >= at:
            return False
        fell_late(session, case, clock, at)
    return True


def fell_late(session: Session, case: Complaint, clock: ComplaintClock, at: datetime) -> None:
    """The step itself. A case is late when its result is; the version stays: nobody's form is disturbed."""
    clock.late_at = at
    if clock.clock is Clock.RESULT:
        case.late = True
    audit.record(session, "complaint.fell_late", case, None, at, clock.clause, more={"clock": clock.clock})


def _tell(session: Session, clock_id: int, case_id: int, at: datetime) -> int:
    """Every level whose hour has come, each in a transaction of its own; two sweeps tell once."""
    told = 0
    while _tell_next(session, clock_id, case_id, at):
        told += 1
    return told


def _tell_next(session: Session, clock_id: int, case_id: int, at: datetime) -> bool:
    with transaction(session):
        case, clock = _locked(session, case_id, clock_id)
        level = None if clock.met_at is not None else unheard(clock, at)
        if level is None:
            return False
        escalated(session, case, clock, level, at)
    return True


def unheard(clock: ComplaintClock, at: datetime) -> Level | None:
    """The lowest level that should have heard of the clock by now and has not."""
    if clock.late_at is None:
        return None
    found, told = standing_of(clock, policy_of(clock.complaint), at), heard(clock)
    return next((one for one in found.escalated if one.level not in told), None) if found else None


def escalated(session: Session, case: Complaint, clock: ComplaintClock, level: Level, at: datetime) -> None:
    """The step itself: one level hears of it, once; again where a lateness it heard of was taken back since."""
    before = next((one for one in clock.escalations if one.level == level.level), None)
    if before is None:
        new = Escalation(complaint_id=case.id, level=level.level, role=level.to, at=at, clause=level.clause)
        clock.escalations.append(new)
    else:
        before.role, before.at, before.clause = level.to, at, level.clause
    clock.escalate_at = next_report(clock, policy_of(case).time_limits)
    more = {"clock": clock.clock, "level": level.level, "role": level.to}
    audit.record(session, "complaint.escalated", case, None, at, level.clause, more=more)


def _locked(session: Session, case_id: int, clock_id: int) -> tuple[Complaint, ComplaintClock]:
    # The case first, as every use-case does: two orders would wait for each other.
    case = session.get_one(Complaint, case_id, with_for_update=True, populate_existing=True)
    return case, session.get_one(ComplaintClock, clock_id, with_for_update=True, populate_existing=True)

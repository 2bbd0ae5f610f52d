"""Mark cases whose time has run out, while nobody is logged in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Complaint, ComplaintClock
from terms.complaint import Clock
from workflows import audit
from workflows.transaction import transaction

# One sweep's bite: the next sweep takes the rest.
MOST = 500


def mark_late(session: Session, *, at: datetime) -> int:
    """Mark every clock that ran out before `at` and still runs; returns how many. Reads only what is due."""
    due = (
        select(ComplaintClock.id, ComplaintClock.complaint_id)
        .where(ComplaintClock.met_at.is_(None), ComplaintClock.late_at.is_(None), ComplaintClock.due_at < at)
        .order_by(ComplaintClock.due_at, ComplaintClock.id)
        .limit(MOST)
    )
    found = [(clock_id, case_id) for clock_id, case_id in session.execute(due)]
    return sum(_mark(session, clock_id, case_id, at) for clock_id, case_id in found)


def _mark(session: Session, clock_id: int, case_id: int, at: datetime) -> bool:
    """One clock, one transaction: a sweep that stops half-way loses nothing, two sweeps mark once."""
    with transaction(session):
        # The case first, as every use-case does: two orders would wait for each other.
        case = session.get_one(Complaint, case_id, with_for_update=True, populate_existing=True)
        clock = session.get_one(ComplaintClock, clock_id, with_for_update=True, populate_existing=True)
        if clock.met_at is not None or clock.late_at is not None:
            return False
        fell_late(session, case, clock, at)
    return True


def fell_late(session: Session, case: Complaint, clock: ComplaintClock, at: datetime) -> None:
    """The step itself. A case is late when its result is; the version stays: nobody's form is disturbed."""
    clock.late_at = at
    if clock.clock is Clock.RESULT:
        case.late = True
    audit.record(session, "complaint.fell_late", case, None, at, clock.clause, more={"clock": clock.clock})

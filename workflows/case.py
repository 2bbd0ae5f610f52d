"""The shared first and last lines of every act on a complaint."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, ComplaintClock, Staff
from queries.capacity import before, stand_in, with_offices
from queries.case_facts import case_facts
from rules.lifecycle import Step, Viewer, ensure
from terms.complaint import Act, Clock, State
from terms.time import local_date
from workflows.rows import raise_version, take


def take_case(
    session: Session, complaint_id: int, *, actor: Staff, at: datetime, seen: int | None
) -> tuple[Complaint, Viewer]:
    """Lock and reread a case in the actor's scope, and say in which roles the actor stands before it."""
    standing_in = stand_in(session, actor, local_date(at))
    case = take(session, Complaint, complaint_id, actor=actor, seen=seen)
    return case, with_offices(session, before(case, actor, standing_in), case)


def begin(case: Complaint, act: Act, by: Viewer) -> Step:
    """Refuse an act that the table does not allow; count it on the case.

    :raises NotPossible:
    """
    step = ensure(act, case_facts(case), by)
    raise_version(case)
    return step


def move(case: Complaint, state: State | None, at: datetime) -> None:
    """Bring the case into a state, remembering since when; None stays."""
    if state is not None and state is not case.state:
        case.state, case.state_since = state, at


def stop_clocks(case: Complaint, at: datetime, *clocks: Clock) -> None:
    """What a clock waited for has happened; it stops once and keeps its first stop.

    A result that comes late is late at once, whether the sweep has been by or not.
    """
    for row in case.clocks:
        if row.clock in clocks and row.met_at is None and stop(row, at) and row.clock is Clock.RESULT:
            case.late = True


def stop_all(case: Complaint, at: datetime) -> None:
    """The case is over. What headquarters is still to hear (P06 五(4)) goes on running."""
    stop_clocks(case, at, *(clock for clock in Clock if clock is not Clock.HEADQUARTERS_REPORT))


def stop(row: ComplaintClock, at: datetime) -> bool:
    """Stop one clock; whether its time had run out before. Done at the very second it is due is in time."""
    row.met_at = at
    ran_out = at > row.due_at
    if ran_out and row.late_at is None:
        row.late_at = at
    return ran_out

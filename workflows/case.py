"""The shared first and last lines of every act on a complaint."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, ComplaintClock, Staff
from queries.capacity import before, stand_in, with_offices
from queries.case_facts import case_facts
from queries.rulebook import policy_of
from rules.deeds import STOPS
from rules.lifecycle import Step, Viewer, ensure
from terms.complaint import Act, Clock, State
from terms.limits import StartsAt
from terms.time import local_date
from workflows.clocks import end_pause_of, start_from
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
    """Bring the case into a state, remembering since when; None stays. Taking it up is accepting it."""
    if state is None or state is case.state:
        return
    if state is State.HANDLING and case.state in (State.REGISTERED, State.REOPENED):
        start_from(case, StartsAt.ACCEPTED, policy_of(case), at)
    case.state, case.state_since = state, at


def stop_clocks(case: Complaint, at: datetime, *clocks: Clock) -> None:
    """What a clock waited for has happened; it stops once and keeps its first stop.

    A result that comes late is late at once, whether the sweep has been by or not.
    """
    for row in case.clocks:
        if row.clock in clocks and row.met_at is None:
            if case.paused_at is not None:
                end_pause_of(row, policy_of(case), at)
            if stop(row, at) and row.clock is Clock.RESULT:
                case.late = True


def stop_for(case: Complaint, act: Act, at: datetime) -> None:
    """Stop whatever waited for this act."""
    stop_clocks(case, at, *STOPS[act])


def stop_all(case: Complaint, at: datetime) -> None:
    """The case is over. What headquarters is still to hear (P06 五(4)) goes on running."""
    stop_clocks(case, at, *(clock for clock in Clock if clock is not Clock.HEADQUARTERS_REPORT))
    case.paused_at = None


def stop(row: ComplaintClock, at: datetime) -> bool:
    """Stop one clock; whether its time had run out before. Done at the very second it is due is in time."""
    row.met_at, row.escalate_at = at, None
    ran_out = at > row.due_at
    if ran_out and row.late_at is None:
        row.late_at = at
    return ran_out

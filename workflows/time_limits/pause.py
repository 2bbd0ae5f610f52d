"""Let the time limits of a case stand still while it waits for others, and go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff, TimeMark
from queries.rulebook import policy_of
from rulebook.time_limits import Pause
from rules.lifecycle import Viewer
from terms.complaint import Act
from terms.limits import ClockEvent, PauseReason
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, take_case
from workflows.clocks import refresh
from workflows.transaction import transaction
from workflows.words import need


class NothingToWaitFor(Refusal):
    """The policy lets no case wait for this."""


def pause(
    session: Session, *, complaint_id: int, waits_for: PauseReason, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Let every running time limit stand still; what is late stays late.

    :raises NotPossible, NothingToWaitFor, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        paused(session, case, by, waits_for=waits_for, reason=reason, actor=actor, at=at)
    return case


def paused(
    session: Session, case: Complaint, by: Viewer, *, waits_for: PauseReason, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.PAUSE, by)
    rule = _rule(case)
    if waits_for not in rule.waits:
        text = say("A case may wait for: %(waits)s.", waits=rule.waits)
        raise NothingToWaitFor(text, clause=rule.clause, fields=(("waits_for", text),))
    case.time_marks.append(
        TimeMark(event=ClockEvent.PAUSED, at=at, by_id=actor.id, reason=reason, waits_for=waits_for, clause=rule.clause)
    )
    case.paused_at = at
    more = {"waits_for": waits_for}
    audit.record(session, "complaint.paused", case, actor, at, rule.clause, note=reason, more=more)


def resume(
    session: Session, *, complaint_id: int, reason: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Let the time limits go on; what was left of them is granted (`rules.running_clocks`).

    :raises NotPossible, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        resumed(session, case, by, reason=reason, actor=actor, at=at)
    return case


def resumed(session: Session, case: Complaint, by: Viewer, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(case, Act.RESUME, by)
    clause = _rule(case).clause
    case.time_marks.append(TimeMark(event=ClockEvent.RESUMED, at=at, by_id=actor.id, reason=reason, clause=clause))
    case.paused_at = None
    refresh(case, policy_of(case), at)
    audit.record(session, "complaint.resumed", case, actor, at, clause, note=reason)


def _rule(case: Complaint) -> Pause:
    rule = policy_of(case).time_limits.pause
    assert rule is not None  # the table of a case's life asks
    return rule

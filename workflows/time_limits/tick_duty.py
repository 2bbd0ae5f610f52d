"""Tick off what the class of a case demands: the special group met, the leaders were told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, DutyDone, Staff
from queries.rulebook import policy_of
from queries.running_clocks import class_now, lacking
from rules.classes import duties
from rules.lifecycle import Viewer
from terms.classes import ClassDuty
from terms.complaint import Act
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, take_case
from workflows.transaction import transaction
from workflows.words import need


class NotDemanded(Refusal):
    """The class of the case demands something else."""


def tick_duty(
    session: Session, *, complaint_id: int, duty: ClassDuty, note: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Write down that a duty was done, and how.

    :raises NotPossible, NotDemanded, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(note=note)
        duty_ticked(session, case, by, duty=duty, note=note, actor=actor, at=at)
    return case


def duty_ticked(
    session: Session, case: Complaint, by: Viewer, *, duty: ClassDuty, note: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.TICK_DUTY, by)
    book = policy_of(case)
    wanted = lacking(case, book)
    if duty not in wanted:
        text = say("The class of the case still demands: %(duties)s.", duties=wanted)
        raise NotDemanded(text, fields=(("duty", text),))
    counts_as = class_now(case, book)
    assert counts_as is not None  # no class demands nothing
    clause = duties(counts_as, book.classes).clause
    case.duties_done.append(DutyDone(duty=duty, done_at=at, done_by_id=actor.id, note=note, clause=clause))
    audit.record(session, "complaint.duty_done", case, actor, at, clause, note=note, more={"duty": duty})

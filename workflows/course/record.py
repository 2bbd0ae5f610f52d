"""Write down a step that the pack of a case asks for: the customer agreed, the goods were inspected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import CaseStep, Complaint, Staff
from queries.case_facts import case_facts
from rules.course import step_of
from rules.lifecycle import CaseFacts, NotPossible, Viewer
from terms.complaint import Act, Clock
from terms.flow import CaseFact
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, stop_clocks, take_case
from workflows.transaction import transaction
from workflows.words import need

# What a limit waited for may be such a step.
STOPS = {CaseFact.VERIFIED: (Clock.VERIFICATION,), CaseFact.DISPATCHED: (Clock.REPAIR_ARRANGED,)}


class NotWanted(Refusal):
    """The policy of the case does not want this step, or it stands on record already."""


def agree(
    session: Session, *, complaint_id: int, note: str, actor: Staff, at: datetime, seen: int | None = None,
    once: str | None = None,
) -> Complaint:  # fmt: skip
    """Record that the customer agrees to what is to be done, and what was said.

    Source: P02 十六; P17 4.1(3); P25 四2(2); P29 流程6; P38 3.2(2); P39 三3(1); WF-35.
    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(note=note)
        stepped(session, case, by, act=Act.AGREE, fact=CaseFact.CUSTOMER_AGREED, note=note, actor=actor, at=at)
    return case


def inspect(
    session: Session, *, complaint_id: int, note: str, actor: Staff, at: datetime, seen: int | None = None,
    once: str | None = None,
) -> Complaint:  # fmt: skip
    """Record what the inspection of the goods found.

    Source: P39 三2; P43 5.3(2), 5.4.2; QA-07, QA-08.
    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(note=note)
        stepped(session, case, by, act=Act.INSPECT, fact=CaseFact.INSPECTED, note=note, actor=actor, at=at)
    return case


def record_step(
    session: Session, *, complaint_id: int, fact: CaseFact, note: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Record one step of the pack's flow that no other act brings about.

    Source: WF-01..12, WF-60.
    :raises NotPossible, NotWanted, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(note=note)
        stepped(session, case, by, act=Act.RECORD_STEP, fact=fact, note=note, actor=actor, at=at)
    return case


def stepped(
    session: Session, case: Complaint, by: Viewer, *, act: Act, fact: CaseFact, note: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    facts = case_facts(case)
    begin(case, act, by)
    clause = _clause(case, facts, act, fact)
    case.steps.append(CaseStep(fact=fact, recorded_at=at, recorded_by_id=actor.id, note=note, clause=clause))
    stop_clocks(case, at, *STOPS.get(fact, ()))
    audit.record(session, "complaint.step_recorded", case, actor, at, clause, note=note, more={"fact": fact})


def _clause(case: Complaint, facts: CaseFacts, act: Act, fact: CaseFact) -> str:
    """The clause that wants the step; refuses one that nothing wants, or that comes before another.

    :raises NotWanted, NotPossible:
    """
    course = facts.course
    if act is not Act.RECORD_STEP:
        return course.acts[act]
    if step_of(fact, case.kind) is not act or fact not in course.to_record:
        text = say("The policy of this case still wants: %(steps)s.", steps=tuple(course.to_record))
        raise NotWanted(text, fields=(("fact", text),))
    if stops := course.stops.get(fact):
        wanted = tuple(one for one in CaseFact if one in stops[0].wanted)
        text = say("First to be recorded: %(wanted)s (%(clause)s).", wanted=wanted, clause=stops[0].clause)
        raise NotPossible(text, clause=stops[0].clause, fields=(("fact", text),))
    return course.to_record[fact]

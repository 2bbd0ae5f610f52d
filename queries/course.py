"""What stands on the record of a case, in the words of its pack's steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from models import CasePlan, Complaint, ServiceRecord, Settlement
from queries.rulebook import policy_of
from rulebook import Book
from rules.case import ENOUGH
from rules.course import MOOT, NOTHING, PURPOSES, Course, PlanMade, Record, course
from rules.course import on_record as facts_on_record
from rules.flow import StepStanding, standing
from rules.tellings import Situation, Told
from terms.classes import CaseClass
from terms.complaint import SettlementStatus, Severity, State
from terms.corrective import CorrectiveDemand
from terms.flow import CaseFact, FlowPurpose, PlanPart
from terms.notices import NoticeKind, NoticePart
from terms.people import LADDER
from terms.time import local_date

# Serious enough for the leaders to hear of (P23 一节1; P25 四2(1); P34 三3).
GRAVE = (CaseClass.IMPORTANT, CaseClass.SPECIAL, CaseClass.SERIOUS, CaseClass.MAJOR)
F = CaseFact
# The house's own acts bring these about; a pack that wants no others, and nothing else, leaves a case alone.
OWN = frozenset(
    {
        F.RECEIVED, F.REGISTERED, F.CONTACTED, F.FORWARDED, F.ASSIGNED, F.INVESTIGATED, F.PLANNED, F.PLAN_APPROVED,
        F.CARRIED_OUT, F.ANSWERED, F.CALLED_BACK, F.RATED, F.RECORDED,
    }
)  # fmt: skip


def course_of(case: Complaint, book: Book, *, since: datetime, at: datetime | None = None) -> Course:
    """What the pack asks of this case. since: when it was last taken up. at: now, to say what it owes meanwhile.

    Reads what lies beside the case only where the pack asks for it.
    """
    if asks_nothing(book):
        return NOTHING
    return course(record_of(case, since=since, at=at), book.flow, book.notices, book.corrective, book.intake)


def asks_nothing(book: Book) -> bool:
    """Whether the pack leaves every case to the house's own acts."""
    if id(book) not in _ASKS_NOTHING or _ASKS_NOTHING[id(book)][0] is not book:
        if len(_ASKS_NOTHING) >= KEPT_AT_MOST:
            _ASKS_NOTHING.clear()
        _ASKS_NOTHING[id(book)] = (book, _asks_nothing(book))
    return _ASKS_NOTHING[id(book)][1]


# Asked of every act on every case; issues are few, and never change.
_ASKS_NOTHING: dict[int, tuple[Book, bool]] = {}
KEPT_AT_MOST = 64


def _asks_nothing(book: Book) -> bool:
    wanted = {fact for flow in book.flow.flows.values() for step in flow.steps for fact in step.done_by}
    wanted |= {fact for gate in book.flow.gates for fact in gate.needs}
    return wanted <= OWN and not (
        book.flow.plan
        or book.notices.notices
        or book.corrective.demands
        or book.corrective.report
        or book.intake.formalities
    )


# Said of what was found this time; the others stay said.
AFRESH = (NoticeKind.PLAN, NoticeKind.UNFOUNDED, NoticeKind.RESULT, NoticeKind.REFUSED)


def record_of(case: Complaint, *, since: datetime, at: datetime | None = None) -> Record:
    """The case as the rules on its course see it."""
    corrected = frozenset(one.demand for one in case.corrections) | _corrected_otherwise(case)
    facts = on_record(case, since=since)
    return Record(
        kind=case.kind,
        facts=facts,
        case_class=case.case_class,
        situation=_situation(case, facts, at),
        plan=_plan(case.plans[-1]) if case.plans and case.plans[-1].made_at >= since else None,
        told=tuple(
            Told(one.notice, one.told_to, frozenset(NoticePart(part) for part in one.parts), one.written)
            for one in case.notices
            if one.told_at >= since or one.notice not in AFRESH
        ),
        corrected=corrected,
        written=frozenset(one.section for one in case.report_parts),
        channel=case.channel,
        signed=bool(case.signed),
        truthful=bool(case.truthful),
    )


def on_record(case: Complaint, *, since: datetime, by_hand: bool = True) -> frozenset[CaseFact]:
    """Every fact that stands on the record of a case since it was last taken up. by_hand: steps written down as well.

    Source: WF-01..12, WF-60.
    """
    settlement = case.settlement
    live = settlement if settlement and settlement.status in HOLDS and settlement.proposed_at >= since else None
    return frozenset(
        {
            F.RECEIVED,
            F.REGISTERED,
            *(one.fact for one in (case.steps if by_hand else ()) if one.recorded_at >= since),
            *_of_handling(case, since),
            *(_of_settlement(live) if live else ()),
            *_of_the_end(case, since),
            *(_of_services(case.services) if PURPOSES.get(case.kind) is FlowPurpose.SERVICE else ()),
        }
    )


HOLDS = (SettlementStatus.PROPOSED, SettlementStatus.APPROVED)


def _of_handling(case: Complaint, since: datetime) -> Iterator[CaseFact]:
    # A policy that asks for it and names no classes means the kind (P31).
    if case.case_class is not None or not policy_of(case).classes.classes:
        yield F.CLASSIFIED
    if case.assigned_to_id is not None:
        yield F.ASSIGNED
    if case.assigned_to_id is not None or case.state is not State.REGISTERED:
        yield F.FORWARDED
    if any(talk.reached and talk.contacted_at >= since for talk in case.contacts):
        yield F.CONTACTED
    found = [one for one in case.findings if one.found_at >= since]
    if found:
        yield from (F.INVESTIGATED, F.DIAGNOSED)
    if any(one.cause for one in found):
        yield F.ANALYSED


def _of_settlement(settlement: Settlement) -> Iterator[CaseFact]:
    yield F.PLANNED
    if settlement.status is SettlementStatus.APPROVED:
        yield F.PLAN_APPROVED
    if settlement.execution and settlement.execution.proved_at:
        yield from (F.CARRIED_OUT, F.REPAIRED)
    if settlement.filing and settlement.filing.filed_at:
        yield F.RECORDED


def _of_the_end(case: Complaint, since: datetime) -> Iterator[CaseFact]:
    if case.result_at is not None and case.result_at >= since:
        yield F.ANSWERED
        if PURPOSES.get(case.kind) is FlowPurpose.SERVICE:
            # Nothing of a service is filed: its result is its record (P01 四4; P24 十一).
            yield F.RECORDED
        if any(call.called_at >= case.result_at and call.outcome in ENOUGH for call in case.call_backs):
            yield from (F.CALLED_BACK, F.RATED)
    if case.closed_at is not None:
        yield F.RECORDED


def _of_services(services: list[ServiceRecord]) -> Iterator[CaseFact]:
    """What the records of the visits prove (FS-01)."""
    for one in services:
        if one.engineer_id is not None:
            yield F.DISPATCHED
        if one.visited_at is not None:
            yield from (F.CARRIED_OUT, F.REPAIRED)
        if one.accepted_at is not None:
            yield F.EFFECT_CONFIRMED
        if one.rating is not None:
            yield F.RATED


def _situation(case: Complaint, facts: frozenset[CaseFact], at: datetime | None) -> Situation:
    last = (case.result_at if F.ANSWERED in facts else None) or at
    return Situation(
        kind=case.kind,
        anonymous=bool(case.anonymous),
        grave=case.severity is Severity.SERIOUS or case.case_class in GRAVE,
        lasts=last is not None and local_date(last) > case.registered_on,
        decided=F.PLAN_APPROVED in facts,
        carried_out=F.CARRIED_OUT in facts,
        answered=F.ANSWERED in facts,
        unfounded=bool(case.unfounded),
        corrected=bool(case.corrections),
    )


def _corrected_otherwise(case: Complaint) -> frozenset[CorrectiveDemand]:
    """What other records prove: a cause that was found, whenever it was, and a batch we know (P33 二; P36 二2)."""
    found = set()
    if any(one.cause for one in case.findings):
        found.add(CorrectiveDemand.ROOT_CAUSE)
    if case.batch_id is not None:
        found.add(CorrectiveDemand.BATCH_TRACE)
    return frozenset(found)


def _plan(plan: CasePlan) -> PlanMade:
    stated = {
        PlanPart.CAUSE: plan.cause,
        PlanPart.SOLUTION: plan.solution,
        PlanPart.DEPARTMENT: plan.department,
        PlanPart.PERSON: plan.person,
        PlanPart.TIME: plan.carry_out_at,
    }
    return PlanMade(
        made_by=plan.made_by_id,
        parts=frozenset(part for part, value in stated.items() if value),
        approved_by=frozenset(one.approver for one in plan.reviews if one.agrees),
        reviewers=frozenset(one.reviewed_by_id for one in plan.reviews),
        returned=any(not one.agrees for one in plan.reviews),
        made_as=max((role for role in plan.made_by.roles if role in LADDER), key=LADDER.index, default=LADDER[0]),
    )


def steps_of(case: Complaint, book: Book, *, since: datetime) -> tuple[StepStanding, ...]:
    """The steps of the pack as far as this case has come; those that are moot for an unfounded one are left out."""
    purpose = PURPOSES.get(case.kind)
    flow = book.flow.flows.get(purpose) if purpose else None
    if flow is None:
        return ()
    facts = _facts(case, book, since)
    if not case.unfounded:
        return standing(facts, flow)
    steps = tuple(step for step in flow.steps if not step.done_by <= MOOT)
    return standing(facts | MOOT, replace(flow, steps=steps))


def _facts(case: Complaint, book: Book, since: datetime) -> frozenset[CaseFact]:
    """What stands on record; beside the case nothing is read for a pack that asks for nothing there."""
    if asks_nothing(book):
        return on_record(case, since=since, by_hand=False)
    planned_apart = book.flow.plan is not None and PURPOSES[case.kind] is FlowPurpose.COMPLAINT
    return facts_on_record(record_of(case, since=since), book.flow, planned_apart=planned_apart)

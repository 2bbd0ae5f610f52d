"""What the pack of a case asks on its way beside the house's own acts, and what of it is still open.

A house whose pack asks for nothing more has an empty course: its people see none of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rulebook.corrective import Corrective, Demanded, Section
from rulebook.flow import Flow, Flows
from rulebook.intake import Formality, Intake
from rulebook.notices import Notices
from rules import corrective, flow, intake
from rules.flow import Obstacle
from rules.tellings import Situation, Told, ToTell, to_tell
from terms.classes import CaseClass
from terms.complaint import Act, Channel, ComplaintKind
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, FlowPurpose, PlanApprover, PlanPart
from terms.people import Role

F = CaseFact

# Which small act records a fact; what is not here comes with an act of the house's own.
RECORDED_BY: Mapping[CaseFact, Act] = {
    F.CUSTOMER_AGREED: Act.AGREE,
    F.INSPECTED: Act.INSPECT,
    F.VERIFIED: Act.RECORD_STEP,
    F.DISPATCHED: Act.RECORD_STEP,
    F.EFFECT_CONFIRMED: Act.RECORD_STEP,
    F.SUMMARISED: Act.RECORD_STEP,
}
# Of a service nothing is decided on a ladder: that it was done is written down.
SERVICE_BY_HAND = frozenset({F.CARRIED_OUT, F.REPAIRED})
# What is learned while the case is handled: asked before a settlement is proposed, for later nobody can record it.
EARLY = frozenset(
    {F.CLASSIFIED, F.ANALYSED, F.VERIFIED, F.INVESTIGATED, F.DIAGNOSED, F.INSPECTED, F.PLANNED, F.PLAN_APPROVED}
)
AFTERWARDS = (F.CARRIED_OUT, F.REPAIRED, F.ANSWERED, F.CALLED_BACK, F.RATED, F.RECORDED)
# A service is done before its result is told.
SERVED = frozenset({F.DISPATCHED, F.CARRIED_OUT, F.REPAIRED, F.EFFECT_CONFIRMED})
# Without a cause there is nothing to plan, to agree to or to carry out.
MOOT = frozenset(
    {
        F.ANALYSED, F.PLANNED, F.PLAN_APPROVED, F.CUSTOMER_AGREED, F.DISPATCHED, F.CARRIED_OUT, F.REPAIRED,
        F.EFFECT_CONFIRMED,
    }
)  # fmt: skip
# The table of a case's life sees to these by itself.
HOUSE_KEEPS = frozenset(
    {F.RECEIVED, F.REGISTERED, F.CONTACTED, F.FORWARDED, F.ASSIGNED, F.ANSWERED, F.CALLED_BACK, F.RATED, F.RECORDED}
)
PURPOSES: Mapping[ComplaintKind, FlowPurpose] = {
    ComplaintKind.QUALITY_COMPLAINT: FlowPurpose.COMPLAINT,
    ComplaintKind.SERVICE_COMPLAINT: FlowPurpose.COMPLAINT,
    ComplaintKind.RETURN: FlowPurpose.COMPLAINT,
    ComplaintKind.SERVICE_REQUEST: FlowPurpose.SERVICE,
}


@dataclass(frozen=True, slots=True)
class PlanMade:
    """The newest plan of a case: by whom, what it states, who approved it, whether somebody returned it.

    made_as: the highest rung of the ladder its maker holds; whoever approves as the superior stands above it.
    """

    made_by: int
    parts: frozenset[PlanPart] = frozenset()
    approved_by: frozenset[PlanApprover] = frozenset()
    reviewers: frozenset[int] = frozenset()
    returned: bool = False
    made_as: Role = Role.CLERK


@dataclass(frozen=True, slots=True)
class Record:
    """What stands on the record of a case, as plain values. facts: since it was last taken up."""

    kind: ComplaintKind
    facts: frozenset[CaseFact] = frozenset()
    case_class: CaseClass | None = None
    situation: Situation = field(default_factory=Situation)
    plan: PlanMade | None = None
    told: tuple[Told, ...] = ()
    corrected: frozenset[CorrectiveDemand] = frozenset()
    written: frozenset[ReportSection] = frozenset()
    channel: Channel = Channel.PHONE
    signed: bool = False
    truthful: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """What the pack asks of a case beside the house's own acts.

    acts: the small acts it asks for, each with the clause that does. stops: by fact, what must stand on record first.
    to_record: steps to be written down by hand, with their clauses. plan_lacks: parts and approvals a plan still
    lacks; reviewer: who approves it next. formalities: what the way it came in still lacks. The rest is asked before
    the case is closed.
    """

    acts: Mapping[Act, str] = field(default_factory=dict)
    stops: Mapping[CaseFact, tuple[Obstacle, ...]] = field(default_factory=dict)
    to_record: Mapping[CaseFact, str] = field(default_factory=dict)
    unfinished: tuple[CaseFact, ...] = ()
    plan: PlanMade | None = None
    plan_lacks: tuple[PlanPart | PlanApprover, ...] = ()
    reviewer: PlanApprover | None = None
    formalities: tuple[Formality, ...] = ()
    to_tell: tuple[ToTell, ...] = ()
    to_correct: tuple[Demanded, ...] = ()
    to_write: tuple[Section, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is asked for that is not on record."""
        return bool(self.unfinished or self.to_tell or self.to_correct or self.to_write or self.formalities)


NOTHING = Course()


def course(record: Record, flows: Flows, notices: Notices, demands: Corrective, asked: Intake) -> Course:
    """What the pack asks of this case, and what of it is open.

    Source: WF-01..12, WF-32..39, IN-26..28, QA-01..06.
    """
    formalities = intake.lacking(
        record.kind, record.channel, asked, anonymous=record.situation.anonymous, signed=record.signed,
        contacted=F.CONTACTED in record.facts, truthful=record.truthful,
    )  # fmt: skip
    purpose = PURPOSES.get(record.kind)
    if purpose is None:
        return Course(formalities=formalities) if formalities else NOTHING
    plan = flows.plan if purpose is FlowPurpose.COMPLAINT else None
    facts = on_record(record, flows, planned_apart=plan is not None)
    unfinished = _unfinished(facts, record, flows, purpose)
    by_hand = _by_hand(purpose)
    lacks = () if plan is None or record.situation.unfounded else _plan_lacks(record, flows)
    owed = () if record.situation.unfounded else corrective.demanded(record.kind, demands, case_class=record.case_class)
    open_demands = tuple(one for one in owed if one.demand not in record.corrected and one.demand not in NOT_ASKED)
    report = demands.report if record.kind is ComplaintKind.QUALITY_COMPLAINT and owed else ()
    stops = _stops(facts, record, flows, purpose)
    steps = _to_record(unfinished, stops, flows, purpose)
    telling = to_tell(record.situation, notices, record.told)
    return Course(
        acts={
            **{act: clause for fact, clause in reversed(steps.items()) if (act := by_hand.get(fact))},
            **({Act.PLAN: plan.clause} if plan else {}),
            **({Act.REVIEW_PLAN: plan.approval_clause} if plan and plan.approvers else {}),
            **({Act.TELL: _clause_of_telling(telling, notices)} if notices.notices else {}),
            **({Act.CORRECT: (open_demands or owed)[0].clause} if owed else {}),
            **({Act.WRITE_REPORT: report[0].clause} if report else {}),
        },
        stops=stops,
        to_record={fact: clause for fact, clause in steps.items() if by_hand.get(fact) is Act.RECORD_STEP},
        unfinished=unfinished,
        plan=record.plan,
        plan_lacks=lacks,
        reviewer=next((one for one in lacks if isinstance(one, PlanApprover)), None),
        formalities=formalities,
        to_tell=telling,
        to_correct=open_demands,
        to_write=tuple(one for one in report if one.section not in record.written),
    )


def _to_record(
    unfinished: tuple[CaseFact, ...],
    stops: Mapping[CaseFact, tuple[Obstacle, ...]],
    flows: Flows,
    purpose: FlowPurpose,
) -> dict[CaseFact, str]:
    """Every fact that is wanted, in the order in which they come about, with the clause that wants it."""
    found = flows.flows.get(purpose)
    wanted: dict[CaseFact, str] = {}
    for obstacle in (one for several in stops.values() for one in several):
        wanted = dict.fromkeys(obstacle.wanted, obstacle.clause) | wanted
    wanted = dict.fromkeys(unfinished, found.clause if found else "") | wanted
    gates = {one: gate.clause for gate in reversed(flows.gates) if purpose in gate.purposes for one in gate.needs}
    return {fact: gates.get(fact, wanted[fact]) for fact in CaseFact if fact in wanted}


def _clause_of_telling(telling: tuple[ToTell, ...], notices: Notices) -> str:
    open_ones = [one.lack.clause for one in telling]
    return next((one for one in (*open_ones, *(rule.clause for rule in notices.notices.values())) if one), "")


# A tendency shows over many cases; one case is not kept open for it.
NOT_ASKED = frozenset({CorrectiveDemand.TREND})


def on_record(record: Record, flows: Flows, *, planned_apart: bool) -> frozenset[CaseFact]:
    """The facts, with the plan's own where the pack wants a plan beside the settlement."""
    if not planned_apart:
        return record.facts
    facts = record.facts - {F.PLANNED, F.PLAN_APPROVED}
    if record.plan is None or record.plan.returned:
        return facts
    lacks = _plan_lacks(record, flows)
    if not any(isinstance(one, PlanPart) for one in lacks):
        facts |= {F.PLANNED}
    return facts if lacks else facts | {F.PLAN_APPROVED}


def step_of(fact: CaseFact, kind: ComplaintKind) -> Act | None:
    """The small act that records a fact of a case; None where it comes with an act of the house's own."""
    purpose = PURPOSES.get(kind)
    return _by_hand(purpose).get(fact) if purpose else None


def _by_hand(purpose: FlowPurpose) -> Mapping[CaseFact, Act]:
    if purpose is FlowPurpose.SERVICE:
        return {**RECORDED_BY, **dict.fromkeys(SERVICE_BY_HAND, Act.RECORD_STEP)}
    return RECORDED_BY


def _plan_lacks(record: Record, flows: Flows) -> tuple[PlanPart | PlanApprover, ...]:
    made = record.plan if record.plan and not record.plan.returned else None
    return flow.plan_lacks(made.parts if made else frozenset(), made.approved_by if made else frozenset(), flows.plan)


def _unfinished(facts: frozenset[CaseFact], record: Record, flows: Flows, purpose: FlowPurpose) -> tuple[CaseFact, ...]:
    """What the case's own steps still want before it may be closed, in their order."""
    found = flows.flows.get(purpose)
    wanted = [fact for step in found.steps for fact in sorted(step.done_by)] if found else []
    if flows.plan and purpose is FlowPurpose.COMPLAINT:
        wanted += [fact for fact in (F.PLANNED, F.PLAN_APPROVED) if fact not in wanted]
    kept = _kept_by_house(flows, purpose) | (MOOT if record.situation.unfounded else frozenset())
    return tuple(fact for fact in wanted if fact not in facts and fact not in kept)


def _kept_by_house(flows: Flows, purpose: FlowPurpose) -> frozenset[CaseFact]:
    """What the table of a case's life sees to: of a complaint also its settlement, unless a plan stands beside it."""
    if purpose is FlowPurpose.SERVICE:
        return HOUSE_KEEPS
    settled = frozenset({F.CARRIED_OUT, F.REPAIRED, F.INVESTIGATED, F.DIAGNOSED})
    return HOUSE_KEEPS | settled | (frozenset() if flows.plan else frozenset({F.PLANNED, F.PLAN_APPROVED}))


def _stops(
    facts: frozenset[CaseFact], record: Record, flows: Flows, purpose: FlowPurpose
) -> dict[CaseFact, tuple[Obstacle, ...]]:
    """By fact, what stands in its way; what is moot, and what the house itself sees to in its own order, left out."""
    gated = _facts_of(flows.flows.get(purpose)) | {gate.before for gate in flows.gates}
    kept = _kept_by_house(flows, purpose) | (MOOT if record.situation.unfounded else frozenset())
    found = {}
    for fact in gated:
        obstacles = flow.obstacles(fact, facts, flows, purpose=purpose, case_class=record.case_class)
        found[fact] = _left(obstacles, frozenset(F) - kept)
    serves = purpose is FlowPurpose.SERVICE
    decided, learned = (F.ANSWERED, EARLY | SERVED) if serves else (F.PLANNED, EARLY)
    early = _left((one for fact in AFTERWARDS for one in found.get(fact, ())), learned)
    found[decided] = _joined((*found.get(decided, ()), *early))
    return {fact: stops for fact, stops in found.items() if stops}


def _left(obstacles: Iterable[Obstacle], counts: frozenset[CaseFact]) -> tuple[Obstacle, ...]:
    """The obstacles with only the facts that count; without those of which nothing is left."""
    found = (Obstacle(one.wanted & counts, one.clause) for one in obstacles)
    return tuple(one for one in found if one.wanted)


def _joined(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Every fact once, under the clause that names it first."""
    seen: set[CaseFact] = set()
    found = []
    for one in obstacles:
        if fresh := one.wanted - seen:
            found.append(Obstacle(fresh, one.clause))
            seen |= fresh
    return tuple(found)


def _facts_of(found: Flow | None) -> frozenset[CaseFact]:
    return frozenset(fact for step in found.steps for fact in step.done_by) if found else frozenset()

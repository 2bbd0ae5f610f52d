"""Where a case stands in its policy's steps, and what a gate still asks for."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.flow import Flow, Flows, FlowStep, Plan
from rulebook.words import Words
from terms.classes import CaseClass
from terms.flow import CaseFact, FlowPurpose, PlanApprover, PlanPart


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step: done, or what is still wanted for it."""

    name: Words
    done: bool
    wanted: frozenset[CaseFact]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of the next fact, and by which clause."""

    wanted: frozenset[CaseFact]
    clause: str


def standing(facts: frozenset[CaseFact], flow: Flow) -> tuple[StepStanding, ...]:
    """Every step of the flow, in order. A step counts only when all before it are done.

    Source: WF-01..12, WF-60.
    """
    found: list[StepStanding] = []
    before = True
    for step in flow.steps:
        done = before and step.done_by <= facts
        found.append(StepStanding(step.name, done, frozenset() if done else step.done_by - facts))
        before = done
    return tuple(found)


def current(facts: frozenset[CaseFact], flow: Flow) -> FlowStep | None:
    """The first step that is not done; None for a finished case."""
    return next((step for step in flow.steps if not step.done_by <= facts), None)


def obstacles(
    fact: CaseFact,
    facts: frozenset[CaseFact],
    flows: Flows,
    *,
    purpose: FlowPurpose = FlowPurpose.COMPLAINT,
    case_class: CaseClass | None = None,
) -> tuple[Obstacle, ...]:
    """What still stands in the way of a fact: the steps before its own, then the gates of the pack.

    A gate for some classes does not hold a case of another class, nor one nobody has classed.

    Source: WF-32..35; P28 五3-4; P40 三3c.
    """
    flow = flows.flows.get(purpose)
    before = _before(fact, flow) - facts if flow else frozenset()
    found = [Obstacle(before, flow.clause)] if flow and before else []
    for gate in flows.gates:
        bound = purpose in gate.purposes and (not gate.classes or case_class in gate.classes)
        if gate.before is fact and bound and not gate.needs <= facts:
            found.append(Obstacle(gate.needs - facts, gate.clause))
    return tuple(found)


def plan_lacks(
    given: frozenset[PlanPart], approved_by: frozenset[PlanApprover], plan: Plan | None
) -> tuple[PlanPart | PlanApprover, ...]:
    """What a plan still lacks before it may be carried out: its parts, then its approvals.

    Source: P28 五3-4; P40 三3; WF-32, WF-33.
    """
    if plan is None:
        return ()
    return (
        *(part for part in plan.parts if part not in given),
        *(approver for approver in plan.approvers if approver not in approved_by),
    )


def _before(fact: CaseFact, flow: Flow) -> frozenset[CaseFact]:
    wanted: frozenset[CaseFact] = frozenset()
    for step in flow.steps:
        if fact in step.done_by:
            return wanted
        wanted |= step.done_by
    return frozenset()

"""The steps a pack walks a case through, their gates, and what a plan must hold, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.classes import CaseClass
from terms.flow import CaseFact, FlowPurpose, PlanApprover, PlanPart
from terms.text import say

FEWEST = 2  # steps: fewer are no flow


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step in the document's words. done_by: what must stand on record for it to be done."""

    name: Words
    done_by: frozenset[CaseFact]


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of one purpose, in order. template: the catalogue's name of the pattern, "WF-05"; "" for none."""

    purpose: FlowPurpose
    template: str
    steps: tuple[FlowStep, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Before a fact may come about, others must stand on record. classes: empty means every class."""

    gate: str
    before: CaseFact
    needs: frozenset[CaseFact]
    purposes: frozenset[FlowPurpose]
    classes: frozenset[CaseClass]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan of a case states, and who approves it; no approver where the policy asks for none."""

    parts: tuple[PlanPart, ...]
    approvers: tuple[PlanApprover, ...]
    clause: str
    approval_clause: str


@dataclass(frozen=True, slots=True)
class Flows:
    flows: Mapping[FlowPurpose, Flow]
    gates: tuple[Gate, ...]
    plan: Plan | None


def parse(data: Mapping[str, object], where: str) -> Flows:
    """Read the topic; refuses a fact that two steps wait for, and a gate that asks for what comes later.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        flows = {flow.purpose: flow for flow in (_flow(row) for row in topic.rows_if_any("flows"))}
        gates = []
        for row in topic.rows_if_any("gates"):
            gates.append(_gate(row))
            _check_order(row, gates[-1], flows)
        return Flows(flows, tuple(gates), _plan(topic))


def _flow(row: Row) -> Flow:
    steps = tuple(
        FlowStep(step.words("name"), frozenset(step.terms("done_by", CaseFact))) for step in row.rows("steps")
    )
    facts = [fact for step in steps for fact in step.done_by]
    if len(steps) < FEWEST or not all(step.done_by for step in steps) or len(facts) != len(set(facts)):
        raise row.refuse(
            say("steps must be two or more, each done by a fact of its own; give every step its facts once")
        )
    template = row.text("template") if row.has("template") else ""
    return Flow(row.term("purpose", FlowPurpose), template, steps, row.text("clause"))


def _gate(row: Row) -> Gate:
    clause, reason = row.source()
    return Gate(
        gate=row.text("gate"),
        before=row.term("before", CaseFact),
        needs=frozenset(row.terms("needs", CaseFact)),
        purposes=row.some("purposes", FlowPurpose) or frozenset(FlowPurpose),
        classes=row.some("classes", CaseClass),
        clause=clause,
        reason=reason,
    )


def _check_order(row: Row, gate: Gate, flows: Mapping[FlowPurpose, Flow]) -> None:
    for purpose in gate.purposes & set(flows):
        order = [fact for step in flows[purpose].steps for fact in sorted(step.done_by)]
        late = [fact for fact in gate.needs if fact in order and gate.before in order[: order.index(fact)]]
        if late:
            raise row.refuse(
                say("asks for %(fact)s before %(before)s, but the flow has it after; change one of them",
                    fact=late[0], before=gate.before)
            )  # fmt: skip


def _plan(topic: Row) -> Plan | None:
    if not topic.has("plan"):
        return None
    with topic.row("plan") as row:
        approvers = row.terms("approvers", PlanApprover) if row.has("approvers") else ()
        return Plan(
            parts=row.terms("parts", PlanPart),
            approvers=approvers,
            clause=row.text("clause"),
            approval_clause=row.text("approval_clause") if approvers else "",
        )

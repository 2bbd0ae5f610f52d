"""A complaint's life: which act is possible in which state, for whom, and what stands in its way.

The table at the end is the whole story; the guards above it give each obstacle as a sentence. The case page asks
`options` to draw its buttons, a use-case asks `ensure` before it changes anything: one answer for both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.permissions import GRANTS, Permission, allowed
from terms.complaint import Act, CallBackOutcome, SignaturePart, State
from terms.people import FILES_AS, Office, Person, Role
from terms.refusal import Refusal
from terms.text import Text, say


@dataclass(frozen=True, slots=True)
class Pending:
    """A signature the ladder still asks for."""

    id: int
    part: SignaturePart
    role: Role


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """The settlement waiting or in force. signed_by: everybody who signed, principals included."""

    proposed_by: int
    pending: tuple[Pending, ...]
    signed_by: frozenset[int]
    needs_goods_received: bool
    file_at: Office


@dataclass(frozen=True, slots=True)
class ExecutionFacts:
    """What the approved settlement needs, and what of it was done."""

    needs_goods: bool
    handed_over: bool
    needs_cash: bool
    paid: bool


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the table sees it; people by their ids. settles: what it is about ends in a settlement."""

    state: State
    registered_by: int
    assigned_to: int | None = None
    contacted: bool = False
    investigated: bool = False
    goods_received: bool = False
    unfounded: bool = False
    filed: bool = False
    settlement: SettlementFacts | None = None
    execution: ExecutionFacts | None = None
    last_call_back: CallBackOutcome | None = None
    open_false_report_against: int | None = None
    settles: bool = True

    @property
    def nothing_to_file(self) -> bool:
        """Whether what had to be filed is, or nothing had to: no settlement was owed and none is in force."""
        return self.filed or self.unfounded or (self.settlement is None and not self.settles)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A role in which a person may sign this case: their own, or that of a principal they stand in for."""

    role: Role
    principal: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks or acts. capacities: the roles whose territory covers the case, own first, then as substitute."""

    person: Person
    capacities: tuple[Capacity, ...] = ()

    @property
    def roles_here(self) -> frozenset[Role]:
        """The person's own roles that reach this case."""
        return frozenset(capacity.role for capacity in self.capacities if capacity.principal is None)


class NotPossible(Refusal):
    """The act is not possible for this person on this case now."""


# After these a case may be closed: the consumer agrees, or could not be reached often enough.
ENOUGH = (CallBackOutcome.SATISFIED, CallBackOutcome.GIVEN_UP)

Guard = Callable[[CaseFacts, Viewer], Text | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. to: the state it leads to; None where it stays or the outcome decides."""

    act: Act
    states: tuple[State, ...]
    to: State | None
    permission: Permission
    clause: str
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One act as this person finds it: possible, or the first thing that stands in its way."""

    act: Act
    possible: bool
    reason: Text | None
    clause: str


# --- guards ---------------------------------------------------------------------------------------------------------


def handles_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The person assigned, or whoever may assign it."""
    if viewer.person.id == facts.assigned_to or allowed(viewer.roles_here, Permission.COMPLAINT_ASSIGN):
        return None
    if facts.assigned_to is None:
        return say("Nobody is assigned yet.")
    return say("It is assigned to somebody else.")


def talks_to_them(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Until somebody is assigned, whoever took the call calls back at once (P06 五(1))."""
    took_the_call = facts.assigned_to is None and viewer.person.id == facts.registered_by
    return None if took_the_call else handles_it(facts, viewer)


def handles_or_inspects(facts: CaseFacts, viewer: Viewer) -> Text | None:
    return None if viewer.person.is_any(Role.QUALITY) else handles_it(facts, viewer)


def was_contacted(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.contacted else say("First record a contact with the complainant.")


def was_investigated(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.investigated else say("First record what the investigation found.")


def may_sign_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    found = signature_for(facts, viewer)
    return found if isinstance(found, Text) else None


def goods_are_in(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Only the decider waits for the goods; co-signers may sign before."""
    found = signature_for(facts, viewer)
    waits = not isinstance(found, Text) and found[0].part is SignaturePart.DECIDES
    if waits and facts.settlement and facts.settlement.needs_goods_received and not facts.goods_received:
        return say("The goods must first be received at the warehouse.")
    return None


def goods_not_yet_in(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("The goods are already received.") if facts.goods_received else None


def files_here(facts: CaseFacts, viewer: Viewer) -> Text | None:
    office = facts.settlement.file_at if facts.settlement else None
    if office is not None and FILES_AS[office] in viewer.roles_here:
        return None
    return say("It is filed at: %(office)s.", office=office or "-")


def has_goods_to_hand_over(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    if facts.execution is None or not facts.execution.needs_goods:
        return say("No goods are given in this case.")
    return say("The goods are already handed over.") if facts.execution.handed_over else None


def has_cash_to_pay(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    if facts.execution is None or not facts.execution.needs_cash:
        return say("No money is given in this case.")
    return say("It is already paid.") if facts.execution.paid else None


def was_handed_over(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    waits = facts.execution is not None and facts.execution.needs_goods and not facts.execution.handed_over
    return say("Logistics has not handed over the goods yet.") if waits else None


def was_paid(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    waits = facts.execution is not None and facts.execution.needs_cash and not facts.execution.paid
    return say("Finance has not paid yet.") if waits else None


def was_carried_out(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """A question, a suggestion or a service is answered without a settlement, but not without a talk."""
    if facts.state is State.EXECUTED:
        return None
    return say("First a settlement must be carried out.") if facts.settles else was_contacted(facts, viewer)


def somebody_else_handled_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    return say("Whoever handled a case does not call it back.") if viewer.person.id == facts.assigned_to else None


def not_satisfied_yet(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("The call-back is done; the case can be closed.") if facts.last_call_back in ENOUGH else None


def was_called_back(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.last_call_back in ENOUGH else say("First call back; the consumer must be satisfied.")


def was_filed(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.nothing_to_file else say("An unfiled case cannot be closed.")


def no_false_report_open(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.open_false_report_against is None else say("A finding against the report is still open.")


def false_report_is_open(facts: CaseFacts, viewer: Viewer) -> Text | None:
    if facts.open_false_report_against is None:
        return say("There is no finding against the report.")
    concerned = viewer.person.id == facts.open_false_report_against
    return say("Nobody decides on a finding against themselves.") if concerned else None


# --- the table ------------------------------------------------------------------------------------------------------

S = State
P = Permission

TABLE: tuple[Step, ...] = (
    Step(Act.ASSIGN, (S.REGISTERED, S.HANDLING, S.REOPENED), S.HANDLING, P.COMPLAINT_ASSIGN, "P06 五(3)"),
    Step(Act.CONTACT, (S.REGISTERED, S.HANDLING), S.HANDLING, P.COMPLAINT_REGISTER, "P06 五(1)", (talks_to_them,)),
    Step(Act.INVESTIGATE, (S.HANDLING,), None, P.COMPLAINT_INVESTIGATE, "P06 五(3)", (handles_or_inspects,)),
    Step(
        Act.PROPOSE,
        (S.HANDLING,),
        S.PROPOSED,
        P.COMPLAINT_HANDLE,
        "P06 六",
        (handles_it, was_contacted, was_investigated),
    ),
    Step(
        Act.FIND_UNFOUNDED,
        (S.HANDLING,),
        S.ANSWERED,
        P.COMPLAINT_HANDLE,
        "P06 五(3)",
        (handles_it, was_contacted, was_investigated),
    ),
    Step(Act.RECEIVE_GOODS, (S.HANDLING, S.PROPOSED), None, P.GOODS_RECEIVE, "P06 六(5)", (goods_not_yet_in,)),
    Step(Act.SIGN, (S.PROPOSED,), None, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it, goods_are_in)),
    Step(Act.SEND_BACK, (S.PROPOSED,), S.HANDLING, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it,)),
    Step(Act.REFUSE, (S.PROPOSED,), S.HANDLING, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it,)),
    Step(Act.TAKE_BACK, (S.PROPOSED,), S.HANDLING, P.COMPLAINT_HANDLE, "P06 五(3)", (handles_it,)),
    Step(Act.FILE, (S.APPROVED,), S.FILED, P.FILING_DO, "P06 六", (files_here,)),
    Step(Act.HAND_OVER, (S.FILED,), None, P.GOODS_HAND_OVER, "P06 六", (has_goods_to_hand_over,)),
    Step(Act.PAY, (S.FILED,), None, P.CASH_PAY, "P06 六(5)", (has_cash_to_pay,)),
    Step(Act.PROVE, (S.FILED,), S.EXECUTED, P.COMPLAINT_HANDLE, "P06 五(3)", (handles_it, was_handed_over, was_paid)),
    Step(
        Act.ANSWER,
        (S.HANDLING, S.EXECUTED),
        S.ANSWERED,
        P.COMPLAINT_HANDLE,
        "P06 五(3)",
        (handles_it, was_carried_out),
    ),
    Step(
        Act.CALL_BACK, (S.ANSWERED,), None, P.CALL_BACK_DO, "P06 五(4)", (somebody_else_handled_it, not_satisfied_yet)
    ),
    Step(
        Act.CLOSE,
        (S.ANSWERED,),
        S.CLOSED,
        P.COMPLAINT_CLOSE,
        "P06 五(4)",
        (was_called_back, was_filed, no_false_report_open),
    ),
    Step(
        Act.DECIDE_REPORT,
        (S.REOPENED, S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED, S.EXECUTED, S.ANSWERED, S.DISPUTED),
        None,
        P.FALSE_REPORT_DECIDE,
        "P06 七2",
        (false_report_is_open,),
    ),
    Step(Act.DISPUTE, (S.ANSWERED, S.REOPENED), S.DISPUTED, P.COMPLAINT_DISPUTE, "P06 七5"),
    Step(Act.SETTLE_DISPUTE, (S.DISPUTED,), S.HANDLING, P.COMPLAINT_DISPUTE, "P06 七5"),
    Step(Act.REOPEN, (S.CLOSED,), S.REOPENED, P.COMPLAINT_REOPEN, "P06 七5"),
    Step(
        Act.WITHDRAW,
        (S.REGISTERED, S.HANDLING),
        S.WITHDRAWN,
        P.COMPLAINT_WITHDRAW,
        "P06 五(3)",
        (no_false_report_open,),
    ),
    Step(Act.MERGE, (S.REGISTERED, S.HANDLING), S.MERGED, P.COMPLAINT_WITHDRAW, "P06 五(3)", (no_false_report_open,)),
)
STEPS = {step.act: step for step in TABLE}


def obstacle(act: Act, facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The first thing that stands in the way of an act, or None when it is possible."""
    step = STEPS[act]
    if (reason := closed_door(step.permission, viewer)) is not None:
        return reason
    if facts.state not in step.states:
        return say(
            "The case is in state “%(state)s”; this is possible in: %(states)s.", state=facts.state, states=step.states
        )
    return next((reason for guard in step.guards if (reason := guard(facts, viewer))), None)


# Work on a case that is one's own wherever it lies: whoever took the call goes on with it.
OWN_WORK = (P.COMPLAINT_REGISTER, P.COMPLAINT_HANDLE, P.COMPLAINT_INVESTIGATE)


def closed_door(permission: Permission, viewer: Viewer) -> Text | None:
    """Why the person's roles do not open a door on this case: they must reach it, and a substitute's need not.

    A substitute signs through the principal's role (decision 5); for everything else one's own must do.
    """
    roles = viewer.person.roles if permission in OWN_WORK else viewer.roles_here
    if permission is Permission.SETTLEMENT_SIGN:
        roles = frozenset(capacity.role for capacity in viewer.capacities)
    if allowed(roles, permission):
        return None
    if allowed(viewer.person.roles, permission):
        return say("It belongs to another region or department.")
    return say("It is for: %(roles)s.", roles=GRANTS[permission])


def options(facts: CaseFacts, viewer: Viewer) -> tuple[Option, ...]:
    """Every act in the order of a case's life, with what stands in its way."""
    found = ((step, obstacle(step.act, facts, viewer)) for step in TABLE)
    return tuple(Option(step.act, reason is None, reason, step.clause) for step, reason in found)


def ensure(act: Act, facts: CaseFacts, viewer: Viewer) -> Step:
    """The row of the table for a possible act.

    :raises NotPossible: with the first thing that stands in its way.
    """
    reason = obstacle(act, facts, viewer)
    if reason is not None:
        raise NotPossible(reason, clause=STEPS[act].clause)
    return STEPS[act]


def signature_for(facts: CaseFacts, viewer: Viewer) -> tuple[Pending, Capacity] | Text:
    """The waiting signature this person may give and in which capacity, or why there is none.

    Nobody decides their own case above band 1 and nobody fills two places; a substitute is bound like the principal.

    Source: requirements, decision 5; P06 六.
    """
    settlement = facts.settlement
    if settlement is None or not settlement.pending:
        return say("No signature is waiting.")
    named = [
        (pending, capacity)
        for pending in settlement.pending
        for capacity in viewer.capacities
        if capacity.role is pending.role
    ]
    if not named:
        return say("It waits for: %(roles)s.", roles=tuple(pending.role for pending in settlement.pending))
    reasons = [_bar(facts, settlement, viewer, pending, capacity) for pending, capacity in named]
    free = [pair for pair, reason in zip(named, reasons, strict=True) if reason is None]
    if free:
        return free[0]
    return next(reason for reason in reasons if reason is not None)


def _bar(
    facts: CaseFacts, settlement: SettlementFacts, viewer: Viewer, pending: Pending, capacity: Capacity
) -> Text | None:
    """What bars this person from giving this signature in this capacity."""
    hands = {viewer.person.id} | ({capacity.principal} if capacity.principal is not None else set())
    # Band 1: the clerk's own signature is what the policy asks for (P06 六(1)).
    clerk_decides = pending.part is SignaturePart.DECIDES and pending.role is Role.CLERK
    if not clerk_decides and hands & {settlement.proposed_by, facts.registered_by}:
        return say("Nobody decides their own case; it waits for another person.")
    if hands & settlement.signed_by:
        return say("You have already signed this settlement; another person must give the other signature.")
    return None

"""A complaint's life: which act is possible in which state, for whom, and what stands in its way.

The table (`rules.acts`) is the whole story; the guards beside it give each obstacle as a sentence. The case page asks
`options` to draw its buttons, a use-case asks `ensure` before it changes anything: one answer for both.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.acts import OWED, STEPS, TABLE, Step
from rules.case import (
    ENOUGH,
    Capacity,
    CaseFacts,
    ExecutionFacts,
    NotPossible,
    Pending,
    SettlementFacts,
    Viewer,
)  # fmt: skip
from rules.permissions import GRANTS, Permission, allowed
from rules.signatures import signature_for
from terms.complaint import Act
from terms.text import Text, say

__all__ = [
    "ENOUGH", "OWED", "STEPS", "TABLE", "Capacity", "CaseFacts", "ExecutionFacts", "NotPossible", "Option", "Pending",
    "SettlementFacts", "Step", "Viewer", "ensure", "obstacle", "options", "signature_for",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One act as this person finds it: possible, or the first thing that stands in its way."""

    act: Act
    possible: bool
    reason: Text | None
    clause: str


P = Permission


def obstacle(act: Act, facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The first thing that stands in the way of an act, or None when it is possible."""
    step = STEPS[act]
    if step.known is not None and not step.known(facts):
        return say("The policy of this case does not know it.")
    if (reason := closed_door(step.permission, viewer)) is not None:
        return reason
    possible = step.states + step.stays
    if facts.state not in possible:
        return say(
            "The case is in state “%(state)s”; this is possible in: %(states)s.", state=facts.state, states=possible
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
    known = (step for step in TABLE if step.known is None or step.known(facts))
    found = ((step, obstacle(step.act, facts, viewer)) for step in known)
    return tuple(Option(step.act, reason is None, reason, clause_of(step, facts)) for step, reason in found)


def clause_of(step: Step, facts: CaseFacts) -> str:
    """The clause an act rests on: of a signature, that of the band which asks for it."""
    named = facts.settlement.clause if step.permission is Permission.SETTLEMENT_SIGN and facts.settlement else ""
    return named or facts.course.acts.get(step.act) or step.clause


def ensure(act: Act, facts: CaseFacts, viewer: Viewer) -> Step:
    """The row of the table for a possible act.

    :raises NotPossible: with the first thing that stands in its way.
    """
    reason = obstacle(act, facts, viewer)
    if reason is not None:
        raise NotPossible(reason, clause=clause_of(STEPS[act], facts))
    return STEPS[act]

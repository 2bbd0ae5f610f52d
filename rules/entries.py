"""An entry's life: who decides it, which act is possible in which state, for whom.

The next rung over the person decides. Nobody does who is concerned: the person, who proposed it, who has an entry from
the same facts; and an appeal is not decided by who confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.penalties import Penalties
from rules.permissions import GRANTS, Permission, allowed
from terms.penalties import EntryAct, EntryKind, EntryStatus
from terms.people import LADDER, Person, Role
from terms.refusal import Refusal
from terms.text import Text, say

S = EntryStatus
COUNTS = tuple(status for status in EntryStatus if status.counts)


class EntryNotPossible(Refusal):
    """The entry's state or the person's part in it does not allow the act."""


class NobodyAbove(Refusal):
    """Nobody unconcerned stands above the person."""


@dataclass(frozen=True, slots=True)
class EntryStep:
    """One row of the table. to None: the state stays, or the decision says which."""

    act: EntryAct
    begins: tuple[EntryStatus, ...]
    permission: Permission
    to: EntryStatus | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as the table sees it; people by their ids.

    department_id, region_id: the person's own. concerned: everybody with an entry from the same facts, and the person.
    """

    kind: EntryKind
    status: EntryStatus
    staff_id: int
    department_id: int | None
    region_id: int | None
    decides: Role
    concerned: frozenset[int]
    proposed_by: int | None = None
    decided_by: int | None = None
    locked: bool = False
    has_consequence: bool = False
    was_appealed: bool = False


@dataclass(frozen=True, slots=True)
class EntryOption:
    """An act and what stands in its way; None when it is possible."""

    step: EntryStep
    obstacle: Text | None


# The whole story. Where documents are silent: decision 14.
STEPS = (
    EntryStep(EntryAct.CONFIRM, (S.PROPOSED,), Permission.PENALTY_DECIDE, S.CONFIRMED),
    EntryStep(EntryAct.WITHDRAW, (S.PROPOSED,), Permission.PENALTY_DECIDE, S.WITHDRAWN),
    EntryStep(EntryAct.APPEAL, (S.CONFIRMED,), Permission.PENALTY_READ, S.APPEALED),
    EntryStep(EntryAct.DECIDE_APPEAL, (S.APPEALED,), Permission.PENALTY_DECIDE, None),
    EntryStep(EntryAct.NOTE_CONSEQUENCE, COUNTS, Permission.PENALTY_NOTE, None),
)
# What personnel decides beside the money touches no figure of the month: its lock does not forbid it.
WITHOUT_FIGURES = (EntryAct.NOTE_CONSEQUENCE,)
DECISIONS = (EntryAct.CONFIRM, EntryAct.WITHDRAW, EntryAct.DECIDE_APPEAL)


def rungs_over(roles: frozenset[Role], penalties: Penalties) -> tuple[Role, ...]:
    """The rungs above a person, lowest first; of several roles the highest counts. Nobody is above the top.

    Source: decision 14; rulebook, decided.
    """
    stands = [LADDER.index(role if role in LADDER else penalties.stands_as[role]) for role in roles]
    return LADDER[max(stands, default=0) + 1 :]


def who_decides(rungs: tuple[Role, ...], holders: Mapping[Role, frozenset[int]], concerned: frozenset[int]) -> Role:
    """The first rung that somebody unconcerned holds.

    holders: who holds each rung over the person.
    :raises NobodyAbove:
    """
    for role in rungs:
        if holders.get(role, frozenset()) - concerned:
            return role
    raise NobodyAbove(say("Nobody who is not concerned stands above this person; it cannot be decided here."))


def barred(facts: EntryFacts) -> frozenset[int]:
    """Who may not decide the entry now."""
    also = {facts.staff_id, facts.proposed_by, facts.decided_by} - {None}
    return facts.concerned | {one for one in also if one is not None}


def options(facts: EntryFacts, person: Person) -> tuple[EntryOption, ...]:
    """Every act with what stands in this person's way; acts that the entry can never see are left out."""
    return tuple(EntryOption(step, obstacle(step, facts, person)) for step in STEPS if _concerns(step, facts))


def ensure(act: EntryAct, facts: EntryFacts, person: Person) -> EntryStep:
    """The row of the table, if the act is possible now.

    :raises EntryNotPossible:
    """
    step = next(step for step in STEPS if step.act is act)
    problem = obstacle(step, facts, person)
    if problem is not None:
        raise EntryNotPossible(problem)
    return step


def obstacle(step: EntryStep, facts: EntryFacts, person: Person) -> Text | None:
    """Why this person cannot do this now; None when they can."""
    if not _concerns(step, facts):
        return say("This entry does not know this act.")
    if not allowed(person.roles, step.permission):
        return say("Your role may not do this; it is for: %(roles)s.", roles=GRANTS[step.permission])
    if facts.locked and step.act not in WITHOUT_FIGURES:
        return say("The month of this entry is locked; nothing of it changes any more.")
    if facts.status not in step.begins:
        return say("Not possible while the entry is: %(status)s.", status=facts.status)
    if step.act is EntryAct.APPEAL:
        return _may_appeal(facts, person)
    return _may_decide(facts, person) if step.act in DECISIONS else _may_note(facts, person)


def _concerns(step: EntryStep, facts: EntryFacts) -> bool:
    """A reward is not appealed; only some breaches leave personnel something to decide."""
    if step.act in (EntryAct.APPEAL, EntryAct.DECIDE_APPEAL):
        return facts.kind.is_appealed
    return step.act is not EntryAct.NOTE_CONSEQUENCE or facts.has_consequence


def _may_appeal(facts: EntryFacts, person: Person) -> Text | None:
    if person.id != facts.staff_id:
        return say("Only the person it concerns may appeal.")
    return say("It was appealed once; the decision stands.") if facts.was_appealed else None


def _may_note(facts: EntryFacts, person: Person) -> Text | None:
    return say("Nobody decides a matter of their own.") if person.id in facts.concerned else None


def _may_decide(facts: EntryFacts, person: Person) -> Text | None:
    if person.id in facts.concerned or person.id == facts.staff_id:
        return say("You are concerned: somebody else decides.")
    if person.id == facts.proposed_by:
        return say("Who proposed it does not decide it.")
    if person.id == facts.decided_by:
        return say("Who confirmed it does not decide the appeal.")
    return None if holds(person, facts.decides, facts) else say("%(role)s decides this.", role=facts.decides)


def holds(person: Person, role: Role, facts: EntryFacts) -> bool:
    """Whether this person holds the role over the entry's person."""
    if role not in person.roles:
        return False
    if role is Role.SUPERVISOR:
        return person.region_id == facts.region_id
    return role is not Role.DEPARTMENT_HEAD or person.department_id == facts.department_id

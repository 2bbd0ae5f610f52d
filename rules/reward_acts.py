"""A reward to a complainant or a department: who decides it, which act is possible when, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.authority import Authority
from rules.permissions import Permission
from rules.records import RecordStep
from terms.complaint import CallBackOutcome, ComplaintKind, State
from terms.incentives import RewardBasis, RewardTo
from terms.people import Person, Role
from terms.rewards import RewardAct, RewardStatus
from terms.text import Text, say

S = RewardStatus
ANSWERED = (State.ANSWERED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class RewardFacts:
    """A reward as the table sees it; people by their ids. case: the state of the complainant's case."""

    status: RewardStatus
    decides: Role
    amount: Decimal
    proposed_by: int
    decided_by: int | None
    case: State | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a reward to a complainant rests on."""

    kind: ComplaintKind
    state: State
    anonymous: bool
    outcomes: tuple[CallBackOutcome, ...]


def who_decides(to: RewardTo, amount: Decimal, authority: Authority) -> Role:
    """Money is decided where the ladder has money decided; thanks in words by the director; a department's commendation
    by the general manager, to whom it is reported.

    Source: P06 六(5); P26 八2; PK-25, PK-28.
    """
    if to is RewardTo.DEPARTMENT:
        return Role.GENERAL_MANAGER
    return authority.cash.decides if amount else Role.DIRECTOR


def unearned(basis: RewardBasis, case: CaseFacts) -> Text | None:
    """Why the complainant has not earned it; None where they have.

    Source: P32 七1; P34 五2; PK-28, RX-30.
    """
    if case.anonymous:
        return say("Nobody knows whom to reward: the complainant gave no name.")
    if basis is RewardBasis.USEFUL_SUGGESTION:
        if case.kind is not ComplaintKind.SUGGESTION:
            return say("This case is no suggestion.")
        return None if case.state in ANSWERED else say("First answer the suggestion: say what came of it.")
    satisfied = case.outcomes and case.outcomes[-1] is CallBackOutcome.SATISFIED
    return gone(case.state) if satisfied else say("The complainant has not said to be satisfied.")


def gone(state: State | None) -> Text | None:
    """Why a case does not show any more what its complainant is rewarded for; None while it does."""
    if state is None or state in ANSWERED:
        return None
    return say("What it was for does not hold any more; the case is: %(state)s.", state=state)


def _decides(facts: RewardFacts, person: Person) -> Text | None:
    if person.id == facts.proposed_by:
        return say("Who proposed it does not decide it.")
    return None if facts.decides in person.roles else say("%(role)s decides this.", role=facts.decides)


def _approves(facts: RewardFacts, person: Person) -> Text | None:
    return _decides(facts, person) or gone(facts.case)


def _refuses(facts: RewardFacts, person: Person) -> Text | None:
    """What was approved is taken back where the case does not show it any more."""
    if facts.status is S.APPROVED and (not facts.amount or gone(facts.case) is None):
        return say("It is approved.")
    return _decides(facts, person)


def _pays(facts: RewardFacts, person: Person) -> Text | None:
    if not facts.amount:
        return say("There is nothing to pay: it was given in words.")
    if person.id in (facts.decided_by, facts.proposed_by):
        return say("Who decided it does not pay it.")
    return gone(facts.case)


STEPS: tuple[RecordStep[RewardFacts], ...] = (
    RecordStep(RewardAct.APPROVE, (S.PROPOSED,), Permission.REWARD_DECIDE, S.APPROVED, _approves),
    RecordStep(RewardAct.REFUSE, (S.PROPOSED, S.APPROVED), Permission.REWARD_DECIDE, S.REFUSED, _refuses),
    RecordStep(RewardAct.PAY, (S.APPROVED,), Permission.CASH_PAY, S.PAID, _pays),
)

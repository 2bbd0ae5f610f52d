"""Who has earned a reward, and which sanction may be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rulebook.incentives import Incentives, Reward, SanctionRule
from terms.incentives import RewardBasis, RewardTo, Sanction
from terms.refusal import Refusal
from terms.text import say


class NotAllowed(Refusal):
    """The policy does not know this reward or sanction."""


@dataclass(frozen=True, slots=True)
class Earned:
    """Who has earned a reward; several where they are level."""

    reward: Reward
    by: tuple[int, ...]


def stars(scores: Mapping[int, Decimal], incentives: Incentives) -> Earned | None:
    """Who has the best customer score of the quarter; nobody scored, nobody earns it.

    Source: P23 三节2; PK-13.
    """
    reward = _by_basis(RewardBasis.QUARTERLY_SCORE, incentives)
    if reward is None or not scores:
        return None
    best = max(scores.values())
    return Earned(reward, tuple(sorted(person for person, score in scores.items() if score == best)))


def efficient(average: Mapping[int, Fraction], target: Mapping[int, Fraction], incentives: Incentives) -> Earned | None:
    """Who handles complaints in less than the target on average; exactly the target is not yet efficient.

    average, target: hours of each person; who has no target is held against none.

    Source: P23 三节2; PK-14.
    """
    reward = _by_basis(RewardBasis.EFFICIENCY, incentives)
    found = tuple(sorted(person for person, spent in average.items() if person in target and spent < target[person]))
    return Earned(reward, found) if reward and found else None


def reward_for(basis: RewardBasis, to: RewardTo, incentives: Incentives) -> Reward:
    """The reward of a pack for something done.

    Source: P32 七1; P34 五2, 七1; P26 八2; PK-25, PK-28, RX-30.
    :raises NotAllowed:
    """
    found = next((one for one in incentives.rewards if one.basis is basis and one.to is to), None)
    if found is None:
        raise NotAllowed(say("This policy has no reward for: %(basis)s.", basis=basis))
    return found


def ensure_sanction(rule: str, sanction: Sanction, incentives: Incentives) -> SanctionRule:
    """The rule under which a sanction may be given.

    Source: P16 四3; P34 七2-3; PK-26, PK-27.
    :raises NotAllowed:
    """
    found = next((one for one in incentives.sanctions if one.sanction == rule), None)
    if found is None or sanction not in found.sanctions:
        allowed = found.sanctions if found else "-"
        raise NotAllowed(
            say("For this the policy allows: %(sanctions)s.", sanctions=allowed), clause=found.clause if found else ""
        )
    return found


def _by_basis(basis: RewardBasis, incentives: Incentives) -> Reward | None:
    return next((one for one in incentives.rewards if one.basis is basis), None)

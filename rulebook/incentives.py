"""Rewards, and sanctions that are no sum of money, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.incentives import RewardBasis, RewardTo, Sanction
from terms.periods import Period


@dataclass(frozen=True, slots=True)
class Reward:
    """The documents name no sums: each reward asks for a figure and a reason when it is given."""

    reward: str
    name: Words
    to: RewardTo
    basis: RewardBasis
    every: Period
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class SanctionRule:
    """For what a sanction may be given; `sanctions` from the mildest to the hardest."""

    sanction: str
    name: Words
    sanctions: tuple[Sanction, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Incentives:
    rewards: tuple[Reward, ...]
    sanctions: tuple[SanctionRule, ...]


def parse(data: Mapping[str, object], where: str) -> Incentives:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        rewards = tuple(_reward(row) for row in topic.rows_if_any("rewards"))
        sanctions = tuple(
            SanctionRule(row.text("sanction"), row.words("name"), row.terms("sanctions", Sanction), row.text("clause"))
            for row in topic.rows_if_any("sanctions")
        )
        return Incentives(rewards, sanctions)


def _reward(row: Row) -> Reward:
    clause, reason = row.source()
    return Reward(
        reward=row.text("reward"),
        name=row.words("name"),
        to=row.term("to", RewardTo),
        basis=row.term("basis", RewardBasis),
        every=row.term("every", Period),
        clause=clause,
        reason=reason,
    )

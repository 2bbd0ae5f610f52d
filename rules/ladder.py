"""Whom the ladder asks about one proposal: the rule of authority, with the people who are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rulebook.authority import Authority
from rules.authority import Decision, Weight, who_decides
from terms.people import LADDER, Role

# Who holds each role of the ladder over the case, by their ids.
People = Mapping[Role, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ladder is asked about: the multiple, whether money is given, and what else weighs.

    one_to_many: one incident that compensates many people.
    """

    multiple: Fraction
    in_cash: bool
    one_to_many: bool
    weight: Weight


def decide(asked: Asked, *, people: People, registrar: int, proposer: int, authority: Authority) -> Decision:
    """Who decides this proposal and who co-signs, so that every signature has a person of its own.

    registrar, proposer: ids of staff. A role is concerned where one of them holds it over this case; taking a call for
    another region concerns nobody there. A role that nobody holds over the case is passed over. Where one person is all
    there is for two signatures, the co-signature goes to the next role up: nobody fills two places.

    Source: decision 5.
    :raises NobodyLeftToDecide:
    """
    hands = frozenset({registrar, proposer})
    concerned = frozenset(role for role, holders in people.items() if holders & hands)
    vacant = frozenset(role for role in LADDER if not people.get(role))
    while True:
        decision = who_decides(
            multiple=asked.multiple,
            in_cash=asked.in_cash,
            authority=authority,
            concerned=concerned,
            vacant=vacant,
            one_to_many=asked.one_to_many,
            weight=asked.weight,
        )
        if not decision.co_signers or _hands_enough(decision, people, proposer):
            return decision
        vacant |= {decision.co_signers[0]}


def remembered(people: People, *hands: int) -> dict[str, list[int]]:
    """As much of who was there as a decision can depend on, to be kept with it: whoever had a hand in it comes first.

    A proposal asks for no more signatures than the ladder has roles: so many people of a role are as good as all.
    """
    return {
        role.value: sorted(people[role], key=lambda one: (one not in hands, one))[: len(LADDER)]
        for role in LADDER
        if people.get(role)
    }


def recalled(kept: Mapping[str, list[int]]) -> People:
    """Who was there, from what was kept."""
    return {Role(role): frozenset(ids) for role, ids in kept.items()}


def _hands_enough(decision: Decision, people: People, proposer: int) -> bool:
    """Whether every signature finds somebody else; the clerk's is the proposer's (P06 六(1))."""
    decider = frozenset({proposer}) if decision.decides is Role.CLERK else people[decision.decides]
    signers = [decider, *(people[role] for role in decision.co_signers)]
    return any(len(set(choice)) == len(choice) for choice in product(*signers))

"""Whom the ladder asks about one proposal: the rule, with the people who are there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from models import Complaint, Staff
from rulebook import Book
from rules.authority import Decision, largest, who_decides
from terms.people import LADDER, Role
from workflows.settlements.lines import Products, Proposal, multiples

# Who holds each role of the ladder over the case, by their ids.
People = Mapping[Role, frozenset[int]]


def decide(
    case: Complaint,
    proposal: Proposal,
    products: Products,
    *,
    people: People,
    registrar: Staff,
    proposer: Staff,
    book: Book,
) -> Decision:
    """Who decides this proposal and who co-signs, so that every signature has a person of its own.

    A role is concerned where the registrar or the proposer holds it over this case; taking a call for another region
    concerns nobody there. A role that nobody holds over the case is passed over. Where one person is all there is for
    two signatures, the co-signature goes to the next role up: nobody fills two places.

    Source: decision 5.
    :raises NobodyLeftToDecide:
    """
    hands = frozenset({registrar.id, proposer.id})
    concerned = frozenset(role for role, holders in people.items() if holders & hands)
    vacant = frozenset(role for role in LADDER if not people.get(role))
    while True:
        decision = who_decides(
            multiple=largest(multiples(proposal, products)),
            in_cash=proposal.in_cash,
            authority=book.authority,
            concerned=concerned,
            vacant=vacant,
            one_to_many=case.consumers > 1,
        )
        if not decision.co_signers or _hands_enough(decision, people, proposer):
            return decision
        vacant |= {decision.co_signers[0]}


def _hands_enough(decision: Decision, people: People, proposer: Staff) -> bool:
    """Whether every signature finds somebody else; the clerk's is the proposer's (P06 六(1))."""
    decider = frozenset({proposer.id}) if decision.decides is Role.CLERK else people[decision.decides]
    signers = [decider, *(people[role] for role in decision.co_signers)]
    return any(len(set(choice)) == len(choice) for choice in product(*signers))

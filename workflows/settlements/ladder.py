"""Whom the ladder asks about one proposal on a case."""

from __future__ import annotations

from decimal import Decimal

from models import Complaint, Staff
from rulebook import Book
from rules import ladder
from rules.authority import Decision, Weight, largest
from rules.ladder import Asked, People
from workflows.settlements.lines import Products, Proposal, bottles_given, multiples

__all__ = ["People", "decide", "worth"]


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
    """Who decides this proposal and who co-signs. people: who holds each role of the ladder over the case.

    :raises NobodyLeftToDecide:
    """
    cash = sum((line.cash for line in proposal.lines), Decimal(0))
    asked = Asked(
        multiple=largest(multiples(proposal, products)),
        in_cash=proposal.in_cash,
        one_to_many=case.consumers > 1,
        weight=Weight(amount=worth(proposal, products), cash=cash, people=case.consumers, kind=case.kind),
    )
    return ladder.decide(asked, people=people, registrar=registrar.id, proposer=proposer.id, authority=book.authority)


def worth(proposal: Proposal, products: Products) -> Decimal:
    """What the proposal gives in all, in yuan: goods at today's prices, and money."""
    goods = (
        products[line.product_id].price * bottles_given([line], products) for line in proposal.goods if line.product_id
    )
    return sum((*goods, *(line.cash for line in proposal.lines)), Decimal(0))

"""What would follow from a proposal, before it is made: the same questions the use-case will ask."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from admin_views.propose_form import ProposeForm
from models import Complaint, Product, Staff, db
from queries.capacity import holders_by_role
from queries.people import names_by_role
from queries.rulebook import judged_under
from rulebook import Book
from rules.authority import Decision, largest
from rules.returns import ReturnAnswer, beside_ladder
from rules.statutes import warnings
from terms.people import Role
from terms.refusal import Refusal
from terms.text import Text
from terms.trade import Unit
from workflows.settlements.ladder import decide
from workflows.settlements.lines import Products, Proposal, ProposedLine, multiples
from workflows.settlements.propose import eligibility


@dataclass(frozen=True)
class Weighed:
    """multiple, decision: None while the lines say too little; refusal: why nothing can be decided.

    cash: yuan in all. people: the holders of the roles that would sign. fits: how the return rules and the ladder go
    together. warned: where the law may give more.
    """

    multiple: Fraction | None
    cash: Decimal
    decision: Decision | None
    refusal: Refusal | None
    answer: ReturnAnswer | None
    people: dict[Role, list[str]]
    fits: tuple[Text, ...]
    warned: tuple[Text, ...]


def weigh(form: ProposeForm, case: Complaint, proposer: Staff) -> Weighed:
    """The proposal on the form, weighed as it stands."""
    book = judged_under(db.session(), case.rulebook_issue)
    proposal = form.proposal()
    products = _products(proposal)
    try:
        times = largest(multiples(proposal, products)) if proposal.lines else None
        decision = _decide(case, proposal, products, proposer, book) if proposal.lines else None
        refusal = None
    except Refusal as found:
        times, decision, refusal = None, None, found
    answer = eligibility(case, proposal, book)
    roles = {decision.decides, *decision.co_signers} if decision else set()
    return Weighed(
        multiple=times,
        cash=sum((line.cash for line in proposal.lines), Decimal(0)),
        decision=decision,
        refusal=refusal,
        answer=answer,
        people=names_by_role(db.session(), case, roles),
        fits=beside_ladder(answer, signers=roles, times=times or Fraction(0)) if answer else (),
        warned=_warned(answer, case, proposal, products),
    )


def recheck(case: Complaint) -> tuple[ReturnAnswer | None, tuple[Text, ...]]:
    """The return rules' answer to the settlement that waits, and where the law may give more."""
    settlement = case.settlement
    if settlement is None:
        return None, ()
    lines = tuple(
        ProposedLine(
            remedy=line.remedy,
            product_id=line.product_id,
            exchanged_quantity=line.exchanged_quantity,
            compensated_quantity=line.compensated_quantity,
            unit=line.unit,
            cash=line.cash,
        )
        for line in settlement.lines
    )
    proposal = Proposal(lines, settlement.reason)
    answer = eligibility(case, proposal, judged_under(db.session(), case.rulebook_issue))
    products = {line.product_id: line.product for line in settlement.lines if line.product and line.product_id}
    return answer, _warned(answer, case, proposal, products)


def _decide(case: Complaint, proposal: Proposal, products: Products, proposer: Staff, book: Book) -> Decision:
    return decide(
        case,
        proposal,
        products,
        people=holders_by_role(db.session(), case),
        registrar=case.registered_by,
        proposer=proposer,
        book=book,
    )


def _products(proposal: Proposal) -> Products:
    wanted = {line.product_id for line in proposal.lines if line.product_id is not None}
    return {row.id: row for row in db.session.scalars(select(Product).where(Product.id.in_(wanted)))} if wanted else {}


def _warned(answer: ReturnAnswer | None, case: Complaint, proposal: Proposal, products: Products) -> tuple[Text, ...]:
    """Where a statutory floor lies above what is given, both in yuan at list price."""
    if answer is None or case.product is None:
        return ()
    given = sum((_worth(line, products) for line in proposal.lines), Decimal(0))
    return warnings(answer.statutory, given=given, price=case.product.price * case.bottles)


def _worth(line, products: Products) -> Decimal:
    product = products.get(line.product_id)
    if product is None:
        return line.cash
    per = product.units_per_case if line.unit is Unit.CASE else 1
    return line.cash + product.price * line.compensated_quantity * per

"""Propose what is given; the ladder says who signs and where it is filed (P06 六)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Complaint, Product, Settlement, SettlementLine, Signature, Staff
from queries.capacity import holders_by_role
from queries.rulebook import judged_under
from rulebook import Book
from rules.authority import Decision, largest
from rules.ladder import remembered
from rules.lifecycle import Viewer
from rules.returns import ReturnAnswer, ReturnRequest, beyond_one_for_one, expiry, judge
from terms.complaint import Act, SettlementStatus, SignaturePart, Verdict
from terms.people import Role
from terms.refusal import Refusal
from terms.returns import ReturnOutcome, stated_promotion
from terms.text import Text, say
from workflows import audit
from workflows.case import begin, move, stop_for, take_case
from workflows.rows import NotFound
from workflows.settlements.ladder import People, decide, worth
from workflows.settlements.lines import Products, Proposal, ProposedLine, check_lines, multiples
from workflows.transaction import transaction
from workflows.words import need


class NotEligible(Refusal):
    """The return rules refuse what the proposal gives."""


def propose(
    session: Session,
    *,
    complaint_id: int,
    proposal: Proposal,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Settlement:
    """Propose one settlement and open the signatures it needs.

    A clerk's proposal in band 1 is the clerk's signature (P06 六(1)).

    :raises NotPossible, WordsMissing, IncompleteLine, NotEligible, NobodyLeftToDecide, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        book = judged_under(session, case.rulebook_issue)
        need(reason=proposal.reason)
        products = _products(session, proposal)
        people = holders_by_role(session, case)
        settlement = proposed(
            session, case, by, proposal, products=products, people=people, book=book, actor=actor, at=at,
            registrar=case.registered_by,
        )  # fmt: skip
        session.flush()
    return settlement


def proposed(
    session: Session,
    case: Complaint,
    by: Viewer,
    proposal: Proposal,
    *,
    products: Products,
    people: People,
    book: Book,
    registrar: Staff,
    actor: Staff,
    at: datetime,
) -> Settlement:
    """The step itself. products: by id; people: who holds each role of the ladder over this case, by their ids."""
    step = begin(case, Act.PROPOSE, by)
    check_lines(case, proposal, products)
    answer = eligibility(case, proposal, book)
    if answer is not None and answer.outcome in (ReturnOutcome.REFUSED, ReturnOutcome.QUARTERLY_ALLOWANCE):
        raise NotEligible(why_not(answer), clause=answer.clause)
    times = largest(multiples(proposal, products))
    if answer is not None and beyond_one_for_one(case.customer_kind, answer, times, book.returns):
        raise NotEligible(say("A dealer's leaking cans are replaced one for one."), clause=answer.clause)
    decision = decide(case, proposal, products, people=people, registrar=registrar, proposer=actor, book=book)
    settlement = _settlement(case, proposal, products, decision, actor, at)
    settlement.holders = remembered(people, registrar.id, actor.id)
    _sign_own(settlement, actor, at)
    stop_for(case, Act.PROPOSE, at)
    move(case, step.to, at)
    audit.record(
        session, "settlement.proposed", case, actor, at, decision.clause, note=proposal.reason,
        more={"multiple": settlement.multiple, "decides": decision.decides, "cash": settlement.cash},
    )  # fmt: skip
    return settlement


def eligibility(case: Complaint, proposal: Proposal, book: Book) -> ReturnAnswer | None:
    """What the return rules say of giving goods in this case; None when no goods are given."""
    if case.product is None or not proposal.goods:
        return None
    return judge(return_request(case, proposal, case.product), book.returns, book.statutes, book.calendar)


def return_request(case: Complaint, proposal: Proposal, product: Product) -> ReturnRequest:
    """The case as the return rules see it, on the day of registration; a dealer's packs are its bottles.

    Another product in a line is another variety, whether the proposal says so or not (P11 〈一〉3).
    """
    other = proposal.other_variety or any(line.product_id != product.id for line in proposal.goods)
    return ReturnRequest(
        customer=case.customer_kind,
        package=product.package,
        fault=case.fault,
        on=case.registered_on,
        expires_on=expiry(case.produced_on, product.shelf_life_days) if case.produced_on else None,
        produced_on=case.produced_on,
        purchased_on=case.purchased_on,
        quantity=case.bottles,
        reason=case.description,
        promotion=stated_promotion(case.promotion),
        gifts_returned=proposal.gifts_returned,
        same_product=not other,
    )


def why_not(answer: ReturnAnswer) -> Text:
    """The first needed condition that is not met, or what is done instead, as the sentence of a refusal."""
    unmet = (condition.said for condition in answer.conditions if condition.needed and condition.met is False)
    return next(unmet, answer.conditions[0].text)


def _products(session: Session, proposal: Proposal) -> Products:
    wanted = {line.product_id for line in proposal.lines if line.product_id is not None}
    found = {row.id: row for row in session.scalars(select(Product).where(Product.id.in_(wanted)))}
    if wanted - found.keys():
        text = say("This product does not exist.")
        raise NotFound(text, fields=(("lines", text),))
    return found


def _settlement(
    case: Complaint, proposal: Proposal, products: Products, decision: Decision, actor: Staff, at: datetime
) -> Settlement:
    times = largest(multiples(proposal, products))
    settlement = Settlement(
        proposed_by_id=actor.id,
        proposed_at=at,
        reason=proposal.reason,
        multiple_numerator=times.numerator,
        multiple_denominator=times.denominator,
        cash=sum((line.cash for line in proposal.lines), Decimal(0)),
        worth=worth(proposal, products),
        status=SettlementStatus.PROPOSED,
        decides=decision.decides,
        file_at=decision.file_at,
        needs_goods_received=decision.needs_goods_received,
        clause=decision.clause,
        filing_clause=decision.filing_clause,
    )
    settlement.lines = [_line(line, products) for line in proposal.lines]
    settlement.signatures = [
        Signature(part=part, role=role, verdict=Verdict.PENDING, comment="", clause=clause)
        for part, role, clause in _asked(decision)
    ]
    case.settlements.append(settlement)
    return settlement


def _asked(decision: Decision) -> list[tuple[SignaturePart, Role, str]]:
    co_signs = [(SignaturePart.CO_SIGNS, role, decision.filing_clause) for role in decision.co_signers]
    return [(SignaturePart.DECIDES, decision.decides, decision.clause), *co_signs]


def _line(line: ProposedLine, products: Products) -> SettlementLine:
    return SettlementLine(
        remedy=line.remedy,
        product=products[line.product_id] if line.product_id is not None else None,
        exchanged_quantity=line.exchanged_quantity,
        compensated_quantity=line.compensated_quantity,
        unit=line.unit,
        cash=line.cash,
        note=line.note,
    )


def _sign_own(settlement: Settlement, actor: Staff, at: datetime) -> None:
    """Band 1 asks for the clerk's signature: proposing is signing."""
    for row in settlement.signatures:
        if row.part is SignaturePart.DECIDES and row.role is Role.CLERK:
            row.verdict, row.signer_id, row.signed_at = Verdict.SIGNED, actor.id, at

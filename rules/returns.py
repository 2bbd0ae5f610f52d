"""Whether goods are taken back, what is given for them, and who approves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rulebook.calendars import WorkCalendar
from rulebook.law import Statutes
from rulebook.returns import Eligibility, Need, Returns
from rules import statutes as law
from rules.calendar import add_working_days
from rules.rounds import plus_months
from rules.shelf_life import last_day_to_return
from terms.people import LADDER, Role
from terms.returns import (
    ReturnApprover,
    ReturnFact,
    ReturnNeed,
    ReturnOutcome,
    ReturnRemedy,
    ReturnWish,
    TermUnit,
)  # fmt: skip
from terms.text import Text, say
from terms.trade import CustomerKind, Fault, Package


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """What is brought back, and what the application states.

    None means not stated. promotion: "" states that there was none.
    quantity: packs of one specification. same_product: the same product is wanted for it.
    wish: goods exchanged, or returned under 〈一〉4.
    proof, evidence, test_report: papers at hand. misused: the user did the damage.
    """

    customer: CustomerKind
    package: Package
    fault: Fault
    on: date
    expires_on: date | None = None
    produced_on: date | None = None
    purchased_on: date | None = None
    quantity: int | None = None
    reason: str = ""
    promotion: str | None = None
    gifts_returned: bool | None = None
    same_product: bool = True
    wish: ReturnWish = ReturnWish.EXCHANGE
    proof: bool | None = None
    evidence: bool | None = None
    test_report: bool | None = None
    opened: bool | None = None
    original_package: bool | None = None
    misused: bool | None = None
    unrepairable: bool = False
    inspected: bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a clause.

    met: None while it cannot be told. needed: an unmet one refuses the goods; otherwise it changes the remedy
    or who approves. unmet: what is wrong, in words, where `text` would read like a condition that holds.
    """

    condition: str
    text: Text
    met: bool | None
    clause: str
    needed: bool = True
    unmet: Text | None = None

    @property
    def said(self) -> Text:
        """The condition, or what is wrong with the goods when it is not met."""
        return self.unmet if self.met is False and self.unmet is not None else self.text


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """The outcome with every condition, the clause it rests on, and what the law gives beside it."""

    outcome: ReturnOutcome
    conditions: tuple[Condition, ...]
    remedy: ReturnRemedy
    approver: ReturnApprover | None
    clause: str
    why: tuple[Text, ...]
    statutory: tuple[law.Floor, ...]
    remedies: tuple[ReturnRemedy, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """What a clause gives when its needed conditions hold."""

    outcome: ReturnOutcome
    conditions: tuple[Condition, ...]
    remedy: ReturnRemedy
    approver: ReturnApprover
    clause: str
    why: tuple[Text, ...] = ()
    others: tuple[ReturnRemedy, ...] = ()


def judge(
    request: ReturnRequest, returns: Returns, statutes: Statutes, calendar: WorkCalendar | None = None
) -> ReturnAnswer:
    """Judge one request; a needed condition that is not met refuses it.

    Dealer terms bind the customers the rulebook names; for the others the statutory floor stands beside the answer.
    calendar: for terms in working days; without one such a term cannot be told.

    Source: P11 〈一〉-〈三〉; RX-01..09, AP-10..13; P09 二4; P12 二; P17 4.3; P23 二节3; P37 八-九; P39 四; P43 5.1.6;
    RX-10..22; decisions 9 and 10.
    """
    case = _case(request, returns, calendar)
    refused = any(one.needed and one.met is False for one in case.conditions)
    return ReturnAnswer(
        outcome=ReturnOutcome.REFUSED if refused else case.outcome,
        conditions=case.conditions,
        remedy=ReturnRemedy.NONE if refused else case.remedy,
        approver=None if refused else case.approver,
        clause=_refused_by(case) if refused else case.clause,
        why=case.why,
        statutory=law.floors(
            customer=request.customer,
            fault=request.fault,
            on=request.on,
            statutes=statutes,
            purchased_on=request.purchased_on,
        ),
        remedies=() if refused else case.others or (case.remedy,),
    )


def beyond_one_for_one(customer: CustomerKind, answer: ReturnAnswer, times: Fraction, returns: Returns) -> bool:
    """Whether a dealer is given more than P11 〈二〉2 gives; quality complaints go up the ladder instead (RX-07).

    times: compensated / exchanged quantity.
    """
    one_for_one = answer.remedy is ReturnRemedy.ONE_FOR_ONE and answer.outcome is ReturnOutcome.ACCEPTED
    return one_for_one and customer in returns.binds and times > 1


def _case(request: ReturnRequest, returns: Returns, calendar: WorkCalendar | None) -> _Case:
    if request.customer in returns.binds:
        return _dealer(request, returns)
    row = next((row for row in returns.eligibility if _fits(request, row)), None)
    return _eligible(request, row, calendar) if row else _consumer(request, returns)


def _fits(request: ReturnRequest, row: Eligibility) -> bool:
    return (
        request.customer in row.customers
        and (not row.faults or request.fault in row.faults)
        and (row.misused is None or row.misused is bool(request.misused))
        and (row.unrepairable is None or row.unrepairable is request.unrepairable)
    )


def _eligible(request: ReturnRequest, row: Eligibility, calendar: WorkCalendar | None) -> _Case:
    conditions = tuple(_needed(request, need, calendar) for need in row.needs)
    why = (say("Note: %(reason)s", reason=row.reason),) if row.reason else ()
    return _Case(row.outcome, conditions, row.remedies[0], row.approver, row.clause, why, row.remedies)


def _needed(request: ReturnRequest, need: Need, calendar: WorkCalendar | None) -> Condition:
    """One condition. What nobody has said yet can still be brought and refuses nothing."""
    if need.need is ReturnNeed.WITHIN:
        return _within(request, need, calendar)
    met = {
        ReturnNeed.PROOF: request.proof,
        ReturnNeed.EVIDENCE: request.evidence,
        ReturnNeed.TEST_REPORT: request.test_report,
        ReturnNeed.ORIGINAL_PACKAGE: request.original_package,
        ReturnNeed.INSPECTED: request.inspected,
        ReturnNeed.UNOPENED: None if request.opened is None else not request.opened,
        ReturnNeed.NOT_MISUSED: None if request.misused is None else not request.misused,
    }[need.need]
    return Condition(need.need.value, say("Needed: %(need)s.", need=need.need), met=met, clause=need.clause)


def _within(request: ReturnRequest, need: Need, calendar: WorkCalendar | None) -> Condition:
    """The last day of the term is still within it; the day of the purchase does not count."""
    last = _last_day(request.purchased_on, need, calendar)
    text = say("Within %(amount)s %(unit)s of the purchase.", amount=need.amount, unit=need.unit)
    if last is not None:
        text = say(
            "Within %(amount)s %(unit)s of the purchase: by %(last)s.", amount=need.amount, unit=need.unit, last=last
        )
    return Condition(need.need.value, text, met=None if last is None else request.on <= last, clause=need.clause)


def _last_day(purchased_on: date | None, need: Need, calendar: WorkCalendar | None) -> date | None:
    if purchased_on is None:
        return None
    if need.unit is TermUnit.MONTHS:
        return plus_months(purchased_on, need.amount)
    if need.unit is TermUnit.DAYS:
        return purchased_on + timedelta(days=need.amount)
    return add_working_days(purchased_on, need.amount, calendar) if calendar else None


def expiry(produced_on: date, shelf_life_days: int) -> date:
    """The end of the shelf life: the production date and so many days."""
    return produced_on + timedelta(days=shelf_life_days)


def beside_ladder(answer: ReturnAnswer, *, signers: Collection[Role], times: Fraction) -> tuple[Text, ...]:
    """How the answer and the ladder fit: whose signature is the approval asked for, and what goes beyond the remedy.

    signers: the roles the ladder asks to sign. times: compensated / exchanged quantity.

    Source: decided, `rulebook/packs/food/pack.toml`: one settlement is not approved twice.
    """
    texts: list[Text] = []
    highest = max(signers, key=LADDER.index, default=None)
    if answer.approver in (ReturnApprover.MARKETING_CENTRE, ReturnApprover.LEADERSHIP) and highest is not None:
        text = say(
            "The signature of %(role)s on this settlement is that approval; no other is asked for.", role=highest
        )
        texts.append(text)
    if answer.remedy is ReturnRemedy.ONE_FOR_ONE and times > 1:
        texts.append(
            say(
                "The return rules give one for one; whether more is given, %(times)s× in all, the ladder decides.",
                times=times,
            )
        )
    return tuple(texts)


def _refused_by(case: _Case) -> str:
    return next(one.clause for one in case.conditions if one.needed and one.met is False)


def _dealer(request: ReturnRequest, returns: Returns) -> _Case:
    glass, can = returns.glass, returns.leaking_can
    if (request.package, request.fault) == (glass.package, glass.fault):
        return _glass(returns)
    if (request.package, request.fault) == (can.package, can.fault):
        return _leaking_can(request, returns)
    if request.fault in returns.damaged_packs.faults:
        return _damaged_packs(request, returns)
    if request.fault in returns.quality.faults:
        return _quality(request, returns)
    return _exchange_or_return(request, returns)


def _glass(returns: Returns) -> _Case:
    rule = returns.glass
    text = say(
        "Glass breakage is compensated each quarter at %(per_mille)s per mille; no exchange.", per_mille=rule.per_mille
    )
    conditions = (Condition("quarterly_allowance", text, met=True, clause=rule.clause, needed=False),)
    return _Case(ReturnOutcome.QUARTERLY_ALLOWANCE, conditions, ReturnRemedy.ALLOWANCE, rule.approver, rule.clause)


def _leaking_can(request: ReturnRequest, returns: Returns) -> _Case:
    rule = returns.leaking_can
    form = Condition(
        "supervisor_form", say("The regional supervisor fills in the form and signs it."), met=None, clause=rule.clause
    )
    conditions = (_within_shelf_life(request, returns), form)
    return _Case(
        ReturnOutcome.ACCEPTED, conditions, ReturnRemedy.ONE_FOR_ONE, rule.approver, rule.clause, (_no_months(returns),)
    )


def _damaged_packs(request: ReturnRequest, returns: Returns) -> _Case:
    rule = returns.damaged_packs
    few = None if request.quantity is None else request.quantity < rule.direct_below
    text = say("Fewer than %(number)s packs of one specification are replaced directly.", number=rule.direct_below)
    conditions = (
        _within_shelf_life(request, returns),
        Condition("few_packs", text, met=few, clause=rule.clause, needed=False),
    )
    outcome = ReturnOutcome.ACCEPTED if few else ReturnOutcome.NEEDS_APPROVAL
    approver = rule.direct_approver if few else rule.approver
    return _Case(outcome, conditions, ReturnRemedy.NEW_PACKAGE, approver, rule.clause, (_no_months(returns),))


def _quality(request: ReturnRequest, returns: Returns) -> _Case:
    rule = returns.quality
    text = say("The regional supervisor fills in the form; the marketing centre replies before it is handled.")
    conditions = (
        _within_shelf_life(request, returns),
        Condition("marketing_centre_reply", text, met=None, clause=rule.clause),
    )
    return _Case(
        ReturnOutcome.NEEDS_APPROVAL,
        conditions,
        ReturnRemedy.ONE_FOR_ONE,
        rule.approver,
        rule.clause,
        (_no_months(returns),),
    )


def _exchange_or_return(request: ReturnRequest, returns: Returns) -> _Case:
    rule = returns.application
    back = request.wish is ReturnWish.RETURN
    conditions = (
        _months_left(request, returns),
        *(_fact(request, fact, rule.clause) for fact in rule.facts),
        *_gifts(request, returns),
        *(_same_variety(request, returns) if back else _same_product(request, returns)),
        *_discounted_swap(request, returns),
    )
    remedy = ReturnRemedy.SAME_PRODUCT if request.same_product else ReturnRemedy.DISCOUNTED_SWAP
    clause = returns.return_clause if back else returns.exchange_clause
    return _Case(ReturnOutcome.NEEDS_APPROVAL, conditions, remedy, rule.approver, clause)


def _months_left(request: ReturnRequest, returns: Returns) -> Condition:
    """Exactly so many months are enough."""
    rule = returns.shelf_life
    if request.expires_on is None:
        text = say("At least %(months)s months remain before the end of the shelf life.", months=rule.months)
        return Condition("months_left", text, met=None, clause=rule.clause)
    last = last_day_to_return(request.expires_on, rule.months)
    text = say(
        "At least %(months)s months remain before the end of the shelf life (%(expires)s): by %(last)s.",
        months=rule.months, expires=request.expires_on, last=last,
    )  # fmt: skip
    unmet = say(
        "Too late: less than %(months)s months remain before the end of the shelf life (%(expires)s); the last day to "
        "bring the goods back was %(last)s.",
        months=rule.months, expires=request.expires_on, last=last,
    )  # fmt: skip
    return Condition("months_left", text, met=request.on <= last, clause=rule.clause, unmet=unmet)


def _fact(request: ReturnRequest, fact: ReturnFact, clause: str) -> Condition:
    stated = {
        ReturnFact.REASON: bool(request.reason.strip()),
        # A pack that shows when it expires usually shows the production date too: to be read, not refused.
        ReturnFact.PRODUCED_ON: True if request.produced_on else None if request.expires_on else False,
        ReturnFact.PURCHASED_ON: request.purchased_on is not None,
        ReturnFact.PROMOTION: request.promotion is not None,
    }
    text, unmet = (
        say("The application states: %(fact)s.", fact=fact),
        say("The application does not state: %(fact)s.", fact=fact),
    )
    return Condition(f"states_{fact}", text, met=stated[fact], clause=clause, unmet=unmet)


def _gifts(request: ReturnRequest, returns: Returns) -> tuple[Condition, ...]:
    """Goods swapped one for one keep their promotion; returned or swapped goods give the gifts back."""
    kept = request.wish is ReturnWish.EXCHANGE and request.same_product and request.gifts_returned is None
    if not request.promotion or kept:
        return ()
    clause = returns.return_clause if request.wish is ReturnWish.RETURN else returns.exchange_clause
    text = say("The promotional goods come back with them (%(promotion)s).", promotion=request.promotion)
    unmet = say("The promotional goods do not come back with them (%(promotion)s).", promotion=request.promotion)
    return (Condition("gifts_returned", text, met=request.gifts_returned, clause=clause, unmet=unmet),)


def _same_product(request: ReturnRequest, returns: Returns) -> tuple[Condition, ...]:
    text = say("Exchanged for the same product only.")
    return (Condition("same_product", text, met=request.same_product, clause=returns.exchange_clause, needed=False),)


def _same_variety(request: ReturnRequest, returns: Returns) -> tuple[Condition, ...]:
    text = say("Distributors and wholesalers are given the same variety.")
    return (
        Condition("same_variety", text, met=request.same_product, clause=returns.same_variety_clause, needed=False),
    )


def _discounted_swap(request: ReturnRequest, returns: Returns) -> tuple[Condition, ...]:
    if request.same_product:
        return ()
    text = say("Another variety only if really needed: the goods are discounted, and what is given has no promotion.")
    return (Condition("discounted_swap", text, met=True, clause=returns.exchange_clause, needed=False),)


def _within_shelf_life(request: ReturnRequest, returns: Returns) -> Condition:
    """The last day of the shelf life is still within it."""
    met = None if request.expires_on is None else request.on <= request.expires_on
    text = say("The goods are within their shelf life.")
    unmet = say("The goods are past their shelf life: it ended on %(day)s.", day=request.expires_on)
    return Condition("within_shelf_life", text, met=met, clause=returns.fault_clause, unmet=unmet)


def _no_months(returns: Returns) -> Text:
    return say("Note: %(reason)s", reason=returns.fault_reason)


def _consumer(request: ReturnRequest, returns: Returns) -> _Case:
    faulty = request.fault in returns.quality.faults | returns.damaged_packs.faults
    rule = returns.consumer_fault if faulty else returns.consumer_other
    outcome = ReturnOutcome.ACCEPTED if faulty else ReturnOutcome.NEEDS_APPROVAL
    remedy = ReturnRemedy.ONE_FOR_ONE if faulty else ReturnRemedy.SAME_PRODUCT
    text = say("The return terms of dealers do not bind %(customer)s.", customer=request.customer)
    conditions = (Condition("dealer_terms", text, met=True, clause=rule.clause, needed=False),)
    return _Case(
        outcome, conditions, remedy, rule.approver, rule.clause, (say("Note: %(reason)s", reason=rule.reason),)
    )

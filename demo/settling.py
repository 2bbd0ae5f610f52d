"""What is given and who signs for it: proposed, signed, returned for correction, refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from demo.dice import one
from demo.handling import leaking_can_of_dealer
from demo.story import Story
from demo.telling import Life
from models import Signature
from terms.complaint import Act, Remedy, SettlementStatus, State, Verdict
from terms.people import Role
from terms.returns import stated_promotion
from workflows.executions.carry_out import goods_received
from workflows.settlements.lines import Proposal, ProposedLine
from workflows.settlements.sign import given
from workflows.settlements.take_back import taken_back

# A settlement is returned at most so often.
CORRECTIONS = 2
AMOUNTS = (50, 80, 100, 150, 200, 300, 500, 1000)


def settle(story: Story) -> Life:
    """Propose and sign until a settlement is approved; after a refusal one for one is proposed."""
    times = (
        Fraction(1)
        if leaking_can_of_dealer(story)
        else story.ending.times or Fraction(one(story.rng, story.desk.company.times))
    )
    cash = story.ending.cash or story.happens(story.desk.company.cash_share)
    refund = bool(story.desk.company.refunds) and story.happens(story.desk.company.refunds)
    while story.case.state is not State.APPROVED:
        if bool(story.case.settlements) is story.ending.sent_back:
            story.stop_before(Act.PROPOSE)
        yield story.next()
        story.desk.propose(story.case, story.handler, _refund(story) if refund else _proposal(story, times, cash=cash))
        yield from _signatures(story)
        if story.settlement.status is SettlementStatus.REFUSED:
            times, cash, refund = Fraction(1), False, False


def _proposal(story: Story, times: Fraction, *, cash: bool) -> Proposal:
    case = story.case
    if case.product_id is None:
        return Proposal((ProposedLine(remedy=Remedy.APOLOGY, note="当面致歉"),), "服务不到位，致歉并整改")
    amount = case.quantity * times
    back = int(amount) if amount.denominator == 1 else case.quantity * 2
    goods = ProposedLine(
        remedy=Remedy.EXCHANGE if back <= case.quantity else Remedy.REPLACEMENT,
        product_id=case.product_id,
        exchanged_quantity=case.quantity,
        compensated_quantity=back,
        unit=case.unit,
    )
    money = ProposedLine(remedy=Remedy.CASH, cash=Decimal(story.rng.choice(AMOUNTS)), note="误工及交通补偿")
    reason = "核实属实，等量调换" if back <= case.quantity else f"核实属实，按{back / case.quantity:g}倍赔偿"
    lines = (goods, money) if cash else (goods,)
    return Proposal(lines, reason, gifts_returned=True if stated_promotion(case.promotion) else None)


def _refund(story: Story) -> Proposal:
    """The goods are paid back; of a service nothing is."""
    case = story.case
    if case.product is None:
        return _proposal(story, Fraction(1), cash=False)
    paid = case.product.price * case.quantity
    return Proposal((ProposedLine(remedy=Remedy.REFUND, product_id=case.product_id, cash=paid),), "核实属实，退货退款")


def _signatures(story: Story) -> Life:
    """Everybody the ladder names, in some order, until all have signed or somebody says no."""
    if story.happens(0.8):
        yield from _take_back(story)
    while story.case.state is State.PROPOSED:
        row = _next_signature(story)
        if row.role is story.settlement.decides and story.settlement.needs_goods_received:
            yield from _receive_goods(story)
        if not story.ending.sent_back:
            story.stop_before(Act.SIGN, row.role)
        yield story.next(15, 150)
        _sign(story, row.role)


def _take_back(story: Story) -> Life:
    """The handler has found a mistake before anybody signed the last place."""
    yield story.next(5, 40)
    story.do(taken_back, story.handler, reason="数量填写有误，撤回重报")


def _next_signature(story: Story) -> Signature:
    pending = [row for row in story.settlement.signatures if row.verdict is Verdict.PENDING]
    others = [row for row in pending if row.role is not story.ending.role]
    return story.rng.choice(others or pending)


def _sign(story: Story, role: Role) -> None:
    verdict, comment = Verdict.SIGNED, story.words.one_of(story.rng, "agreed")
    if story.ending.sent_back or (story.happens(2) and len(story.case.settlements) <= CORRECTIONS):
        verdict, comment = Verdict.SENT_BACK, story.words.one_of(story.rng, "send_back")
    elif story.settlement.multiple > 1 and story.happens(0.9):
        verdict, comment = Verdict.REFUSED, story.words.one_of(story.rng, "refusals")
    story.do(given, story.desk.signer(story.case, role), verdict=verdict, comment=comment)


def _receive_goods(story: Story) -> Life:
    if story.case.goods_received_at is None:
        story.stop_before(Act.RECEIVE_GOODS)
        yield story.later(240, 1100) if story.free else story.next()
        story.do(goods_received, story.anyone(Role.LOGISTICS), note="实物已入库，数量相符")

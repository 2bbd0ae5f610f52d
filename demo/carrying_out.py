"""From the approved settlement to the result: filed, paid, handed over, proved, reported."""

from __future__ import annotations

from random import Random

from demo.bills import bill
from demo.course import agree
from demo.papers import form_life, place_at_filing
from demo.story import Story
from demo.suppliers import supplier_of
from demo.telling import Life
from models import Staff
from terms.complaint import Act, Remedy
from terms.costs import CostKind
from terms.people import FILES_AS, Office, Role
from workflows.complaints.answer import answered
from workflows.executions.carry_out import handed_over, paid, proved


def carry_out(story: Story) -> Life:
    """Everything the settlement asks for, in the order in which it is possible."""
    yield from agree(story)
    yield from _file(story)
    order = story.settlement.execution
    assert order is not None
    if order.needs_cash:
        yield from _pay(story)
    if order.needs_goods:
        yield from _hand_over(story)
    yield from _prove(story)


def report(story: Story) -> Life:
    """The result goes to the general office."""
    story.stop_before(Act.ANSWER)
    yield story.next()
    story.do(answered, story.handler, act=Act.ANSWER, result=_result(story))


def _file(story: Story) -> Life:
    story.stop_before(Act.FILE)
    yield story.next(10, 90)
    office = story.settlement.file_at
    own = Random(f"{story.case.number} 处理单")  # noqa: S311  so that no other strand's dice fall differently
    story.desk.file(story.case, _filing_clerk(story), place_at_filing(own, story.words, office.zh))
    story.desk.telling.begin(form_life(story.desk, own, story.case))


def _filing_clerk(story: Story) -> Staff:
    """Sales administration files its own department's papers; the general office whatever comes."""
    office = story.settlement.file_at
    within = story.case.department_id if office is Office.SALES_ADMINISTRATION else None
    return story.desk.house.at(FILES_AS[office], department_id=within)[0]


def _pay(story: Story) -> Life:
    story.stop_before(Act.PAY)
    yield story.next(30, 300)
    voucher = f"FK{story.desk.now:%y%m%d}{story.case.id % 1000:03d}"
    story.do(paid, story.anyone(Role.FINANCE), voucher=voucher)


def _hand_over(story: Story) -> Life:
    story.stop_before(Act.HAND_OVER)
    yield story.next(20, 150)
    carrier, own = story.words.one_of(story.rng, "carriers"), Random(f"{story.case.number} 库存")  # noqa: S311  as above
    supplier = supplier_of(own, story.desk.stock, story.desk.house, story.case)
    story.do(handed_over, story.anyone(Role.LOGISTICS), carrier=carrier, supplier_id=supplier)
    own = Random(f"{story.case.number} 运费")  # noqa: S311  as above
    story.desk.telling.begin(bill(story.desk, own, story.case, CostKind.FREIGHT))


def _prove(story: Story) -> Life:
    story.stop_before(Act.PROVE)
    yield story.next(20, 150)
    name = story.case.complainant_name or "投诉人"
    story.do(proved, story.handler, received_by=name, proof=story.words.one_of(story.rng, "proofs"))


def _result(story: Story) -> str:
    line, cash = story.settlement.lines[0], story.settlement.cash
    if line.remedy is Remedy.APOLOGY:
        return "已致歉并说明整改措施"
    unit = line.unit.zh
    money = f"，另付现金{cash}元" if cash else ""
    if line.compensated_quantity <= line.exchanged_quantity:
        return f"已调换{line.exchanged_quantity}{unit}{money}"
    return f"调换{line.exchanged_quantity}{unit}，共赔付{line.compensated_quantity}{unit}{money}"

"""One case with everything its page tells, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Complaint, Customer, Settlement, SettlementLine, Staff
from queries import repeats
from queries.people import names_by_role
from queries.rulebook import judged_under
from queries.scope import visible
from rules.authority import Decision, Weight, who_decides
from rules.turns import Turn
from terms.people import LADDER, Role
from terms.refusal import Refusal
from terms.trade import Unit

# Every relation a case's page and papers show; lists cost one statement each.
WHOLE = (
    "customer.distributor", "product", "batch", "region", "department", "registered_by", "assigned_to",
    "goods_received_by", "repeat_of", "merged_into", "clocks.escalations", "time_marks.by",
    "extensions.asked_by", "extensions.decided_by", "duties_done.done_by", "contacts.contacted_by", "findings.found_by",
    "settlements.proposed_by", "settlements.lines.product", "settlements.signatures.signer",
    "settlements.signatures.principal", "settlements.handling_form.held_by",
    "settlements.filing.filed_by", "settlements.execution.handed_over_by",
    "settlements.execution.paid_by", "settlements.execution.proved_by", "call_backs.called_by",
    "false_reports.against", "false_reports.found_by", "attachments.added_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier cases of the same person and of the same batch that the reader may see."""

    person: list[Complaint]
    batch: list[Complaint]


def earlier(session: Session, case: Complaint, staff: Staff) -> Earlier:
    """The case's relatives, without itself."""
    person = staff.as_person()
    same = repeats.of_person(session, customer_id=case.customer_id, phone=case.complainant_phone, among=person, limit=6)
    batch = repeats.of_batch(session, batch_id=case.batch_id, among=person, limit=6) if case.batch_id else []
    return Earlier([row for row in same if row.id != case.id], [row for row in batch if row.id != case.id])


def sees_case(session: Session, case: Complaint, staff: Staff) -> bool:
    """Whether a case named on another's page is the reader's to see."""
    wanted = select(Complaint.id).where(Complaint.id == case.id)
    return session.scalar(visible(wanted, Complaint, staff.as_person())) is not None


def sees_customer(session: Session, case: Complaint, staff: Staff) -> bool:
    """Whether the case's customer is the reader's to see as well: a case may come from another region's customer."""
    if case.customer_id is None:
        return False
    wanted = select(Customer.id).where(Customer.id == case.customer_id)
    return session.scalar(visible(wanted, Customer, staff.as_person())) is not None


def explained(session: Session, case: Complaint, settlement: Settlement) -> Decision | None:
    """Why the ladder named whom it named, if the same question still has the same answer."""
    book = judged_under(session, case.rulebook_issue)
    own = (case.registered_by.roles | settlement.proposed_by.roles) & frozenset(LADDER)
    times = Fraction(settlement.multiple_numerator, settlement.multiple_denominator)
    try:
        found = who_decides(
            multiple=times,
            in_cash=settlement.cash > 0,
            authority=book.authority,
            concerned=own,
            one_to_many=case.consumers > 1,
            weight=_weight(case, settlement),
        )
    except Refusal:
        return None
    return found if found.decides is settlement.decides else None


def _weight(case: Complaint, settlement: Settlement) -> Weight:
    """What the settlement weighs beside its multiple, goods at today's prices."""
    goods = (line.product.price * _units(line) for line in settlement.lines if line.product)
    amount = sum(goods, settlement.cash)
    return Weight(amount=amount, cash=settlement.cash, people=case.consumers, kind=case.kind)


def _units(line: SettlementLine) -> int:
    assert line.product is not None
    return line.compensated_quantity * (line.product.units_per_case if line.unit is Unit.CASE else 1)


def people_of(session: Session, case: Complaint, waiting: tuple[Turn, ...]) -> dict[Role, list[str]]:
    """Who holds the roles that the settlement and the next acts name; one statement."""
    roles = {role for turn in waiting for role in turn.roles if turn.person is None}
    if case.settlement:
        roles |= {row.role for row in case.settlement.signatures}
    return names_by_role(session, case, roles)

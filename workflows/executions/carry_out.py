"""Carry out an approved and filed settlement: goods, money, proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Customer, Execution, Staff
from queries.rulebook import policy_of
from rules.lifecycle import Viewer
from terms.complaint import Act, AttachmentKind
from terms.limits import StartsAt
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from terms.trade import CustomerKind
from workflows import audit
from workflows.attachments.attach import attached, stored
from workflows.attachments.files import Storage, Upload
from workflows.case import begin, move, stop_for, take_case
from workflows.clocks import start_from
from workflows.entries import named, refused
from workflows.months.gate import demand_open
from workflows.transaction import transaction
from workflows.words import need


class NotADistributor(Refusal):
    """Goods come out of our warehouse or a distributor's, nobody else's."""


def receive_goods(
    session: Session, *, complaint_id: int, note: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Logistics confirms that the returned goods are in the warehouse (P06 六(5)).

    :raises NotPossible, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        goods_received(session, case, by, note=note, actor=actor, at=at)
    return case


def goods_received(session: Session, case: Complaint, by: Viewer, *, note: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    step = begin(case, Act.RECEIVE_GOODS, by)
    case.goods_received_at, case.goods_received_by_id = at, actor.id
    start_from(case, StartsAt.GOODS_RECEIVED, policy_of(case), at)
    audit.record(session, "complaint.goods_received", case, actor, at, step.clause, note=note)


def hand_over(
    session: Session, *, complaint_id: int, carrier: str, actor: Staff, at: datetime, supplier_id: int | None = None,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Logistics hands the goods over to whoever delivers them.

    supplier_id: the distributor who gives them out of the own stock and is replenished after the month; none: ours.

    :raises NotPossible, NotADistributor, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        _demand_distributor(named(session, Customer, supplier_id, "supplier_id", actor.as_person()))
        handed_over(session, case, by, carrier=carrier, supplier_id=supplier_id, actor=actor, at=at)
    return case


def handed_over(
    session: Session, case: Complaint, by: Viewer, *, carrier: str, actor: Staff, at: datetime,
    supplier_id: int | None = None,
) -> None:  # fmt: skip
    """The step itself."""
    step = begin(case, Act.HAND_OVER, by)
    order = _order(case)
    order.handed_over_at, order.handed_over_by_id, order.carrier = at, actor.id, carrier
    order.supplier_id = supplier_id
    stop_for(case, Act.HAND_OVER, at)
    more = {"carrier": carrier, **({"supplier_id": supplier_id} if supplier_id else {})}
    audit.record(session, "execution.handed_over", case, actor, at, step.clause, more=more)


def _demand_distributor(supplier: Customer | None) -> None:
    """:raises NotADistributor:"""
    if supplier is not None and (supplier.kind is not CustomerKind.DISTRIBUTOR or not supplier.active):
        raise refused(NotADistributor, "supplier_id", say("Choose a distributor that is in use."))


def pay(
    session: Session, *, complaint_id: int, voucher: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Finance pays the money that the general manager signed for.

    :raises NotPossible, WordsMissing, MonthLocked, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(voucher=voucher)
        demand_open(session, local_date(at), case.department_id)
        paid(session, case, by, voucher=voucher, actor=actor, at=at)
    return case


def paid(session: Session, case: Complaint, by: Viewer, *, voucher: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    step = begin(case, Act.PAY, by)
    order = _order(case)
    order.paid_at, order.paid_by_id, order.payment_voucher = at, actor.id, voucher
    stop_for(case, Act.PAY, at)
    audit.record(session, "execution.paid", case, actor, at, step.clause, more={"voucher": voucher})


def prove(
    session: Session,
    *,
    complaint_id: int,
    received_by: str,
    proof: str,
    actor: Staff,
    at: datetime,
    storage: Storage,
    uploads: list[Upload] | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Show that the consumer has what was promised: who received it, with photo or paper, or else in words.

    :raises NotPossible, WordsMissing, NotAFileWeTake, MonthLocked, ChangedMeanwhile:
    """
    with stored(uploads or [], storage) as files, transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(received_by=received_by, **({} if files else {"proof": proof}))
        demand_open(session, local_date(at), case.department_id)
        proved(session, case, by, received_by=received_by, proof=proof, actor=actor, at=at)
        attached(case, files, kind=AttachmentKind.PROOF, actor=actor, at=at)
    return case


def proved(
    session: Session, case: Complaint, by: Viewer, *, received_by: str, proof: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    step = begin(case, Act.PROVE, by)
    order = _order(case)
    order.proved_at, order.proved_by_id, order.received_by, order.proof = at, actor.id, received_by, proof
    stop_for(case, Act.PROVE, at)
    move(case, step.to, at)
    audit.record(
        session, "execution.proved", case, actor, at, step.clause, note=proof, more={"received_by": received_by}
    )


def _order(case: Complaint) -> Execution:
    """The exchange order of the settlement in force: approval has made it."""
    assert case.settlement is not None
    assert case.settlement.execution is not None
    return case.settlement.execution

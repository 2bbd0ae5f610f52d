"""Enter a new customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Customer, Staff
from rules.permissions import Permission, require
from terms.trade import CustomerGrade, CustomerKind
from workflows.customers.checks import demand_distributor, demand_new_phone, region_of
from workflows.entries import demand, demand_free, entered, phone_of
from workflows.numbers import keep_up, next_code
from workflows.pinyin import spelled
from workflows.transaction import transaction


def create(
    session: Session,
    *,
    name: str,
    kind: CustomerKind,
    region_id: int,
    actor: Staff,
    at: datetime,
    phone: str | None = None,
    contact: str = "",
    address: str = "",
    grade: CustomerGrade = CustomerGrade.NORMAL,
    distributor_id: int | None = None,
    note: str = "",
    same_phone_is_right: bool = False,
    code: str = "",
    once: str | None = None,
) -> Customer:
    """Save one customer with the next code.

    code: the one it has in the books it comes from.

    same_phone_is_right: two people share the number, and the actor says so.

    Source: P03 二4); MD-01, MD-02.
    :raises NotPermitted, Missing, NotYourRegion, SamePhone, NoDistributor, NotFound, Taken, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.CUSTOMER_WRITE)
        demand(name=name, region_id=region_id)
        region, number = region_of(session, region_id, actor), phone_of(phone)
        if not same_phone_is_right:
            demand_new_phone(session, number, kind, actor)
        demand_distributor(session, distributor_id, actor)
        row = made(
            code=_code(session, code), name=name, kind=kind, region_id=region.id, phone=number, contact=contact,
            address=address, grade=grade, distributor_id=distributor_id, note=note, actor=actor, at=at,
        )  # fmt: skip
        created(session, row, actor=actor, at=at)
    return row


def _code(session: Session, brought: str) -> str:
    if not brought:
        return next_code(session, "KH")
    demand_free(session, Customer.code, brought)
    keep_up(session, "KH", brought)
    return brought


def made(
    *,
    code: str,
    name: str,
    kind: CustomerKind,
    region_id: int,
    phone: str | None,
    actor: Staff,
    at: datetime,
    contact: str = "",
    address: str = "",
    grade: CustomerGrade = CustomerGrade.NORMAL,
    distributor_id: int | None = None,
    note: str = "",
) -> Customer:
    """The customer as it stands after it was entered; not yet in any session."""
    return Customer(
        code=code,
        name=name.strip(),
        pinyin=spelled(name),
        kind=kind,
        phone=phone,
        contact=contact,
        address=address,
        grade=grade,
        region_id=region_id,
        distributor_id=distributor_id,
        note=note,
        active=True,
        created_by_id=actor.id,
        created_at=at,
        version=1,
    )


def created(session: Session, row: Customer, *, actor: Staff, at: datetime) -> None:
    """Save the new customer and put it on record."""
    entered(session, "customer.created", row, actor=actor, at=at)

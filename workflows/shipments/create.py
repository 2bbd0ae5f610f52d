"""Enter a shipment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Shipment, Staff
from rules.permissions import Permission, require
from terms.time import local_date
from workflows.entries import demand, demand_free, entered
from workflows.months.gate import demand_open
from workflows.numbers import keep_up, next_number
from workflows.shipments.checks import batch_of, demand_customer, demand_goods
from workflows.transaction import transaction


def create(
    session: Session,
    *,
    customer_id: int,
    batch_id: int,
    shipped_on: date,
    cases: int,
    price: Decimal,
    actor: Staff,
    at: datetime,
    promotion: str = "",
    voucher: str = "",
    number: str = "",
    once: str | None = None,
) -> Shipment:
    """Save one shipment with the next number of its month. price: yuan per case.

    number: the one it has in the books it comes from.

    Source: P11 〈一〉2, 4; MD-12, MD-13.
    :raises NotPermitted, Missing, NotFound, NothingShipped, WrongDay, MonthLocked, Taken, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SHIPMENT_WRITE)
        demand(customer_id=customer_id, batch_id=batch_id, shipped_on=shipped_on, cases=cases, price=price)
        demand_customer(session, customer_id, actor)
        demand_goods(cases, shipped_on, batch_of(session, batch_id, actor), local_date(at))
        # The glass allowance of a locked month counted what had been shipped.
        demand_open(session, shipped_on)
        row = made(
            number=_number(session, number, local_date(at)), customer_id=customer_id, batch_id=batch_id, cases=cases,
            shipped_on=shipped_on, price=price, promotion=promotion, voucher=voucher,
        )  # fmt: skip
        created(session, row, actor=actor, at=at)
    return row


def _number(session: Session, brought: str, today: date) -> str:
    if not brought:
        return next_number(session, "FH", today)
    demand_free(session, Shipment.number, brought)
    keep_up(session, "FH", brought)
    return brought


def made(
    *,
    number: str,
    customer_id: int,
    batch_id: int,
    shipped_on: date,
    cases: int,
    price: Decimal,
    promotion: str = "",
    voucher: str = "",
) -> Shipment:
    """The shipment as it stands after it was entered; not yet in any session."""
    return Shipment(
        number=number,
        customer_id=customer_id,
        batch_id=batch_id,
        shipped_on=shipped_on,
        cases=cases,
        price=price,
        promotion=promotion,
        voucher=voucher,
        version=1,
    )


def created(session: Session, row: Shipment, *, actor: Staff, at: datetime) -> None:
    """Save the new shipment and put it on record."""
    entered(session, "shipment.created", row, actor=actor, at=at)

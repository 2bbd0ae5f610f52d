"""Correct a shipment's entry."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Shipment, Staff
from rules.permissions import Permission, require
from terms.time import local_date
from workflows.entries import amend, amended, demand
from workflows.months.gate import demand_open
from workflows.rows import take
from workflows.shipments.checks import batch_of, demand_customer, demand_goods
from workflows.transaction import transaction


def change(
    session: Session,
    *,
    shipment_id: int,
    customer_id: int,
    batch_id: int,
    shipped_on: date,
    cases: int,
    price: Decimal,
    actor: Staff,
    at: datetime,
    promotion: str = "",
    voucher: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Shipment:
    """Save the entry as it now reads; the number stays.

    :raises NotPermitted, Missing, NotFound, NothingShipped, WrongDay, MonthLocked, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SHIPMENT_WRITE)
        row = take(session, Shipment, shipment_id, actor=actor, seen=seen)
        demand(customer_id=customer_id, batch_id=batch_id, shipped_on=shipped_on, cases=cases, price=price)
        if customer_id != row.customer_id:
            demand_customer(session, customer_id, actor)
        demand_goods(cases, shipped_on, batch_of(session, batch_id, actor), local_date(at))
        # Neither what a locked month counted is changed, nor moved into it.
        for day in {row.shipped_on, shipped_on}:
            demand_open(session, day)
        amend(
            row,
            {
                "customer_id": customer_id, "batch_id": batch_id, "shipped_on": shipped_on, "cases": cases,
                "price": price, "promotion": promotion, "voucher": voucher,
            },
        )  # fmt: skip
        amended(session, "shipment.changed", row, actor=actor, at=at)
    return row

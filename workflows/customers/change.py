"""Correct or complete a customer's entry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Customer, Region, Staff
from rules.permissions import Permission, require
from terms.trade import CustomerGrade, CustomerKind
from workflows.customers.checks import demand_distributor, demand_new_phone, demand_own, region_of
from workflows.entries import amend, amended, demand, phone_of
from workflows.pinyin import spelled
from workflows.rows import take
from workflows.transaction import transaction


def change(
    session: Session,
    *,
    customer_id: int,
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
    seen: int | None = None,
    once: str | None = None,
) -> Customer:
    """Save the entry as it now reads. Both the region it was in and the one it goes to must be the actor's.

    :raises NotPermitted, Missing, NotYourRegion, SamePhone, NoDistributor, NotFound, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.CUSTOMER_WRITE)
        row = take(session, Customer, customer_id, actor=actor, seen=seen)
        demand(name=name, region_id=region_id)
        demand_own(session.get_one(Region, row.region_id), actor)
        number = phone_of(phone)
        if region_id != row.region_id:
            region_of(session, region_id, actor)
        if not same_phone_is_right and (number, kind) != (row.phone, row.kind):
            demand_new_phone(session, number, kind, actor, besides=row)
        if distributor_id != row.distributor_id:
            demand_distributor(session, distributor_id, actor, of=row)
        amend(
            row,
            {
                "name": name.strip(), "pinyin": spelled(name), "kind": kind, "region_id": region_id, "phone": number,
                "contact": contact, "address": address, "grade": grade, "distributor_id": distributor_id, "note": note,
            },
        )  # fmt: skip
        changed(session, row, actor=actor, at=at)
    return row


def changed(session: Session, row: Customer, *, actor: Staff, at: datetime) -> None:
    """Put the change on record."""
    amended(session, "customer.changed", row, actor=actor, at=at)

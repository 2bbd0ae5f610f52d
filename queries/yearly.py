"""A customer's years: what was delivered, what was complained about, what was given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, case, cast, extract, func, select, type_coerce
from sqlalchemy.orm import Session

from models import Complaint, Product, ServiceRecord, Settlement, SettlementLine, Shipment
from models.base import Money
from queries.repeats import GONE
from queries.scope import visible
from terms.complaint import SettlementStatus
from terms.people import Person
from terms.trade import Unit


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one customer as one person may see it.

    cases, worth: delivered cases and yuan. cash: approved compensation in money, goods: in bottles, both by the day of
    registration.
    """

    year: int
    cases: int = 0
    worth: Decimal = Decimal(0)
    complaints: int = 0
    late: int = 0
    cash: Decimal = Decimal(0)
    goods: int = 0
    services: int = 0


def years(session: Session, customer_id: int, among: Person) -> list[Year]:
    """The customer's years, newest first; years without anything are left out. Five statements."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for names, statement in (
        (("cases", "worth"), visible(_shipped(customer_id), Shipment, among)),
        (("complaints", "late"), visible(_complained(customer_id), Complaint, among)),
        (("cash",), visible(_given(customer_id), Settlement, among)),
        (("goods",), visible(_given_in_goods(customer_id), Settlement, among)),
        (("services",), visible(_served(customer_id), ServiceRecord, among)),
    ):
        for year, *values in session.execute(statement):
            found[int(year)].update(dict(zip(names, values, strict=True)))
    return [Year(year, **found[year]) for year in sorted(found, reverse=True)]


def _shipped(customer_id: int) -> Any:
    year = extract("year", Shipment.shipped_on)
    worth = type_coerce(func.sum(Shipment.cases * Shipment.price), Money)
    found: Any = select(year, func.sum(Shipment.cases), worth)
    return found.where(Shipment.customer_id == customer_id).group_by(year)


def _complained(customer_id: int) -> Any:
    year = extract("year", Complaint.registered_on)
    late = func.count().filter(Complaint.late)
    found: Any = select(year, func.count(Complaint.id), late)
    return found.where(Complaint.customer_id == customer_id, Complaint.state.not_in(GONE)).group_by(year)


def _given(customer_id: int) -> Any:
    year = extract("year", Complaint.registered_on)
    found: Any = select(year, func.sum(Settlement.cash)).join(Settlement.complaint)
    approved = Settlement.status == SettlementStatus.APPROVED
    return found.where(Complaint.customer_id == customer_id, approved).group_by(year)


def _given_in_goods(customer_id: int) -> Any:
    year = extract("year", Complaint.registered_on)
    bottles = SettlementLine.compensated_quantity * case(
        (SettlementLine.unit == Unit.CASE, Product.units_per_case), else_=1
    )
    found: Any = select(year, func.sum(bottles)).join(Settlement.complaint).join(Settlement.lines)
    found = found.join(Product, Product.id == SettlementLine.product_id)
    return found.where(Complaint.customer_id == customer_id, Settlement.status == SettlementStatus.APPROVED).group_by(
        year
    )


def _served(customer_id: int) -> Any:
    # Its number carries the company's year (FW-2026-...); the moment in the database is another clock's.
    year = cast(func.substr(ServiceRecord.number, 4, 4), Integer)
    found: Any = select(year, func.count(ServiceRecord.id))
    return found.where(ServiceRecord.customer_id == customer_id).group_by(year)

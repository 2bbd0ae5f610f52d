"""What distributors gave out for the company, line by line, and what they are owed by the quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from models import (
    Batch,
    Complaint,
    Customer,
    Execution,
    Product,
    ReplenishmentLine,
    Settlement,
    SettlementLine,
    Shipment,
)
from queries.rulebook import issue_on
from rulebook import Book
from rules.replenishment import ground_of
from terms.month import ReplenishmentGround
from terms.time import day_start, local_date
from terms.trade import CustomerKind, Unit

# How many bottles a line's unit holds.
PER_UNIT = case((SettlementLine.unit == Unit.CASE, func.coalesce(Product.units_per_case, 1)), else_=1)


@dataclass(frozen=True, slots=True)
class Given:
    """One line that a distributor gave out of the own stock; price in yuan per bottle."""

    line_id: int
    complaint_id: int
    complaint: str
    department_id: int
    proved_at: datetime
    distributor_id: int
    distributor: str
    product_id: int
    product: str
    bottles: int
    price: Decimal
    ground: ReplenishmentGround
    clause: str

    @property
    def amount(self) -> Decimal:
        return self.bottles * self.price


def usual_supplier(case: Complaint) -> int | None:
    """The distributor who usually gives a case's goods out of the own stock; none where we send them ourselves."""
    serves = case.customer_kind in (CustomerKind.CONSUMER, CustomerKind.SALES_POINT)
    distributor = case.customer.distributor if case.customer and serves else None
    return distributor.id if distributor is not None and distributor.active else None


def given(
    session: Session,
    first: date,
    until: date,
    *,
    department_id: int | None = None,
    distributor_id: int | None = None,
) -> list[Given]:
    """What was given out between two days, the second not included; by distributor, then product, then line.

    What stands on a list of replenishment stands as it was listed; the rest as the price and the policy of the day it
    was proved have it.
    """
    distributor = aliased(Customer)
    where = [Execution.proved_at >= day_start(first), Execution.proved_at < day_start(until)]
    if department_id is not None:
        where.append(Complaint.department_id == department_id)
    if distributor_id is not None:
        where.append(Execution.supplier_id == distributor_id)
    statement: Any = (
        select(
            SettlementLine.id, Complaint.id, Complaint.number, Complaint.department_id, Execution.proved_at,
            distributor.id, distributor.name, Product.id, Product.name,
            SettlementLine.compensated_quantity * PER_UNIT, Product.price,
            Complaint.customer_kind, Product.package, Complaint.fault, Complaint.rulebook_pack,
            ReplenishmentLine.bottles, ReplenishmentLine.price, ReplenishmentLine.ground, ReplenishmentLine.clause,
        )
        .select_from(Execution)
        .join(distributor, distributor.id == Execution.supplier_id)
        .join(Settlement, Settlement.id == Execution.settlement_id)
        .join(Complaint, Complaint.id == Execution.complaint_id)
        .join(SettlementLine, SettlementLine.settlement_id == Settlement.id)
        .join(Product, Product.id == SettlementLine.product_id)
        .outerjoin(ReplenishmentLine, ReplenishmentLine.settlement_line_id == SettlementLine.id)
        .where(*where, SettlementLine.compensated_quantity > 0)
        .order_by(distributor.id, Product.id, SettlementLine.id)
    )  # fmt: skip
    return [_given(session, row) for row in session.execute(statement)]


def _given(session: Session, row: Any) -> Given:
    line_id, case_id, case, department_id, proved_at, to, name, product_id, product, bottles, price, *about = row
    kind, package, fault, pack, *listed = about
    if listed[0] is not None:
        bottles, price, ground, clause = listed
    else:
        returns = issue_on(session, pack, on=local_date(proved_at)).returns
        ground, clause = ground_of(customer_kind=kind, package=package, fault=fault, returns=returns)
    return Given(
        line_id, case_id, case, department_id, proved_at, to, name, product_id, product, bottles, price, ground, clause
    )


def glass_shipped(session: Session, first: date, until: date, book: Book, *, distributor_id: int | None = None) -> (
    Mapping[int, Mapping[int, int]]
):  # fmt: skip
    """Bottles of glass products shipped to each distributor: {distributor: {product: bottles}} (P11 〈二〉3)."""
    where = [Shipment.shipped_on >= first, Shipment.shipped_on < until, Customer.kind == CustomerKind.DISTRIBUTOR]
    if distributor_id is not None:
        where.append(Shipment.customer_id == distributor_id)
    statement: Any = (
        select(Shipment.customer_id, Product.id, func.sum(Shipment.cases * Product.units_per_case))
        .join(Customer, Customer.id == Shipment.customer_id)
        .join(Batch, Batch.id == Shipment.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .where(*where, Product.package == book.returns.glass.package)
        .group_by(Shipment.customer_id, Product.id)
        .order_by(Shipment.customer_id, Product.id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for customer_id, product_id, bottles in session.execute(statement):
        found[customer_id][product_id] = int(bottles)
    return found


def glass_used(
    session: Session, first: date, until: date, book: Book, *, distributor_id: int | None = None
) -> Mapping[int, int]:
    """Broken glass bottles a distributor was given for outside the allowance, by distributor, in bottles."""
    glass = book.returns.glass
    where = [Execution.proved_at >= day_start(first), Execution.proved_at < day_start(until)]
    if distributor_id is not None:
        where.append(Complaint.customer_id == distributor_id)
    statement: Any = (
        select(Complaint.customer_id, func.sum(SettlementLine.compensated_quantity * PER_UNIT))
        .select_from(Execution)
        .join(Complaint, Complaint.id == Execution.complaint_id)
        .join(SettlementLine, SettlementLine.settlement_id == Execution.settlement_id)
        .join(Product, Product.id == SettlementLine.product_id)
        .where(
            *where, Complaint.customer_kind == CustomerKind.DISTRIBUTOR, Complaint.customer_id.is_not(None),
            Complaint.fault == glass.fault, Product.package == glass.package,
        )
        .group_by(Complaint.customer_id)
    )  # fmt: skip
    return {customer_id: int(bottles) for customer_id, bottles in session.execute(statement)}

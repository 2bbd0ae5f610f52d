"""Correct or complete a product's entry."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Product, Staff
from rules.permissions import Permission, require
from terms.trade import Package
from workflows.entries import amend, amended, demand, demand_free
from workflows.pinyin import spelled
from workflows.products.checks import demand_counts, demand_units_unused
from workflows.rows import take
from workflows.transaction import transaction


def change(
    session: Session,
    *,
    product_id: int,
    sku: str,
    name: str,
    package: Package,
    units_per_case: int,
    shelf_life_days: int,
    price: Decimal,
    actor: Staff,
    at: datetime,
    spec: str = "",
    product_line: str = "",
    active: bool = True,
    seen: int | None = None,
    once: str | None = None,
) -> Product:
    """Save the entry as it now reads. active: False offers the product no longer for new cases.

    :raises NotPermitted, Missing, Taken, NotACount, InUse, NotFound, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PRODUCT_WRITE)
        row = take(session, Product, product_id, actor=actor, seen=seen)
        demand(sku=sku, name=name, units_per_case=units_per_case, shelf_life_days=shelf_life_days, price=price)
        demand_counts(units_per_case=units_per_case, shelf_life_days=shelf_life_days)
        demand_free(session, Product.sku, sku, besides=row)
        if units_per_case != row.units_per_case:
            demand_units_unused(session, row)
        amend(
            row,
            {
                "sku": sku, "name": name, "pinyin": spelled(name), "package": package, "spec": spec, "price": price,
                "units_per_case": units_per_case, "shelf_life_days": shelf_life_days, "active": active,
                "product_line": product_line.strip(),
            },
        )  # fmt: skip
        amended(session, "product.changed", row, actor=actor, at=at)
    return row

"""Enter a new product."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Product, Staff
from rules.permissions import Permission, require
from terms.trade import Package
from workflows.entries import demand, demand_free, entered
from workflows.pinyin import spelled
from workflows.products.checks import demand_counts
from workflows.transaction import transaction


def create(
    session: Session,
    *,
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
    once: str | None = None,
) -> Product:
    """Save one product. price: yuan per bottle. active: False for one that is sold no more.

    product_line: a line of goods may have a policy of its own.

    :raises NotPermitted, Missing, Taken, NotACount, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PRODUCT_WRITE)
        demand(sku=sku, name=name, units_per_case=units_per_case, shelf_life_days=shelf_life_days, price=price)
        demand_counts(units_per_case=units_per_case, shelf_life_days=shelf_life_days)
        demand_free(session, Product.sku, sku)
        row = made(
            sku=sku, name=name, package=package, spec=spec, units_per_case=units_per_case,
            shelf_life_days=shelf_life_days, price=price, product_line=product_line, active=active,
        )  # fmt: skip
        created(session, row, actor=actor, at=at)
    return row


def made(
    *,
    sku: str,
    name: str,
    package: Package,
    units_per_case: int,
    shelf_life_days: int,
    price: Decimal,
    spec: str = "",
    product_line: str = "",
    active: bool = True,
) -> Product:
    """The product as it stands after it was entered; not yet in any session."""
    return Product(
        sku=sku.strip(),
        name=name.strip(),
        pinyin=spelled(name),
        package=package,
        spec=spec,
        units_per_case=units_per_case,
        shelf_life_days=shelf_life_days,
        price=price,
        product_line=product_line.strip(),
        active=active,
        version=1,
    )


def created(session: Session, row: Product, *, actor: Staff, at: datetime) -> None:
    """Save the new product and put it on record."""
    entered(session, "product.created", row, actor=actor, at=at)

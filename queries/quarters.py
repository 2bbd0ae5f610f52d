"""The glass allowance of a quarter, distributor by distributor, as the shipments make it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Customer, GlassQuarter, Month, Replenishment, ReplenishmentLine
from queries.months import next_month
from queries.rulebook import in_force
from queries.supplied import glass_shipped, glass_used
from rules.allowance import allowance, closes_quarter, quarter_of, shared_out
from terms.month import ReplenishmentGround


@dataclass(frozen=True, slots=True)
class Quarter:
    """One distributor's quarter, in bottles. shares: what is left, by product id."""

    distributor_id: int
    quarter: date
    base: int
    accrued: int
    used: int
    shares: dict[int, int]
    clause: str

    @property
    def rest(self) -> int:
        return max(0, self.accrued - self.used)


def quarters(session: Session, quarter: date, *, distributor_id: int | None = None) -> list[Quarter]:
    """Every distributor's quarter that earned anything, by distributor. quarter: its first day."""
    until = end_of(quarter)
    book = in_force(session, on=quarter)
    shipped = glass_shipped(session, quarter, until, book, distributor_id=distributor_id)
    used = glass_used(session, quarter, until, book, distributor_id=distributor_id)
    found = []
    for key, by_product in shipped.items():
        earned = allowance(sum(by_product.values()), book.returns.glass)
        rest = max(0, earned.bottles - used.get(key, 0))
        found.append(
            Quarter(
                key, quarter, earned.base, earned.bottles, used.get(key, 0), shared_out(rest, by_product), earned.clause
            )
        )
    return [one for one in found if one.accrued or one.used]


def end_of(quarter: date) -> date:
    """The first day after a quarter."""
    return next_month(next_month(next_month(quarter)))


def credited_with(session: Session, month: date) -> list[Quarter]:
    """The quarters that a month's lock credits: its own with its last month, and anew with each month once credited.

    A month reopened and locked again may have put its shipments right.
    """
    quarter = quarter_of(month)
    if closes_quarter(month) or session.scalar(select(GlassQuarter.id).where(GlassQuarter.quarter == quarter).limit(1)):
        return quarters(session, quarter)
    return []


@dataclass(frozen=True, slots=True)
class GlassListed:
    """Bottles of a quarter's allowance that one distributor has on lists already; amount in yuan."""

    month_id: int
    month: date
    distributor_id: int
    distributor: str
    product_id: int
    bottles: int
    amount: Decimal


def glass_listed(session: Session, quarter: date) -> list[GlassListed]:
    """What the lists of a quarter's months hold of its allowance. quarter: its first day."""
    statement: Any = (
        select(
            Month.id, Month.month, Customer.id, Customer.name, ReplenishmentLine.product_id, ReplenishmentLine.bottles,
            ReplenishmentLine.price,
        )
        .join(ReplenishmentLine.replenishment)
        .join(Month, Month.id == Replenishment.month_id)
        .join(Customer, Customer.id == Replenishment.distributor_id)
        .where(
            Month.month >= quarter, Month.month < end_of(quarter), ReplenishmentLine.ground == ReplenishmentGround.GLASS
        )
        .order_by(ReplenishmentLine.id)
    )  # fmt: skip
    return [
        GlassListed(month_id, month, to, name, product_id, bottles, bottles * price)
        for month_id, month, to, name, product_id, bottles, price in session.execute(statement)
    ]


def by_distributor(listed: Iterable[GlassListed]) -> dict[int, dict[int, int]]:
    """Bottles listed: {distributor: {product: bottles}}."""
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in listed:
        found[one.distributor_id][one.product_id] += one.bottles
    return found

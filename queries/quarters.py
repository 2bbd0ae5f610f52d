"""The glass allowance of a quarter, distributor by distributor, as the shipments make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Replenishment, ReplenishmentLine
from queries.months import next_month
from queries.rulebook import in_force
from queries.supplied import glass_shipped, glass_used
from rules.allowance import allowance, shared_out
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


def glass_listed(session: Session, month_id: int) -> dict[tuple[int, int], int]:
    """Bottles of the allowance that stand on a month's lists already: {(distributor, product): bottles}."""
    statement: Any = (
        select(Replenishment.distributor_id, ReplenishmentLine.product_id, func.sum(ReplenishmentLine.bottles))
        .join(ReplenishmentLine.replenishment)
        .where(Replenishment.month_id == month_id, ReplenishmentLine.ground == ReplenishmentGround.GLASS)
        .group_by(Replenishment.distributor_id, ReplenishmentLine.product_id)
    )
    return {(distributor, product): int(bottles) for distributor, product, bottles in session.execute(statement)}

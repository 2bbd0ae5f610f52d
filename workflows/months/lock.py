"""The second approval: the month is locked, its penalties with it, and the lists of replenishment are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import GlassQuarter, Month, Product, Replenishment, ReplenishmentLine, Staff
from queries.months import next_month
from queries.quarters import Quarter, glass_listed, quarters
from queries.supplied import Given, given
from rules.allowance import closes_quarter, quarter_of
from terms.month import MonthStatus, ReplenishmentGround, ReplenishmentStatus
from terms.time import local_date
from workflows import audit
from workflows.months.gate import CLAUSE
from workflows.numbers import next_number
from workflows.penalties.lock import locked_with_month


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be listed: goods given out that stand on no list, the quarter's glass, and what of it is listed.

    editions: how many lists a distributor has of this month already.
    """

    given: list[Given] = field(default_factory=list)
    quarters: list[Quarter] = field(default_factory=list)
    glass_listed: dict[tuple[int, int], int] = field(default_factory=dict)
    prices: dict[int, Decimal] = field(default_factory=dict)
    editions: dict[int, int] = field(default_factory=dict)


def listing(session: Session, row: Month) -> Listing:
    """Bring together what the lock lists. A month approved again lists only what is new."""
    month = row.month
    found = quarters(session, quarter_of(month)) if closes_quarter(month) else []
    editions = (
        select(Replenishment.distributor_id, func.count())
        .where(Replenishment.month_id == row.id)
        .group_by(Replenishment.distributor_id)
    )
    return Listing(
        given(session, month, next_month(month), unlisted=True),
        found,
        glass_listed(session, row.id),
        dict(session.execute(select(Product.id, Product.price)).all()),
        dict(session.execute(editions).all()),
    )


def locked(session: Session, row: Month, to_list: Listing, *, actor: Staff, at: datetime) -> None:
    """The step itself: lock, penalties, quarter, lists; a month with nothing to deliver waits for finance alone."""
    row.status, row.locked_at, row.locked_by_id = MonthStatus.LOCKED, at, actor.id
    audit.record(session, "month.locked", row, actor, at, CLAUSE)
    locked_with_month(session, row.month, actor, at)
    credit(session, to_list.quarters, at)
    for lines in by_distributor(to_list):
        listed(session, row, lines, to_list.editions.get(lines[0][0], 0) + 1, actor=actor, at=at)


Line = tuple[int, ReplenishmentLine]


def by_distributor(to_list: Listing) -> list[list[Line]]:
    """The lines of every list, one list a distributor, with the distributor's id."""
    lines = [*_lines_given(to_list.given), *_lines_of_glass(to_list)]
    groups: dict[int, list[Line]] = {}
    for key, line in lines:
        groups.setdefault(key, []).append((key, line))
    return [groups[key] for key in sorted(groups)]


def _lines_given(rows: Iterable[Given]) -> Iterable[Line]:
    for one in rows:
        yield one.distributor_id, ReplenishmentLine(
            ground=one.ground, product_id=one.product_id, bottles=one.bottles, price=one.price,
            settlement_line_id=one.line_id, clause=one.clause,
        )  # fmt: skip


def _lines_of_glass(to_list: Listing) -> Iterable[Line]:
    """The rest of the quarter's allowance, less what a list of this month holds already."""
    for quarter in to_list.quarters:
        for product_id, share in quarter.shares.items():
            bottles = share - to_list.glass_listed.get((quarter.distributor_id, product_id), 0)
            if bottles > 0:
                yield quarter.distributor_id, ReplenishmentLine(
                    ground=ReplenishmentGround.GLASS, product_id=product_id, bottles=bottles,
                    price=to_list.prices[product_id], clause=quarter.clause,
                )  # fmt: skip


def credit(session: Session, found: Iterable[Quarter], at: datetime) -> None:
    """Write down each distributor's quarter as it is credited; a month approved again writes it anew."""
    for one in found:
        kept = session.scalars(
            select(GlassQuarter).where(
                GlassQuarter.distributor_id == one.distributor_id, GlassQuarter.quarter == one.quarter
            )
        ).one_or_none()
        row = kept or GlassQuarter(distributor_id=one.distributor_id, quarter=one.quarter)
        row.base, row.accrued, row.used = one.base, one.accrued, one.used
        row.credited_at, row.clause = at, one.clause
        session.add(row)


def listed(
    session: Session, month: Month, lines: list[Line], edition: int, *, actor: Staff, at: datetime
) -> Replenishment:
    """One distributor's list, with the next number."""
    row = Replenishment(
        number=next_number(session, "BH", local_date(at)), month_id=month.id, distributor_id=lines[0][0],
        edition=edition, status=ReplenishmentStatus.LISTED, listed_at=at, version=1,
        lines=[line for _key, line in lines],
    )  # fmt: skip
    session.add(row)
    session.flush()
    more = {"month": month.month, "distributor_id": row.distributor_id, "bottles": row.bottles}
    audit.record(session, "replenishment.listed", row, actor, at, "P06 五(7)", more=more)
    return row

"""The second approval: the month is locked, its penalties with it, and the lists of replenishment are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import GlassQuarter, Month, Replenishment, ReplenishmentLine, Staff
from queries.quarters import by_distributor, glass_listed
from rules.allowance import quarter_of
from rules.summaries import Credited, Due, Summary, from_json
from terms.month import MonthStatus, ReplenishmentStatus
from terms.time import local_date
from workflows import audit
from workflows.months.gate import CLAUSE
from workflows.numbers import next_number
from workflows.penalties.lock import locked_with_month


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be listed and credited, as it was sent and approved.

    editions: how many lists a distributor has of this month already.
    """

    due: tuple[Due, ...] = ()
    credited: tuple[Credited, ...] = ()
    editions: dict[int, int] = field(default_factory=dict)


def listing(session: Session, row: Month) -> Listing:
    """What the summary that was approved says, less what stands on a list by now: a month lists only what is new."""
    assert row.summary is not None
    figures = from_json(row.summary.figures)
    editions = (
        select(Replenishment.distributor_id, func.count())
        .where(Replenishment.month_id == row.id)
        .group_by(Replenishment.distributor_id)
    )
    due = (*_not_listed(session, figures.due), *_not_beyond(session, row.month, figures))
    return Listing(due, figures.credited, dict(session.execute(editions).all()))


def _not_listed(session: Session, due: Iterable[Due]) -> list[Due]:
    """Goods given out that stand on no list."""
    goods = [one for one in due if one.settlement_line is not None]
    keys = [one.settlement_line for one in goods]
    listed = set(
        session.scalars(
            select(ReplenishmentLine.settlement_line_id).where(ReplenishmentLine.settlement_line_id.in_(keys))
        )
    )
    return [one for one in goods if one.settlement_line not in listed]


def _not_beyond(session: Session, month: date, figures: Summary) -> Iterator[Due]:
    """The quarter's glass, never beyond what it has left: another of its months may have listed some since."""
    before = by_distributor(glass_listed(session, quarter_of(month)))
    left = {one.distributor_id: one.rest - sum(before.get(one.distributor_id, {}).values()) for one in figures.credited}
    for one in figures.due:
        if one.settlement_line is None:
            bottles = min(one.bottles, left[one.distributor_id])
            left[one.distributor_id] -= bottles
            if bottles > 0:
                yield replace(one, bottles=bottles)


def locked(session: Session, row: Month, to_list: Listing, *, actor: Staff, at: datetime) -> None:
    """The step itself: lock, penalties, quarter, lists; a month with nothing to deliver waits for finance alone."""
    row.status, row.locked_at, row.locked_by_id = MonthStatus.LOCKED, at, actor.id
    audit.record(session, "month.locked", row, actor, at, CLAUSE)
    locked_with_month(session, row.month, actor, at)
    credit(session, to_list.credited, at)
    for lines in by_addressee(to_list.due):
        edition = to_list.editions.get(lines[0].distributor_id, 0) + 1
        listed(session, row, lines, edition, actor=actor, at=at)


def by_addressee(due: Iterable[Due]) -> list[list[Due]]:
    """The lines of every list, one list a distributor."""
    groups: dict[int, list[Due]] = {}
    for one in due:
        groups.setdefault(one.distributor_id, []).append(one)
    return [groups[key] for key in sorted(groups)]


def _line(one: Due) -> ReplenishmentLine:
    return ReplenishmentLine(
        ground=one.ground, product_id=one.product_id, bottles=one.bottles, price=one.price,
        settlement_line_id=one.settlement_line, clause=one.clause,
    )  # fmt: skip


def credit(session: Session, found: Iterable[Credited], at: datetime) -> None:
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
    session: Session, month: Month, lines: list[Due], edition: int, *, actor: Staff, at: datetime
) -> Replenishment:
    """One distributor's list, with the next number."""
    row = Replenishment(
        number=next_number(session, "BH", local_date(at)), month_id=month.id, distributor_id=lines[0].distributor_id,
        edition=edition, status=ReplenishmentStatus.LISTED, listed_at=at, version=1,
        lines=[_line(one) for one in lines],
    )  # fmt: skip
    session.add(row)
    session.flush()
    more = {"month": month.month, "distributor_id": row.distributor_id, "bottles": row.bottles}
    audit.record(session, "replenishment.listed", row, actor, at, "P06 五(7)", more=more)
    return row

"""A distributor's account: what they claim, what they were given, what is still owed; computed, never kept twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Customer, GlassQuarter, Month, Product, Region, Replenishment, ReplenishmentLine
from queries.quarters import Quarter, quarters
from queries.scope import visible
from queries.some import Some
from queries.supplied import Given, given
from rules.allowance import quarter_of
from terms.month import ReplenishmentGround, ReplenishmentStatus
from terms.people import Person
from terms.trade import CustomerKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement, in bottles: earned or delivered on a day. what: the case or list it stems from."""

    day: date
    what: str
    product: str
    ground: ReplenishmentGround
    earned: int = 0
    delivered: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """One product, in bottles: earned, listed for delivery, delivered; owed is what has not been delivered."""

    product: str
    earned: int
    listed: int
    delivered: int

    @property
    def owed(self) -> int:
        return self.earned - self.delivered


@dataclass(frozen=True, slots=True)
class Account:
    """One distributor in a span of days. before: the bottles owed at its start; entries by day; balances at its end."""

    first: date
    last: date
    before: int
    entries: tuple[Entry, ...]
    balances: tuple[Balance, ...]
    quarters: tuple[GlassQuarter, ...]
    running: Quarter | None
    lists: tuple[Replenishment, ...]

    @property
    def after(self) -> int:
        """The bottles owed at the end of the span."""
        return self.before + sum(one.earned - one.delivered for one in self.entries)

    def earned(self, ground: ReplenishmentGround) -> int:
        return sum(one.earned for one in self.entries if one.ground is ground)

    def delivered(self) -> int:
        return sum(one.delivered for one in self.entries)


BEGINNING = date(2000, 1, 1)


def account(session: Session, distributor_id: int, first: date, last: date, today: date) -> Account:
    """The account from the first to the last day, both included.

    Goods given out count on the day they were proved; a quarter's glass on the day it was credited; a list on the day
    it was delivered. Source: P06 五(7); P11 〈二〉2-3, 〈三〉.
    """
    every = sorted(
        [
            *_given(given(session, BEGINNING, _after(last), distributor_id=distributor_id)),
            *_of_glass(session, distributor_id, last),
            *_delivered(session, distributor_id, last),
        ],
        key=lambda one: (one.day, one.what, one.product),
    )
    within = tuple(one for one in every if one.day >= first)
    before = sum(one.earned - one.delivered for one in every if one.day < first)
    return Account(
        first,
        last,
        before,
        within,
        _balances(every, _listed(session, distributor_id)),
        tuple(_quarters(session, distributor_id)),
        next(iter(quarters(session, quarter_of(today), distributor_id=distributor_id)), None),
        tuple(_lists(session, distributor_id, first, last)),
    )


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _given(rows: Iterable[Given]) -> Iterable[Entry]:
    for one in rows:
        yield Entry(one.proved_at.date(), one.complaint, one.product, one.ground, earned=one.bottles)


def _of_glass(session: Session, distributor_id: int, last: date) -> Iterable[Entry]:
    """The quarters' glass, by product, as the lists of their last months hold it."""
    rows = (
        select(ReplenishmentLine)
        .join(ReplenishmentLine.replenishment)
        .where(Replenishment.distributor_id == distributor_id, ReplenishmentLine.ground == ReplenishmentGround.GLASS)
        .options(joinedload(ReplenishmentLine.product), joinedload(ReplenishmentLine.replenishment))
    )
    for line in session.scalars(rows):
        day = line.replenishment.listed_at.date()
        if day <= last:
            yield Entry(day, line.replenishment.number, line.product.name, line.ground, earned=line.bottles)


def _delivered(session: Session, distributor_id: int, last: date) -> Iterable[Entry]:
    rows: Any = (
        select(
            Replenishment.delivered_on, Replenishment.number, Product.name, ReplenishmentLine.ground,
            func.sum(ReplenishmentLine.bottles),
        )
        .join(ReplenishmentLine, ReplenishmentLine.replenishment_id == Replenishment.id)
        .join(Product, Product.id == ReplenishmentLine.product_id)
        .where(
            Replenishment.distributor_id == distributor_id, Replenishment.status == ReplenishmentStatus.DELIVERED,
            Replenishment.delivered_on <= last,
        )
        .group_by(Replenishment.delivered_on, Replenishment.number, Product.name, ReplenishmentLine.ground)
    )  # fmt: skip
    for day, number, product, ground, bottles in session.execute(rows):
        yield Entry(day, number, product, ground, delivered=int(bottles))


def _listed(session: Session, distributor_id: int) -> dict[str, int]:
    """Bottles on lists that wait, by product."""
    rows: Any = (
        select(Product.name, func.sum(ReplenishmentLine.bottles))
        .join(ReplenishmentLine, ReplenishmentLine.product_id == Product.id)
        .join(Replenishment, Replenishment.id == ReplenishmentLine.replenishment_id)
        .where(Replenishment.distributor_id == distributor_id, Replenishment.status == ReplenishmentStatus.LISTED)
        .group_by(Product.name)
    )
    return {name: int(bottles) for name, bottles in session.execute(rows)}


def _balances(entries: Iterable[Entry], listed: dict[str, int]) -> tuple[Balance, ...]:
    earned: dict[str, int] = defaultdict(int)
    delivered: dict[str, int] = defaultdict(int)
    for one in entries:
        earned[one.product] += one.earned
        delivered[one.product] += one.delivered
    names = sorted({*earned, *delivered, *listed})
    return tuple(Balance(name, earned[name], listed.get(name, 0), delivered[name]) for name in names)


def _quarters(session: Session, distributor_id: int) -> list[GlassQuarter]:
    kept = select(GlassQuarter).where(GlassQuarter.distributor_id == distributor_id)
    return list(session.scalars(kept.order_by(GlassQuarter.quarter.desc()).limit(8)))


def _lists(session: Session, distributor_id: int, first: date, last: date) -> list[Replenishment]:
    """The lists of the months that touch the span, newest first."""
    wanted = (
        select(Replenishment)
        .join(Replenishment.of)
        .where(Replenishment.distributor_id == distributor_id, Month.month >= first.replace(day=1), Month.month <= last)
        .options(joinedload(Replenishment.of), selectinload(Replenishment.lines))
        .order_by(Replenishment.id.desc())
    )
    return list(session.scalars(wanted))


@dataclass(frozen=True, slots=True)
class Line:
    """One distributor in the list: the name, and the bottles on lists that wait."""

    id: int
    code: str
    name: str
    region: str
    waiting: int


MOST = 200


def distributors(session: Session, person: Person | None, typed: str) -> Some[Line]:
    """The distributors a person sees whose name or code holds what was typed, those with open lists first."""
    waiting = (
        select(func.coalesce(func.sum(ReplenishmentLine.bottles), 0))
        .join(Replenishment, Replenishment.id == ReplenishmentLine.replenishment_id)
        .where(Replenishment.distributor_id == Customer.id, Replenishment.status == ReplenishmentStatus.LISTED)
        .correlate(Customer)
        .scalar_subquery()
    )
    wanted: Any = (
        select(Customer.id, Customer.code, Customer.name, Region.name, waiting.label("waiting"))
        .join(Region, Region.id == Customer.region_id)
        .where(
            Customer.kind == CustomerKind.DISTRIBUTOR,
            or_(Customer.name.contains(typed, autoescape=True), Customer.code.contains(typed, autoescape=True)),
        )
    )
    seen = visible(wanted, Customer, person)
    count = session.scalar(select(func.count()).select_from(seen.order_by(None).subquery())) or 0
    rows = session.execute(seen.order_by(literal_column("waiting").desc(), Customer.id).limit(MOST))
    return Some([Line(key, code, name, region, int(bottles)) for key, code, name, region, bottles in rows], count)

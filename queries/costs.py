"""What cases cost: goods by what was handed out at the product's price, cash by what was paid, the rest as entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, func, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from models import Complaint, Cost, Department, Execution, Product, Settlement, SettlementLine
from queries.scope import checked, visible
from terms.complaint import SettlementStatus
from terms.costs import CostKind, CostStatus
from terms.people import Person, Role
from terms.time import day_start
from terms.trade import Unit

NOTHING = Decimal("0.00")


@dataclass(slots=True)
class Costs:
    """Yuan by kind; `total` is their sum."""

    amounts: dict[CostKind, Decimal] = field(default_factory=dict)

    def add(self, kind: CostKind, amount: Decimal) -> None:
        self.amounts[kind] = self.of(kind) + amount

    def of(self, kind: CostKind) -> Decimal:
        return self.amounts.get(kind, NOTHING)

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class MonthCosts:
    """One month: the whole, and by department and by product, the dearest first. A case without product has none."""

    whole: Costs
    by_department: list[tuple[Department, Costs]]
    by_product: list[tuple[Product | None, Costs]]


# One sum: the department's key, the product's key, the kind, yuan.
Sum = tuple[int, int | None, CostKind, Decimal]


def of_month(session: Session, month_first: date, person: Person | None) -> MonthCosts:
    """What the month's cases cost in the person's reach; finance and whoever sees the company get the whole.

    Goods count on the day the consumer had them (proved), cash on the day it was paid, entries on the day they name.

    Source: P23 三节1; LG-12.
    """
    return _of_month(session, month_first, lambda statement: _in_reach(statement, person))


def whole_month(session: Session, month_first: date) -> MonthCosts:
    """What all of the month's cases cost, whoever asks: what a signature freezes."""
    return _of_month(session, month_first, lambda statement: statement)


# Which rows of a statement are asked for.
Reach = Callable[[Select[Any]], Select[Any]]


def _of_month(session: Session, month_first: date, reach: Reach) -> MonthCosts:
    start, end = month_first, (month_first + timedelta(days=32)).replace(day=1)
    found = [one for part in _sums(start, end) for one in _read(session, reach(part))]
    whole = Costs()
    departments: dict[int, Costs] = defaultdict(Costs)
    products: dict[int | None, Costs] = defaultdict(Costs)
    for department, product, kind, amount in found:
        for sums in (whole, departments[department], products[product]):
            sums.add(kind, amount)
    return MonthCosts(whole, _dearest(session, Department, departments), _dearest(session, Product, products))


def of_case(session: Session, complaint_id: int) -> Costs:
    """What one case cost so far; whoever sees the case sees its costs."""
    this, costs = Complaint.id == complaint_id, Costs()
    statements = (
        _goods_sums(this, Execution.proved_at.is_not(None)),
        _cash_sums(this, Execution.paid_at.is_not(None)),
        _entered_sums(this),
    )
    for _department, _product, kind, amount in (one for part in statements for one in _read(session, part)):
        costs.add(kind, amount)
    return costs


def of_cases(session: Session, wanted: ColumnElement[bool]) -> Iterator[tuple[int, Decimal]]:
    """What each of the wanted cases cost so far: (key, yuan), several lines a case."""
    parts = (
        _goods_sums(wanted, Execution.proved_at.is_not(None)),
        _cash_sums(wanted, Execution.paid_at.is_not(None)),
        _entered_sums(wanted),
    )
    for part in parts:
        for *_sum, fen, case_id in session.execute(part.add_columns(Complaint.id).group_by(Complaint.id)):
            yield case_id, (Decimal(fen) / 100).quantize(NOTHING)


def entries_of_case(session: Session, complaint_id: int, person: Person) -> list[Cost]:
    """What was entered for one case, withdrawn entries too, in the order of entry."""
    wanted = visible(select(Cost).where(Cost.complaint_id == complaint_id), Cost, person)
    return list(session.scalars(wanted.order_by(Cost.id).options(joinedload(Cost.entered_by))))


def _sums(start: date, end: date) -> tuple[Select[Any], ...]:
    """Goods, cash and entries from one day to before another."""
    first, after = day_start(start), day_start(end)
    return (
        _goods_sums(Execution.proved_at >= first, Execution.proved_at < after),
        _cash_sums(Execution.paid_at >= first, Execution.paid_at < after),
        _entered_sums(Cost.spent_on >= start, Cost.spent_on < end),
    )


def _in_reach(statement: Select[Any], person: Person | None) -> Select[Any]:
    if person is not None and person.is_any(Role.FINANCE):
        return statement
    return checked(statement, Complaint, person)


def _goods_sums(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Bottles given, at the price of a bottle; amounts are whole fen until they are read."""
    bottles = SettlementLine.compensated_quantity * case(
        (SettlementLine.unit == Unit.CASE, Product.units_per_case), else_=1
    )
    fen = func.sum(bottles * type_coerce(Product.price, Integer))
    return (
        select(Complaint.department_id, SettlementLine.product_id, *_as(CostKind.GOODS, fen))
        .join(Settlement, SettlementLine.settlement_id == Settlement.id)
        .join(Execution, Execution.settlement_id == Settlement.id)
        .join(Complaint, Settlement.complaint_id == Complaint.id)
        .join(Product, SettlementLine.product_id == Product.id)
        .where(
            SettlementLine.compensated_quantity > 0, Settlement.status == SettlementStatus.APPROVED,
            Execution.needs_goods, *conditions,
        )
        .group_by(Complaint.department_id, SettlementLine.product_id)
    )  # fmt: skip


def _cash_sums(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            Complaint.department_id,
            Complaint.product_id,
            *_as(CostKind.CASH, func.sum(type_coerce(Settlement.cash, Integer))),
        )
        .join(Execution, Execution.settlement_id == Settlement.id)
        .join(Complaint, Settlement.complaint_id == Complaint.id)
        .where(Execution.needs_cash, Settlement.cash > 0, *conditions)
        .group_by(Complaint.department_id, Complaint.product_id)
    )


def _entered_sums(*conditions: ColumnElement[bool]) -> Select[Any]:
    statement: Any = (
        select(Complaint.department_id, Complaint.product_id, Cost.kind, func.sum(type_coerce(Cost.amount, Integer)))
        .join(Complaint, Cost.complaint_id == Complaint.id)
        .where(Cost.status == CostStatus.VALID, *conditions)
        .group_by(Complaint.department_id, Complaint.product_id, Cost.kind)
    )
    found: Select[Any] = statement
    return found


def _as(kind: CostKind, fen: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return type_coerce(kind, Cost.kind.type).label("kind"), fen


def _read(session: Session, statement: Select[Any]) -> Iterator[Sum]:
    for department, product, kind, fen in session.execute(statement):
        yield department, product, kind, (Decimal(fen) / 100).quantize(NOTHING)


def _dearest(session: Session, model: type[Any], costs: dict[Any, Costs]) -> list[tuple[Any, Costs]]:
    keys = [key for key in costs if key is not None]
    rows = {row.id: row for row in session.scalars(select(model).where(model.id.in_(keys)))} if keys else {}
    ordered: Iterable[Any] = sorted(costs, key=lambda key: (-costs[key].total, key or 0))
    return [(rows.get(key), costs[key]) for key in ordered]

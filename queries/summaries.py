"""A month summed up from the rows as they are now; what is signed is frozen from this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models import Complaint, Customer, Department, Execution, Finding, Product, Settlement, SettlementLine
from queries import costs, penalties
from queries.loose_ends import loose_ends
from queries.months import next_month
from queries.quarters import Quarter, by_distributor, credited_with, glass_listed
from queries.repeats import GONE
from queries.supplied import PER_UNIT, Given, given
from rules.allowance import quarter_of, still_due
from rules.summaries import Amounts, Credited, Due, GoodsKey, Money, Owed, Summary, consolidated
from terms.month import ReplenishmentGround
from terms.penalties import EntryKind
from terms.time import day_start


def department_summary(session: Session, month: date, department_id: int) -> Summary:
    """One department's month, the same for whoever signs or reads it. month: its first day.

    Source: P06 五(5); LG-01.
    """
    until = next_month(month)
    here = Complaint.department_id == department_id
    goods = given(session, month, until, department_id=department_id)
    return Summary(
        lines=_lines(session, month, until, here),
        causes=_causes(session, month, until, here),
        faults=_faults(session, month, until, here),
        bands=_bands(session, month, until, here),
        loose=loose_ends(session, month, until, department_id),
        owed=owed_of(goods),
        due=due_of(goods),
        money=_money_here(session, month, department_id),
    )


def company_summary(session: Session, month: date, parts: Mapping[int, Summary]) -> Summary:
    """The company's month: the departments' summaries added up, with what no department has.

    That is the quarter's glass allowance, which is the distributors', and the penalties and costs of whoever is in
    none of the departments. parts: the summaries by department id.

    Source: P06 五(6); LG-02.
    """
    nobodys = Summary(money=_money_elsewhere(session, month, parts.keys()))
    return consolidated((*parts.values(), _glass(session, month), nobodys))


def live_company(session: Session, month: date) -> Summary:
    """The company's month as it would be if every department signed now."""
    here = sales_departments(session, month)
    return company_summary(session, month, {one.id: department_summary(session, month, one.id) for one in here})


def sales_departments(session: Session, month: date) -> list[Department]:
    """The departments whose summaries a month needs: those that sell, and any that had a case or carried one out, by
    code.
    """
    had_cases = select(Complaint.id).where(
        Complaint.department_id == Department.id,
        Complaint.registered_on >= month,
        Complaint.registered_on < next_month(month),
    )
    carried_out = (
        select(Execution.id)
        .join(Complaint, Complaint.id == Execution.complaint_id)
        .where(Complaint.department_id == Department.id, _carried_out(month, next_month(month)))
    )
    sells = and_(Department.is_sales, Department.active)
    wanted = select(Department).where(or_(sells, had_cases.exists(), carried_out.exists()))
    return list(session.scalars(wanted.order_by(Department.code, Department.id)))


def registered(month: date, until: date) -> ColumnElement[bool]:
    """Cases that count in a month: registered in it, and not withdrawn or merged before it was over."""
    gone = and_(Complaint.state.in_(GONE), Complaint.state_since < day_start(until))
    return and_(Complaint.registered_on >= month, Complaint.registered_on < until, ~gone)


def _carried_out(month: date, until: date) -> ColumnElement[bool]:
    return and_(Execution.proved_at >= day_start(month), Execution.proved_at < day_start(until))


def _lines(session: Session, month: date, until: date, here: ColumnElement[bool]) -> Mapping[GoodsKey, Amounts]:
    found: dict[GoodsKey, Amounts] = defaultdict(Amounts)
    cases: Any = (
        select(Product.name, Complaint.batch_code, func.count(Complaint.id))
        .outerjoin(Product, Product.id == Complaint.product_id)
        .where(here, registered(month, until))
        .group_by(Product.name, Complaint.batch_code)
    )
    for product, batch, count in session.execute(cases):
        found[GoodsKey(product or "", batch)] += Amounts(cases=count)
    for product, batch, back, out, yuan in session.execute(_goods(month, until, here)):
        found[GoodsKey(product or "", batch)] += Amounts(0, int(back), int(out), Decimal(yuan or 0))
    return dict(sorted(found.items()))


def _goods(month: date, until: date, here: ColumnElement[bool]) -> Any:
    """Bottles and yuan carried out, by product and batch; money without a product goes to the complained one."""
    return (
        select(
            Product.name,
            Complaint.batch_code,
            func.sum(SettlementLine.exchanged_quantity * PER_UNIT),
            func.sum(SettlementLine.compensated_quantity * PER_UNIT),
            func.sum(SettlementLine.cash),
        )
        .select_from(Execution)
        .join(Complaint, Complaint.id == Execution.complaint_id)
        .join(SettlementLine, SettlementLine.settlement_id == Execution.settlement_id)
        .outerjoin(Product, Product.id == func.coalesce(SettlementLine.product_id, Complaint.product_id))
        .where(here, _carried_out(month, until))
        .group_by(Product.name, Complaint.batch_code)
    )


def _causes(session: Session, month: date, until: date, here: ColumnElement[bool]) -> Mapping[str, int]:
    """Cases by who answers for the cause, as the last finding says."""
    newest: Any = (
        select(func.max(Finding.id).label("id"))
        .join(Complaint, Complaint.id == Finding.complaint_id)
        .where(here, registered(month, until))
        .group_by(Finding.complaint_id)
        .subquery()
    )
    counted: Any = (
        select(Finding.responsible, func.count()).join(newest, newest.c.id == Finding.id).group_by(Finding.responsible)
    )
    found = {responsible.value: count for responsible, count in session.execute(counted)}
    whole = session.scalar(select(func.count(Complaint.id)).where(here, registered(month, until))) or 0
    unfound = whole - sum(found.values())
    return dict(sorted({**found, **({"": unfound} if unfound else {})}.items()))


def _faults(session: Session, month: date, until: date, here: ColumnElement[bool]) -> Mapping[str, int]:
    counted: Any = select(Complaint.fault, func.count()).where(here, registered(month, until)).group_by(Complaint.fault)
    return dict(sorted((fault.value, count) for fault, count in session.execute(counted)))


def _bands(session: Session, month: date, until: date, here: ColumnElement[bool]) -> Mapping[str, Amounts]:
    """Settlements carried out by the role that decided them; each once, its bottles and yuan with it."""
    sums: Any = (
        select(
            Settlement.decides,
            func.count(func.distinct(Execution.id)),
            func.sum(SettlementLine.exchanged_quantity * PER_UNIT),
            func.sum(SettlementLine.compensated_quantity * PER_UNIT),
            func.sum(SettlementLine.cash),
        )
        .select_from(Execution)
        .join(Complaint, Complaint.id == Execution.complaint_id)
        .join(Settlement, Settlement.id == Execution.settlement_id)
        .join(SettlementLine, SettlementLine.settlement_id == Settlement.id)
        .outerjoin(Product, Product.id == SettlementLine.product_id)
        .where(here, _carried_out(month, until))
        .group_by(Settlement.decides)
    )
    found = {
        role.value: Amounts(count, int(back), int(out), Decimal(yuan or 0))
        for role, count, back, out, yuan in session.execute(sums)
    }
    return dict(sorted(found.items()))


def owed_of(rows: Iterable[Given]) -> tuple[Owed, ...]:
    """What was given out, added up by distributor."""
    return consolidated(
        Summary(owed=(Owed(one.distributor_id, one.distributor, one.bottles, one.amount),)) for one in rows
    ).owed


def due_of(rows: Iterable[Given]) -> tuple[Due, ...]:
    """The same, line by line, as the lists will hold it."""
    return tuple(
        Due(one.distributor_id, one.product_id, one.bottles, one.price, one.ground, one.clause, one.line_id)
        for one in rows
    )


def _glass(session: Session, month: date) -> Summary:
    """The quarter's allowance as far as it is this month's: what its lists hold already, and what is still due."""
    found = credited_with(session, month)
    if not found:
        return Summary()
    listed = glass_listed(session, quarter_of(month))
    before = by_distributor(listed)
    prices: dict[int, Decimal] = dict(session.execute(select(Product.id, Product.price)).all())
    due = tuple(
        Due(one.distributor_id, key, bottles, prices[key], ReplenishmentGround.GLASS, one.clause)
        for one in found
        for key, bottles in still_due(one.shares, before.get(one.distributor_id, {})).items()
    )
    names: dict[int, str] = dict(session.execute(_names(due)).all())
    owed = [Owed(one.distributor_id, names[one.distributor_id], one.bottles, one.bottles * one.price) for one in due]
    owed += [Owed(one.distributor_id, one.distributor, one.bottles, one.amount) for one in listed if one.month == month]
    return Summary(owed=consolidated(Summary(owed=(one,)) for one in owed).owed, due=due, credited=_credited(found))


def _credited(found: Iterable[Quarter]) -> tuple[Credited, ...]:
    return tuple(
        Credited(one.distributor_id, one.quarter, one.base, one.accrued, one.used, one.clause) for one in found
    )


def _names(due: Iterable[Due]) -> Any:
    return select(Customer.id, Customer.name).where(Customer.id.in_({one.distributor_id for one in due}))


def _money_here(session: Session, month: date, department_id: int) -> Money:
    spent = costs.whole_month(session, month).by_department
    return _money(penalties.whole_month(session, month, department_id), (
        sums for department, sums in spent if department.id == department_id
    ))  # fmt: skip


def _money_elsewhere(session: Session, month: date, departments: Collection[int]) -> Money:
    """Penalties and costs of nobody's department."""
    spent = costs.whole_month(session, month).by_department
    return _money(penalties.rest_of_month(session, month, departments), (
        sums for department, sums in spent if department.id not in departments
    ))  # fmt: skip


def _money(entries: penalties.MonthPenalties, spent: Iterable[costs.Costs]) -> Money:
    kinds: dict[str, Decimal] = {}
    for kind, amount in ((kind.value, amount) for sums in spent for kind, amount in sums.amounts.items()):
        kinds[kind] = kinds.get(kind, Decimal(0)) + amount
    return Money(
        entries.entries(),
        entries.amount(),
        entries.open,
        entries.amount(EntryKind.REWARD),
        dict(sorted(kinds.items())),
    )

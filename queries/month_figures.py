"""The month so far against the same days of the month before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models import Complaint, Settlement, Staff
from queries.scope import checked
from terms.complaint import SettlementStatus
from terms.time import day_start, local_date
from terms.trade import Fault

DAYS = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases registered, late among them, reopened among them; settlements approved, and the cash in them."""

    registered: int
    late: int
    reopened: int
    approved: int
    cash: Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """From the first instant to before the last."""

    start: datetime
    end: datetime


def this_month(at: datetime) -> Span:
    """From the first of the month to now."""
    today = local_date(at)
    return Span(day_start(today.replace(day=1)), at)


def same_days_before(at: datetime) -> Span:
    """The same stretch of the month before; a day it lacks ends with it."""
    span = this_month(at)
    last = local_date(span.start) - timedelta(days=1)
    start = day_start(last.replace(day=1))
    return Span(start, min(start + (span.end - span.start), span.start))


def figures(session: Session, staff: Staff, span: Span) -> Figures:
    """The figures of one span of time in the person's scope; two statements."""
    registered, late, reopened = _counted(session, staff, span)
    approved: Any = (
        select(func.count(Settlement.id), func.coalesce(func.sum(Settlement.cash), 0))
        .join(Settlement.complaint)
        .where(
            Settlement.status == SettlementStatus.APPROVED,
            Complaint.registered_at >= span.start,
            Complaint.registered_at < span.end,
        )
    )
    number, cash = session.execute(checked(approved, Complaint, staff.as_person())).one()
    return Figures(registered, late, reopened, number, Decimal(cash))


def _counted(session: Session, staff: Staff, span: Span) -> tuple[int, int, int]:
    statement: Any = select(
        func.count(Complaint.id),
        func.count(case((Complaint.late, 1))),
        func.count(case((Complaint.reopened_count > 0, 1))),
    ).where(Complaint.registered_at >= span.start, Complaint.registered_at < span.end)
    registered, late, reopened = session.execute(checked(statement, Complaint, staff.as_person())).one()
    return registered, late, reopened


def by_day(session: Session, staff: Staff, at: datetime) -> list[tuple[date, int]]:
    """Cases registered on each of the last thirty days, oldest first; days without any are there with 0."""
    today = local_date(at)
    first = today - timedelta(days=DAYS - 1)
    statement: Any = (
        select(Complaint.registered_on, func.count(Complaint.id))
        .where(and_(Complaint.registered_at >= day_start(first), Complaint.registered_at < day_start(today, 1)))
        .group_by(Complaint.registered_on)
    )
    found: dict[date, int] = dict(session.execute(checked(statement, Complaint, staff.as_person())).all())
    return [(day, found.get(day, 0)) for day in (first + timedelta(days=n) for n in range(DAYS))]


def by_fault(session: Session, staff: Staff, span: Span) -> list[tuple[Fault, int]]:
    """Cases of a span by fault, the most first."""
    cases = func.count(Complaint.id)
    statement: Any = (
        select(Complaint.fault, cases)
        .where(Complaint.registered_at >= span.start, Complaint.registered_at < span.end)
        .group_by(Complaint.fault)
        .order_by(cases.desc(), Complaint.fault)
    )
    return [(fault, number) for fault, number in session.execute(checked(statement, Complaint, staff.as_person()))]

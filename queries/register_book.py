"""The complaint register (质量投诉登记簿): every complaint of a span of days, in the order of its registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Complaint, Settlement, Signature
from queries.scope import checked
from terms.people import Person
from terms.time import day_start

# What fits on a few sheets; the next page goes on with the numbering.
SIZE = 100


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page: its rows, the number of the first row, how many rows the span has."""

    rows: list[Complaint]
    first: int
    count: int

    @property
    def has_more(self) -> bool:
        return self.first + len(self.rows) <= self.count


def book_page(
    session: Session,
    person: Person,
    first_day: date,
    last_day: date,
    *,
    department_id: int | None = None,
    page: int = 1,
) -> BookPage:
    """Both days included; everything in the person's sight, withdrawn and merged cases too."""
    start_at, end_at = day_start(first_day), day_start(last_day, 1)
    conditions: list[Any] = [Complaint.registered_at >= start_at, Complaint.registered_at < end_at]
    if department_id is not None:
        conditions.append(Complaint.department_id == department_id)
    counted = checked(select(func.count(Complaint.id)).where(*conditions), Complaint, person)
    count = session.scalar(counted) or 0
    start = (page - 1) * SIZE
    keys = checked(select(Complaint.id).where(*conditions), Complaint, person)
    keys = keys.order_by(Complaint.registered_at, Complaint.id).offset(start).limit(SIZE)
    wanted = select(Complaint).where(Complaint.id.in_(list(session.scalars(keys)))).options(*TOLD)
    rows = session.scalars(wanted.order_by(Complaint.registered_at, Complaint.id)).unique()
    return BookPage(list(rows), start + 1, count)


TOLD = (
    joinedload(Complaint.product),
    joinedload(Complaint.region),
    joinedload(Complaint.assigned_to),
    joinedload(Complaint.registered_by),
    selectinload(Complaint.findings),
    selectinload(Complaint.call_backs),
    selectinload(Complaint.settlements).selectinload(Settlement.signatures).joinedload(Signature.signer),
    selectinload(Complaint.settlements).selectinload(Settlement.lines),
)

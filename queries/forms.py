"""Handling forms as lists: late to be handed in, of a month, in somebody's hands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, joinedload

from models import Complaint, FormCount, HandlingForm, Settlement, Staff
from queries.rulebook import in_force
from queries.scope import visible
from queries.some import FIRST, Some, some
from terms.forms import FormStatus
from terms.people import Person
from terms.time import day_start, local_date

WHOLE = (
    joinedload(HandlingForm.complaint).joinedload(Complaint.region),
    joinedload(HandlingForm.complaint).joinedload(Complaint.product),
    joinedload(HandlingForm.held_by),
    joinedload(HandlingForm.settlement).joinedload(Settlement.filing),
)


def of_month(
    session: Session, department_id: int, month: date, person: Person | None, *, locked: bool = False
) -> list[HandlingForm]:
    """The forms of settlements approved in a month, of a department's cases, in sight; in the order of approval."""
    statement = _of_month(department_id, month)
    wanted = visible(statement, HandlingForm, person).order_by(HandlingForm.opened_at, HandlingForm.id)
    if locked:
        # Cases first, then forms: the order in which an act on a case takes them.
        session.execute(
            visible(statement, HandlingForm, person).with_only_columns(Complaint.id).order_by(Complaint.id)
            .with_for_update(of=Complaint, read=True, key_share=True)
        ).all()  # fmt: skip
        return list(session.scalars(wanted.with_for_update(of=HandlingForm).execution_options(populate_existing=True)))
    return list(session.scalars(wanted.options(*WHOLE)).unique())


def _of_month(department_id: int, month: date) -> Select[Any]:
    end = (month + timedelta(days=32)).replace(day=1)
    return (
        select(HandlingForm)
        .join(HandlingForm.complaint)
        .where(
            Complaint.department_id == department_id,
            HandlingForm.opened_at >= day_start(month),
            HandlingForm.opened_at < day_start(end),
        )
    )


def last_count(session: Session, department_id: int, month: date, person: Person | None) -> FormCount | None:
    """The newest count of a department's month."""
    wanted = select(FormCount).where(FormCount.department_id == department_id, FormCount.month == month)
    return session.scalars(visible(wanted, FormCount, person).order_by(FormCount.id.desc()).limit(1)).one_or_none()


def overdue(session: Session, at: datetime) -> ColumnElement[bool]:
    """The condition of forms that should have been handed in: never taken in, and approved too long ago."""
    days = in_force(session, on=local_date(at)).papers.hand_in_days
    last = day_start(local_date(at), -days)
    return and_(
        HandlingForm.status == FormStatus.HELD, HandlingForm.handed_in_at.is_(None), HandlingForm.opened_at < last
    )


def to_hand_in(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[HandlingForm]:
    """Overdue forms in this person's own hands."""
    return _some(session, staff, first, overdue(session, at), HandlingForm.held_by_id == staff.id)


def not_in(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[HandlingForm]:
    """Overdue forms that an office waits for."""
    return _some(session, staff, first, overdue(session, at))


def not_found(session: Session, staff: Staff, _at: datetime, *, first: int = FIRST) -> Some[HandlingForm]:
    """Forms being looked for."""
    return _some(session, staff, first, HandlingForm.status == FormStatus.MISSING)


def to_count(session: Session, staff: Staff, at: datetime) -> Some[date]:
    """The month this person's department has still to count: the one just ended, while it has forms and no count."""
    month, person = (local_date(at).replace(day=1) - timedelta(days=1)).replace(day=1), staff.as_person()
    if staff.department_id is None or last_count(session, staff.department_id, month, person) is not None:
        return Some([], 0)
    one = _of_month(staff.department_id, month).with_only_columns(HandlingForm.id).limit(1)
    return Some([month], 1) if session.scalar(visible(one, HandlingForm, person)) is not None else Some([], 0)


def _some(session: Session, staff: Staff, first: int, *conditions: Any) -> Some[HandlingForm]:
    wanted = visible(select(HandlingForm).where(*conditions), HandlingForm, staff.as_person())
    return some(session, wanted, (HandlingForm.opened_at, HandlingForm.id), first, WHOLE)

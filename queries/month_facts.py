"""A month as plain values, for the table of its acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Department, Month, Replenishment, Staff, StaffRole
from queries.months import month_before, next_month
from queries.summaries import sales_departments
from rules.month_acts import MonthFacts
from terms.month import MonthVerdict, ReplenishmentStatus
from terms.people import Role, StaffStatus
from terms.time import local_date


def month_facts(session: Session, row: Month, at: datetime, *, department_id: int | None = None) -> MonthFacts:
    """The month as it stands. department_id: the department an act speaks of."""
    signed = {one.department_id for one in row.signed}
    missing = [one for one in sales_departments(session, row.month) if one.id not in signed]
    asked = row.asked
    return MonthFacts(
        status=row.status,
        ended=local_date(at) >= next_month(row.month),
        before_locked=_before_locked(session, row),
        department=department_id,
        signed_here=department_id in signed,
        lacks_office=department_id is not None and not office_of(session, department_id),
        late=tuple(called(session, one) for one in missing),
        hands=hands(row),
        approved_as=_approved_as(row),
        undelivered=undelivered(session, row.id),
        reopening_asked_by=asked.asked_by_id if asked else None,
    )


def hands(row: Month) -> frozenset[int]:
    """Everybody who signed, sent or approved what now stands, principals included."""
    found: set[int | None] = set()
    for one in row.signed:
        found |= {one.signed_by_id, one.principal_id}
    if row.summary is not None:
        found |= {row.summary.sent_by_id, row.summary.principal_id}
        for approval in row.summary.approvals:
            found |= {approval.signed_by_id, approval.principal_id}
    return frozenset(key for key in found if key is not None)


def undelivered(session: Session, month_id: int) -> int:
    """How many lists of a month were not delivered yet."""
    waiting = select(func.count(Replenishment.id)).where(
        Replenishment.month_id == month_id, Replenishment.status == ReplenishmentStatus.LISTED
    )
    return session.scalar(waiting) or 0


def office_of(session: Session, department_id: int) -> list[Staff]:
    """Who holds the post of a department's sales administration."""
    return holders(session, Role.SALES_ADMINISTRATION, department_id=department_id)


def holders(session: Session, *roles: Role, department_id: int | None = None) -> list[Staff]:
    """Active people with one of the roles, in the company or in one department."""
    wanted: Any = (
        select(Staff)
        .where(
            Staff.status == StaffStatus.ACTIVE,
            select(StaffRole.staff_id).where(StaffRole.staff_id == Staff.id, StaffRole.role.in_(roles)).exists(),
        )
        .order_by(Staff.id)
    )
    if department_id is not None:
        wanted = wanted.where(Staff.department_id == department_id)
    return list(session.scalars(wanted))


def called(session: Session, department: Department) -> str:
    """A department that has not signed, with the names of who should: its sales administration, or else its head."""
    people = office_of(session, department.id) or holders(session, Role.DEPARTMENT_HEAD, department_id=department.id)
    names = "、".join(one.name for one in people)
    return f"{department.name} ({names})" if names else department.name


def _before_locked(session: Session, row: Month) -> bool:
    before = session.scalars(select(Month).where(Month.month == month_before(row.month))).one_or_none()
    return before is None or before.locked_at is not None


def _approved_as(row: Month) -> frozenset[Role]:
    given = row.summary.approvals if row.summary else []
    return frozenset(one.role for one in given if one.verdict is MonthVerdict.APPROVED)


def last_day(month: date) -> date:
    """The last day of a month."""
    return date.fromordinal(next_month(month).toordinal() - 1)

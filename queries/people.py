"""People of the company as a case needs them: who could take it, who holds a role over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models import Complaint, Staff, StaffRole
from queries.boards import WITHOUT_RESULT
from rules.permissions import GRANTS, Permission
from terms.people import Role, StaffStatus

MOST = 50


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody who may take a case, with the cases they have without a result."""

    staff: Staff
    cases: int


def handlers(session: Session, case: Complaint) -> list[Handler]:
    """Who of the case's department may handle it, the least busy first; those of its region before the others."""
    busy = (
        select(func.count(Complaint.id))
        .where(Complaint.assigned_to_id == Staff.id, Complaint.state.in_(WITHOUT_RESULT))
        .scalar_subquery()
    )
    statement: Any = (
        select(Staff, busy)
        .where(
            Staff.status == StaffStatus.ACTIVE,
            Staff.department_id == case.department_id,
            Staff.role_rows.any(StaffRole.role.in_(GRANTS[Permission.COMPLAINT_HANDLE])),
        )
        .order_by((Staff.region_id != case.region_id), busy, Staff.number)
        .limit(MOST)
    )
    return [Handler(staff, cases) for staff, cases in session.execute(statement)]


def names_by_role(session: Session, case: Complaint, roles: set[Role]) -> dict[Role, list[str]]:
    """The active holders of each of these roles over a case, by staff number; one statement for all."""
    if not roles:
        return {}
    near = and_(StaffRole.role.in_((Role.CLERK, Role.SUPERVISOR)), Staff.region_id == case.region_id)
    department = and_(
        StaffRole.role.in_((Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)),
        Staff.department_id == case.department_id,
    )
    company = StaffRole.role.not_in((Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION))
    statement: Any = (
        select(StaffRole.role, Staff.name)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(Staff.status == StaffStatus.ACTIVE, StaffRole.role.in_(roles), or_(near, department, company))
        .order_by(Staff.number)
    )
    names: dict[Role, list[str]] = {}
    for role, name in session.execute(statement):
        names.setdefault(role, []).append(name)
    return names

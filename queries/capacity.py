"""In which roles a person stands before a case: own roles within their territory, and those they stand in for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from models import Complaint, Region, Staff, StaffRole, Substitution
from rules.lifecycle import Capacity, Viewer
from terms.people import LADDER, Role, StaffStatus

# Roles that reach the cases of their region, or of their department; every other role reaches the company.
OF_REGION = (Role.CLERK, Role.SUPERVISOR)
OF_DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)


class Placed(Protocol):
    """Something that lies in a region and a department."""

    @property
    def region_id(self) -> int | None: ...

    @property
    def department_id(self) -> int | None: ...


def viewer(session: Session, staff: Staff, case: Complaint, on: date) -> Viewer:
    """The person with every capacity in which they stand before this case on this day."""
    return before(case, staff, stand_in(session, staff, on))


def before(case: Complaint, staff: Staff, standing_in: Iterable[Staff]) -> Viewer:
    """The person before a case: own roles that reach it first, then the ladder's roles of whom they stand in for."""
    own = tuple(Capacity(role) for role in Role if reaches(staff, role, case))
    lent = tuple(
        Capacity(role, principal.id) for principal in standing_in for role in LADDER if reaches(principal, role, case)
    )
    return Viewer(staff.as_person(), own + lent)


def stand_in(session: Session, staff: Staff, on: date) -> list[Staff]:
    """Whom this person stands in for on this day; row scope knows it from here on."""
    found = principals(session, staff, on)
    staff.stand_in(found)
    return found


def reaches(staff: Staff, role: Role, case: Complaint) -> bool:
    """Whether this person holds the role and its territory covers the case."""
    return _reaches(staff, role, case.region_id, case.department_id)


def roles_in(session: Session, staff: Staff, region_id: int | None) -> frozenset[Role]:
    """The roles in which this person would stand before a case of a region."""
    department_id = session.scalar(select(Region.department_id).where(Region.id == region_id))
    return frozenset(role for role in staff.roles if _reaches(staff, role, region_id, department_id))


def _reaches(staff: Staff, role: Role, region_id: int | None, department_id: int | None) -> bool:
    if role not in staff.roles:
        return False
    if role in OF_REGION:
        return staff.region_id == region_id
    return role not in OF_DEPARTMENT or staff.department_id == department_id


def principals(session: Session, staff: Staff, on: date) -> list[Staff]:
    """Whom this person stands in for on this day."""
    statement = (
        select(Staff)
        .join(Substitution, Substitution.principal_id == Staff.id)
        .where(
            Substitution.substitute_id == staff.id,
            Substitution.revoked_at.is_(None),
            Substitution.starts_on <= on,
            Substitution.ends_on >= on,
            Staff.status == StaffStatus.ACTIVE,
        )
        .order_by(Staff.id)
    )
    return list(session.scalars(statement))


def substitutes(session: Session, staff: Staff, on: date) -> list[Staff]:
    """Who stands in for this person on this day."""
    statement = (
        select(Staff)
        .join(Substitution, Substitution.substitute_id == Staff.id)
        .where(
            Substitution.principal_id == staff.id,
            Substitution.revoked_at.is_(None),
            Substitution.starts_on <= on,
            Substitution.ends_on >= on,
        )
        .order_by(Staff.id)
    )
    return list(session.scalars(statement))


def holders_by_role(session: Session, case: Placed) -> dict[Role, frozenset[int]]:
    """Who holds each role of the ladder over this case or person, by their ids; a role nobody holds has none."""
    statement = (
        select(StaffRole.role, Staff.id)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(
            Staff.status == StaffStatus.ACTIVE,
            or_(*(and_(StaffRole.role == role, _covers(role, case)) for role in LADDER)),
        )
    )
    found = list(session.execute(statement))
    return {role: frozenset(id_ for held, id_ in found if held is role) for role in LADDER}


def _covers(role: Role, case: Placed) -> ColumnElement[bool]:
    if role in OF_REGION:
        return Staff.region_id == case.region_id
    if role in OF_DEPARTMENT:
        return Staff.department_id == case.department_id
    return true()

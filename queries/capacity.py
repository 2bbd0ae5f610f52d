"""In which roles a person stands before a case: own roles within their territory, and those they stand in for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session

from models import Complaint, Region, Staff, StaffRole, Substitution
from rules.lifecycle import Capacity, Viewer
from terms.complaint import State
from terms.people import FILES_AS, LADDER, Role, StaffStatus

# Roles that reach the cases of their region, or of their department; every other role reaches the company.
OF_REGION = (Role.CLERK, Role.SUPERVISOR)
OF_DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)


class Placed(Protocol):
    """Something that lies in a region and a department."""

    @property
    def region_id(self) -> int | None: ...

    @property
    def department_id(self) -> int | None: ...


class Holder(Protocol):
    """Somebody with roles and a place: an account, or a person as plain values."""

    @property
    def roles(self) -> frozenset[Role]: ...

    @property
    def region_id(self) -> int | None: ...

    @property
    def department_id(self) -> int | None: ...


def viewer(session: Session, staff: Staff, case: Complaint, on: date) -> Viewer:
    """The person with every capacity in which they stand before this case on this day."""
    return with_offices(session, before(case, staff, stand_in(session, staff, on)), case)


def with_offices(session: Session, by: Viewer, case: Complaint) -> Viewer:
    """The general office files in place of a sales administration that the case's department does not have."""
    waits = case.state is State.APPROVED and case.settlement is not None
    if not waits or case.settlement is None or Role.GENERAL_OFFICE not in by.person.roles:
        return by
    office = case.settlement.file_at
    if FILES_AS[office] not in OF_DEPARTMENT or session.scalar(keepers(case.department_id).limit(1)) is not None:
        return by
    return replace(by, files_for=frozenset({office}))


def keepers(department_id: Any) -> Select[Any]:
    """The active people of a department's sales administration; a column gives those of the row around it."""
    return (
        select(Staff.id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(
            StaffRole.role == Role.SALES_ADMINISTRATION,
            Staff.status == StaffStatus.ACTIVE,
            Staff.department_id == department_id,
        )
    )


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


def reaches(staff: Holder, role: Role, case: Placed) -> bool:
    """Whether this person holds the role and its territory covers the case."""
    return _reaches(staff, role, case.region_id, case.department_id)


def within(role: Role, rows: Any, place: Any) -> ColumnElement[bool]:
    """The condition that rows lie in the same territory as a place, as far as a role reaches; the same as `reaches`.

    rows: a table with region and department; place: a person, or a case whose people are looked for.
    """
    if role in OF_REGION:
        return rows.region_id == place.region_id  # type: ignore[no-any-return]
    if role in OF_DEPARTMENT:
        return rows.department_id == place.department_id  # type: ignore[no-any-return]
    return true()


def roles_in(session: Session, staff: Staff, region_id: int | None) -> frozenset[Role]:
    """The roles in which this person would stand before a case of a region."""
    department_id = session.scalar(select(Region.department_id).where(Region.id == region_id))
    return frozenset(role for role in staff.roles if _reaches(staff, role, region_id, department_id))


def _reaches(staff: Holder, role: Role, region_id: int | None, department_id: int | None) -> bool:
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
            or_(*(and_(StaffRole.role == role, within(role, Staff, case)) for role in LADDER)),
        )
    )
    found = list(session.execute(statement))
    return {role: frozenset(id_ for held, id_ in found if held is role) for role in LADDER}

"""Enter and change departments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import Department, Region, Staff
from rules.permissions import Permission, require
from terms.people import StaffStatus
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import amend, amended, demand, demand_free, entered, refused
from workflows.rows import take
from workflows.transaction import transaction


class StillUsed(Refusal):
    """People or regions still belong here."""


def create_department(
    session: Session,
    *,
    code: str,
    name: str,
    actor: Staff,
    at: datetime,
    is_sales: bool = False,
    once: str | None = None,
) -> Department:
    """Save one department. is_sales: it has regions and handles their complaints.

    :raises NotPermitted, Missing, Taken, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.ORGANISATION_WRITE)
        _demand(session, code, name)
        row = department_made(code=code, name=name, is_sales=is_sales)
        department_created(session, row, actor=actor, at=at)
    return row


def department_made(*, code: str, name: str, is_sales: bool = False) -> Department:
    """The department as it stands after it was entered; not yet in any session."""
    return Department(code=code.strip(), name=name.strip(), is_sales=is_sales, active=True, version=1)


def department_created(session: Session, row: Department, *, actor: Staff, at: datetime) -> None:
    """Save the new department and put it on record."""
    entered(session, "department.created", row, actor=actor, at=at)


def change_department(
    session: Session,
    *,
    department_id: int,
    code: str,
    name: str,
    actor: Staff,
    at: datetime,
    is_sales: bool = False,
    active: bool = True,
    seen: int | None = None,
    once: str | None = None,
) -> Department:
    """Save the entry as it now reads.

    :raises NotPermitted, Missing, Taken, StillUsed, NotFound, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.ORGANISATION_WRITE)
        row = take(session, Department, department_id, actor=actor, seen=seen)
        _demand(session, code, name, besides=row)
        if row.is_sales and not is_sales:
            _demand_without_regions(session, row)
        if row.active and not active:
            _demand_empty(session, row)
        amend(row, {"code": code, "name": name, "is_sales": is_sales, "active": active})
        amended(session, "department.changed", row, actor=actor, at=at)
    return row


def _demand(session: Session, code: str, name: str, *, besides: Department | None = None) -> None:
    demand(code=code, name=name)
    demand_free(session, Department.code, code, besides=besides)
    demand_free(session, Department.name, name, besides=besides)


def _demand_without_regions(session: Session, row: Department) -> None:
    if _any(session, exists().where(Region.department_id == row.id)):
        raise refused(
            StillUsed, "is_sales", say("Regions belong to this department; only a sales department has regions.")
        )


def _demand_empty(session: Session, row: Department) -> None:
    people = exists().where(Staff.department_id == row.id, Staff.status == StaffStatus.ACTIVE)
    regions = exists().where(Region.department_id == row.id, Region.active)
    if _any(session, people) or _any(session, regions):
        raise refused(StillUsed, "active", say("People or regions still belong to it. Move them first."))


def _any(session: Session, condition: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(condition)))

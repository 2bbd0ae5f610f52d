"""Enter and change sales regions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import Department, Region, Staff
from rules.permissions import Permission, require
from terms.people import StaffStatus
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import amend, amended, demand, demand_free, entered, named, refused
from workflows.organisation.departments import StillUsed
from workflows.rows import take
from workflows.transaction import transaction


class NoSalesDepartment(Refusal):
    """Only a sales department has regions."""


def create_region(
    session: Session,
    *,
    code: str,
    name: str,
    department_id: int,
    actor: Staff,
    at: datetime,
    provinces: str = "",
    once: str | None = None,
) -> Region:
    """Save one region. provinces: those it serves, separated by spaces.

    :raises NotPermitted, Missing, Taken, NoSalesDepartment, NotFound, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.ORGANISATION_WRITE)
        _demand(session, code, name, department_id)
        _demand_sales(session, department_id, actor)
        row = region_made(code=code, name=name, department_id=department_id, provinces=provinces)
        region_created(session, row, actor=actor, at=at)
    return row


def region_made(*, code: str, name: str, department_id: int, provinces: str = "") -> Region:
    """The region as it stands after it was entered; not yet in any session."""
    return Region(
        code=code.strip(), name=name.strip(), department_id=department_id, provinces=provinces, active=True, version=1
    )


def region_created(session: Session, row: Region, *, actor: Staff, at: datetime) -> None:
    """Save the new region and put it on record."""
    entered(session, "region.created", row, actor=actor, at=at)


def change_region(
    session: Session,
    *,
    region_id: int,
    code: str,
    name: str,
    department_id: int,
    actor: Staff,
    at: datetime,
    provinces: str = "",
    active: bool = True,
    seen: int | None = None,
    once: str | None = None,
) -> Region:
    """Save the entry as it now reads. Cases keep the department they were registered under.

    :raises NotPermitted, Missing, Taken, NoSalesDepartment, StillUsed, NotFound, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.ORGANISATION_WRITE)
        row = take(session, Region, region_id, actor=actor, seen=seen)
        _demand(session, code, name, department_id, besides=row)
        if department_id != row.department_id:
            _demand_sales(session, department_id, actor)
            _demand_unpeopled(session, row, "department_id")
        if row.active and not active:
            _demand_unpeopled(session, row, "active")
        amend(
            row,
            {"code": code, "name": name, "department_id": department_id, "provinces": provinces, "active": active},
        )
        amended(session, "region.changed", row, actor=actor, at=at)
    return row


def _demand(session: Session, code: str, name: str, department_id: int, *, besides: Region | None = None) -> None:
    demand(code=code, name=name, department_id=department_id)
    demand_free(session, Region.code, code, besides=besides)
    demand_free(session, Region.name, name, besides=besides)


def _demand_sales(session: Session, department_id: int, actor: Staff) -> None:
    department = named(session, Department, department_id, "department_id", actor.as_person())
    if department is None or not department.is_sales or not department.active:
        raise refused(NoSalesDepartment, "department_id", say("Choose a sales department that is in use."))


def _demand_unpeopled(session: Session, row: Region, field: str) -> None:
    """Refuse while people work there: they would stand in a department other than their region's."""
    people = exists().where(Staff.region_id == row.id, Staff.status == StaffStatus.ACTIVE)
    if session.scalar(select(people)):
        raise refused(StillUsed, field, say("People still belong to it. Move them first."))

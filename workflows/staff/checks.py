"""What must hold of every person's entry, new or changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Department, Region, Staff, StaffRole
from rules.posts import unplaced
from terms.people import Role, StaffStatus
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import Taken, demand, named, refused


class Misplaced(Refusal):
    """A role without the region or department it works in."""


class AboveThemselves(Refusal):
    """Somebody would report to themselves, directly or round a corner."""


class LastAdministrator(Refusal):
    """Without an administrator nobody could let anybody in again."""


class OwnAccount(Refusal):
    """Nobody changes what they themselves may do."""


def demand_entry(number: str, name: str, roles: Iterable[Role]) -> None:
    """:raises Missing:"""
    demand(number=number, name=name, roles=",".join(roles))


def demand_own_log_in(session: Session, number: str, phone: str | None, *, besides: Staff | None = None) -> None:
    """Refuse a number or phone by which somebody else logs in.

    :raises Taken:
    """
    for field, value in (("number", number), ("phone", phone)):
        if not value:
            continue
        other = select(Staff.id).where(or_(Staff.number == value, Staff.phone == value))
        if besides is not None:
            other = other.where(Staff.id != besides.id)
        if session.scalar(other.limit(1)) is not None:
            raise refused(Taken, field, say("Another entry has this already: %(value)s.", value=value))


def place_of(
    session: Session, roles: Iterable[Role], region_id: int | None, department_id: int | None, actor: Staff
) -> tuple[int | None, int | None]:
    """The region and department as they are kept: whoever works in a region works in its department.

    :raises Misplaced, NotFound:
    """
    region = named(session, Region, region_id, "region_id", actor.as_person())
    department = named(session, Department, department_id, "department_id", actor.as_person())
    if region is not None and department is not None and region.department_id != department.id:
        sentence = say("%(region)s belongs to %(department)s.", region=region.name, department=region.department.name)
        raise refused(Misplaced, "region_id", sentence)
    kept = department_id if region is None else region.department_id
    lacks = unplaced(roles, region_id=region_id, department_id=kept)
    if lacks:
        raise Misplaced(lacks[0][1], fields=lacks)
    return region_id, kept


def demand_superior(session: Session, reports_to_id: int | None, actor: Staff, *, of: Staff | None = None) -> None:
    """Refuse a superior who is the person, or who reports to the person at whatever distance.

    :raises AboveThemselves, NotFound:
    """
    above = named(session, Staff, reports_to_id, "reports_to_id", actor.as_person())
    passed: set[int] = set()
    while of is not None and above is not None and above.id not in passed:
        if above.id == of.id:
            raise refused(AboveThemselves, "reports_to_id", say("This person reports to %(name)s.", name=of.name))
        passed.add(above.id)
        above = session.get(Staff, above.reports_to_id) if above.reports_to_id else None


def lock_administrators(session: Session) -> frozenset[int]:
    """The active administrators, locked in the order of their keys before anybody else is.

    Two who take each other's right away at once wait for each other here instead of both succeeding.
    """
    holders = select(StaffRole.staff_id).where(StaffRole.role == Role.ADMINISTRATOR)
    active = select(Staff).where(Staff.id.in_(holders), Staff.status == StaffStatus.ACTIVE).order_by(Staff.id)
    return frozenset(row.id for row in session.scalars(active.with_for_update(of=Staff)))


def demand_administrator_left(administrators: frozenset[int], leaving: Staff, field: str) -> None:
    """:raises LastAdministrator:"""
    if administrators == {leaving.id}:
        raise refused(LastAdministrator, field, say("This is the last active administrator. Name another one first."))


def demand_other(staff: Staff, actor: Staff, field: str = "") -> None:
    """:raises OwnAccount:"""
    if staff.id == actor.id:
        sentence = say("Nobody changes their own rights; ask another administrator.")
        raise OwnAccount(sentence, fields=((field, sentence),) if field else ())

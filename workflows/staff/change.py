"""Change a person's entry: name, phone, place, superior, roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff, StaffRole
from rules.permissions import Permission, require
from terms.people import Role
from workflows import audit
from workflows.auth.end_sessions import end_sessions
from workflows.entries import amend, amended, phone_of
from workflows.pinyin import spelled
from workflows.rows import raise_version, take
from workflows.staff.checks import (
    demand_administrator_left,
    demand_entry,
    demand_other,
    demand_own_log_in,
    demand_superior,
    lock_administrators,
    place_of,
)
from workflows.transaction import transaction


def change(
    session: Session,
    *,
    staff_id: int,
    number: str,
    name: str,
    roles: Iterable[Role],
    actor: Staff,
    at: datetime,
    phone: str | None = None,
    department_id: int | None = None,
    region_id: int | None = None,
    reports_to_id: int | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> Staff:
    """Save the entry as it now reads. Other roles end the person's sessions: rights change at once.

    :raises NotPermitted, Missing, Taken, Misplaced, AboveThemselves, OwnAccount, LastAdministrator, NotFound,
        NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        administrators = lock_administrators(session)
        row = take(session, Staff, staff_id, actor=actor, seen=seen)
        demand_entry(number, name, roles)
        kept_phone = phone_of(phone)
        demand_own_log_in(session, number, kept_phone, besides=row)
        region, department = place_of(session, roles, region_id, department_id, actor)
        demand_superior(session, reports_to_id, actor, of=row)
        amend(
            row,
            {
                "number": number, "name": name, "pinyin": spelled(name), "phone": kept_phone,
                "department_id": department, "region_id": region, "reports_to_id": reports_to_id,
            },
        )  # fmt: skip
        if frozenset(roles) == row.roles:
            amended(session, "staff.changed", row, actor=actor, at=at)
        else:
            _given_roles(session, row, frozenset(roles), administrators, actor=actor, at=at)
    return row


def _given_roles(
    session: Session, row: Staff, roles: frozenset[Role], administrators: frozenset[int], *, actor: Staff, at: datetime
) -> None:
    demand_other(row, actor, "roles")
    if Role.ADMINISTRATOR not in roles:
        demand_administrator_left(administrators, row, "roles")
    before = sorted(row.roles)
    row.role_rows = [old for old in row.role_rows if old.role in roles] + [
        StaffRole(role=role) for role in sorted(roles - row.roles)
    ]
    raise_version(row)
    end_sessions(session, row, at)
    event = audit.record(session, "staff.roles_changed", row, actor, at)
    event.changes = {**event.changes, "roles": [audit.plain(before), audit.plain(sorted(roles))]}

"""Enter a new member of the staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff, StaffRole
from rules.permissions import Permission, require
from terms.people import Role, StaffStatus
from workflows import audit
from workflows.entries import entered, phone_of
from workflows.pinyin import spelled
from workflows.staff.checks import demand_entry, demand_own_log_in, demand_superior, place_of
from workflows.staff.one_time_password import given, new_password
from workflows.transaction import transaction


@dataclass(frozen=True, slots=True)
class Account:
    """A person and the password to hand over; it is kept nowhere and cannot be asked for again."""

    staff: Staff
    password: str


def create(
    session: Session,
    *,
    number: str,
    name: str,
    roles: Iterable[Role],
    actor: Staff,
    at: datetime,
    phone: str | None = None,
    department_id: int | None = None,
    region_id: int | None = None,
    reports_to_id: int | None = None,
    with_password: bool = True,
    once: str | None = None,
) -> Account:
    """Save one person with their roles; the answer holds the one-time password.

    with_password: False for somebody who is let in later, by a password that is made then.

    :raises NotPermitted, Missing, Taken, Misplaced, NotFound, AlreadySent:
    """
    # Before the write lock is taken, because hashing is slow on purpose.
    password, password_hash = new_password() if with_password else ("", None)
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        demand_entry(number, name, roles)
        kept_phone = phone_of(phone)
        demand_own_log_in(session, number, kept_phone)
        region, department = place_of(session, roles, region_id, department_id, actor)
        demand_superior(session, reports_to_id, actor)
        row = made(
            number=number, name=name, roles=roles, phone=kept_phone, department_id=department, region_id=region,
            reports_to_id=reports_to_id,
        )  # fmt: skip
        if password_hash is not None:
            given(row, password_hash, at)
        created(session, row, actor=actor, at=at)
    return Account(row, password)


def made(
    *,
    number: str,
    name: str,
    roles: Iterable[Role],
    phone: str | None = None,
    department_id: int | None = None,
    region_id: int | None = None,
    reports_to_id: int | None = None,
) -> Staff:
    """The person as they stand after they were entered, without a password; not yet in any session."""
    row = Staff(
        number=number.strip(),
        name=name.strip(),
        pinyin=spelled(name),
        phone=phone,
        department_id=department_id,
        region_id=region_id,
        reports_to_id=reports_to_id,
        status=StaffStatus.ACTIVE,
        version=1,
    )
    row.role_rows = [StaffRole(role=role) for role in sorted(frozenset(roles))]
    return row


def created(session: Session, row: Staff, *, actor: Staff | None, at: datetime) -> None:
    """Save the new person and put them on record."""
    event = entered(session, "staff.created", row, actor=actor, at=at)
    event.changes = {**event.changes, "roles": [None, audit.plain(sorted(row.roles))]}

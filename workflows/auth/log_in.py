"""Somebody says who they are and proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import AuditEvent, AuthSession, Staff
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.auth import hashing
from workflows.auth.tokens import fingerprint, new_token
from workflows.transaction import transaction

LONGEST_NAME = 64
LONGEST_AGENT = 200


class WrongLogIn(Refusal):
    """Unknown, wrong, locked, disabled or expired: the answer is the same for all, so that it tells nothing."""


@dataclass(frozen=True, slots=True)
class LockOut:
    """After how many wrong passwords in a row an account rests, and for how long."""

    tries: int
    rest: timedelta


def log_in(
    session: Session, *, name: str, password: str, at: datetime, lock_out: LockOut, address: str = "", agent: str = ""
) -> str:
    """Open a session for the person of this staff number or phone; return the secret that the browser keeps.

    Every try is an event. The password is checked before the write lock is taken, because checking is slow on purpose.

    :raises WrongLogIn:
    """
    found = _find(session, name)
    right = hashing.matches(found.password_hash if found else None, password)
    secret = ""
    with transaction(session):
        staff = session.get_one(Staff, found.id, with_for_update=True, populate_existing=True) if found else None
        if staff is None:
            session.add(AuditEvent(at=at, kind="staff.log_in_failed", subject="staff", address=address))
        elif right and _may_enter(staff, at):
            secret = _open(session, staff, password, at, address, agent)
        else:
            _count_failure(session, staff, at, lock_out)
    # Raised after the commit: the failed try has to be kept.
    if not secret:
        raise WrongLogIn(
            say("The staff number or password is not right, or the account is resting after too many tries.")
        )
    return secret


def _find(session: Session, name: str) -> Staff | None:
    wanted = name.strip()
    if not wanted or len(wanted) > LONGEST_NAME or not wanted.isprintable():
        return None
    named = (
        select(Staff)
        .where(or_(Staff.number == wanted, Staff.phone == wanted))
        .order_by(Staff.number != wanted, Staff.id)
    )
    return session.scalars(named.limit(1)).first()


def _may_enter(staff: Staff, at: datetime) -> bool:
    resting = staff.locked_until is not None and at < staff.locked_until
    expired = staff.initial_password_until is not None and at > staff.initial_password_until
    return staff.is_active and not resting and not expired


def _open(session: Session, staff: Staff, password: str, at: datetime, address: str, agent: str) -> str:
    staff.failed_logins, staff.locked_until = 0, None
    if staff.password_hash and hashing.needs_new_hash(staff.password_hash):
        staff.password_hash = hashing.hash_password(password)
    secret = new_token()
    kept = fingerprint(secret)
    session.add(
        AuthSession(
            secret_hash=kept, staff_id=staff.id, started_at=at, seen_at=at, address=address, agent=agent[:LONGEST_AGENT]
        )
    )
    audit.record(session, "staff.logged_in", staff, staff, at)
    return secret


def _count_failure(session: Session, staff: Staff, at: datetime, lock_out: LockOut) -> None:
    audit.record(session, "staff.log_in_failed", staff, None, at)
    if staff.locked_until is not None and at < staff.locked_until:
        return
    staff.failed_logins += 1
    if staff.failed_logins >= lock_out.tries:
        staff.failed_logins, staff.locked_until = 0, at + lock_out.rest
        audit.record(session, "staff.locked", staff, None, at)

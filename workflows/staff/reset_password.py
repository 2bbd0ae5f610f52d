"""Give somebody who forgot theirs a one-time password; free an account that rests after too many tries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.auth.end_sessions import end_sessions
from workflows.rows import raise_version, take
from workflows.staff.checks import OwnAccount
from workflows.staff.create import Account
from workflows.staff.one_time_password import given, new_password
from workflows.transaction import transaction


class NotResting(Refusal):
    """The account is not locked."""


def reset_password(
    session: Session, *, staff_id: int, actor: Staff, at: datetime, seen: int | None = None, once: str | None = None
) -> Account:
    """Replace somebody's password by a one-time one and end their sessions.

    One's own is changed on the account page, which asks for the present one.

    :raises NotPermitted, OwnAccount, NotFound, ChangedMeanwhile, AlreadySent:
    """
    password, password_hash = new_password()
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        row = take(session, Staff, staff_id, actor=actor, seen=seen)
        if row.id == actor.id:
            raise OwnAccount(say("Change your own password on your account page."))
        given(row, password_hash, at)
        end_sessions(session, row, at)
        raise_version(row)
        audit.record(session, "staff.password_reset", row, actor, at)
    return Account(row, password)


def unlock(
    session: Session, *, staff_id: int, actor: Staff, at: datetime, seen: int | None = None, once: str | None = None
) -> Staff:
    """Let somebody try again at once.

    :raises NotPermitted, NotResting, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        row = take(session, Staff, staff_id, actor=actor, seen=seen)
        if row.locked_until is None or row.locked_until <= at:
            raise NotResting(say("This account does not rest; a log-in may be tried."))
        row.failed_logins, row.locked_until = 0, None
        raise_version(row)
        audit.record(session, "staff.unlocked", row, actor, at)
    return row

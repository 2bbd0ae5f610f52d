"""Somebody chooses a new password of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.auth import hashing
from workflows.auth.end_sessions import end_sessions
from workflows.auth.password_rules import check_password
from workflows.transaction import transaction


class WrongPassword(Refusal):
    """The present password was not the right one."""


def change_password(
    session: Session, *, old: str, new: str, actor: Staff, at: datetime, keep_session: int | None = None
) -> None:
    """Replace the actor's password; every other session of theirs ends.

    :raises WrongPassword, WeakPassword:
    """
    if not hashing.matches(actor.password_hash, old):
        raise WrongPassword(
            say("The present password is not right."), fields=(("old", say("The present password is not right.")),)
        )
    check_password(new, number=actor.number, name=actor.name, phone=actor.phone, pinyin=actor.pinyin, old=old)
    kept = hashing.hash_password(new)
    with transaction(session):
        staff = session.get_one(Staff, actor.id, with_for_update=True, populate_existing=True)
        end_sessions(session, staff, at, keep=keep_session)
        password_changed(session, staff, kept, at=at)


def password_changed(session: Session, staff: Staff, password_hash: str, *, at: datetime) -> None:
    """The step itself."""
    staff.password_hash, staff.must_change_password, staff.initial_password_until = password_hash, False, None
    audit.record(session, "staff.password_changed", staff, staff, at)

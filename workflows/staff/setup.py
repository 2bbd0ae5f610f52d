"""An empty company: whoever can read the console makes the first administrator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models import SetupToken, Staff, StaffRole
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.auth.hashing import hash_password
from workflows.auth.password_rules import check_password
from workflows.auth.tokens import fingerprint, new_token
from workflows.pinyin import spelled
from workflows.transaction import transaction


class WrongToken(Refusal):
    """The set-up token is not the one last printed, or was used."""


class AlreadySetUp(Refusal):
    """There are staff already; set-up is over."""


def is_empty(session: Session) -> bool:
    """Whether nobody works here yet."""
    return not session.scalar(select(exists().where(Staff.id.is_not(None))))


def issue_token(session: Session, *, at: datetime) -> str:
    """A new one-time token for whoever reads the console; older ones are void.

    :raises AlreadySetUp:
    """
    token = new_token()
    with transaction(session):
        _require_empty(session)
        session.execute(update(SetupToken).where(SetupToken.used_at.is_(None)).values(used_at=at))
        session.add(SetupToken(token_hash=fingerprint(token), issued_at=at))
    return token


def set_up(session: Session, *, token: str, number: str, name: str, password: str, at: datetime) -> Staff:
    """Make the first administrator.

    :raises AlreadySetUp, WrongToken, WeakPassword:
    """
    with transaction(session):
        _require_empty(session)
        _use(session, token, at)
        check_password(password, number=number, name=name, pinyin=spelled(name))
        staff = administrator(number=number, name=name, password_hash=hash_password(password))
        founded(session, staff, at=at)
    return staff


def administrator(*, number: str, name: str, password_hash: str) -> Staff:
    """The first one, not yet in any session."""
    staff = Staff(
        number=number, name=name, pinyin=spelled(name), password_hash=password_hash, must_change_password=False
    )
    staff.role_rows.append(StaffRole(role=Role.ADMINISTRATOR))
    return staff


def founded(session: Session, staff: Staff, *, at: datetime) -> None:
    """Save the first administrator and put them on record."""
    session.add(staff)
    session.flush()
    audit.record(session, "staff.set_up", staff, staff, at, more={"number": staff.number, "name": staff.name})


def _require_empty(session: Session) -> None:
    if not is_empty(session):
        raise AlreadySetUp(say("The company is set up already; log in instead."))


def _use(session: Session, token: str, at: datetime) -> None:
    wanted = select(SetupToken).where(SetupToken.token_hash == fingerprint(token.strip()), SetupToken.used_at.is_(None))
    row = session.scalars(wanted.with_for_update()).one_or_none()
    if row is None:
        refusal = say("This is not the token on the console. It is printed anew at every start of an empty company.")
        raise WrongToken(refusal, fields=(("token", refusal),))
    row.used_at = at

"""Let somebody in no more, or again. Nobody is deleted: their signatures stay theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff
from rules.permissions import Permission, require
from terms.people import StaffStatus
from terms.refusal import Refusal
from terms.text import say
from workflows.auth.end_sessions import end_sessions
from workflows.entries import amended, demand
from workflows.rows import take
from workflows.staff.checks import demand_administrator_left, demand_other, lock_administrators
from workflows.transaction import transaction


class AlreadySo(Refusal):
    """The account has this status."""


def disable(
    session: Session,
    *,
    staff_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Staff:
    """Close the account and end its sessions.

    :raises NotPermitted, Missing, OwnAccount, LastAdministrator, AlreadySo, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        administrators = lock_administrators(session)
        row = take(session, Staff, staff_id, actor=actor, seen=seen)
        demand(reason=reason)
        demand_other(row, actor)
        demand_administrator_left(administrators, row, "")
        if not row.is_active:
            raise AlreadySo(say("This account is disabled already."))
        row.status = StaffStatus.DISABLED
        end_sessions(session, row, at)
        amended(session, "staff.disabled", row, actor=actor, at=at, note=reason)
    return row


def enable(
    session: Session,
    *,
    staff_id: int,
    actor: Staff,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Staff:
    """Open the account again, with the password it had.

    :raises NotPermitted, AlreadySo, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.STAFF_WRITE)
        row = take(session, Staff, staff_id, actor=actor, seen=seen)
        if row.is_active:
            raise AlreadySo(say("This account is active already."))
        row.status = StaffStatus.ACTIVE
        end_sessions(session, row, at)
        amended(session, "staff.enabled", row, actor=actor, at=at, note=reason)
    return row

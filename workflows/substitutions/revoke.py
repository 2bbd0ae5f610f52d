"""End a substitution before its last day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff, Substitution
from rules.permissions import Permission, require
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import amended
from workflows.rows import take
from workflows.substitutions.name import NotYours
from workflows.transaction import transaction


class Over(Refusal):
    """It was revoked or has ended."""


def revoke(
    session: Session,
    *,
    substitution_id: int,
    actor: Staff,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Substitution:
    """From now on the substitute signs no more; what was signed stays signed.

    :raises NotPermitted, NotYours, Over, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SUBSTITUTE_NAME)
        row = take(session, Substitution, substitution_id, actor=actor, seen=seen)
        if row.principal_id != actor.id and Role.ADMINISTRATOR not in actor.roles:
            raise NotYours(say("Only the person themselves or the administrator revokes a substitute."))
        if row.revoked_at is not None or row.ends_on < local_date(at):
            raise Over(say("This substitution is over already."))
        row.revoked_at = at
        amended(session, "substitution.revoked", row, actor=actor, at=at, note=reason)
    return row

"""Call off a pack that was put in force for a later day and has not begun."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import PackInForce, Staff
from rules.permissions import Permission, require
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.rows import raise_version, take
from workflows.rulebook.put_in_force import NotLikeThis, demand_whole, rows_in_force, sides_of
from workflows.rulebook.turns import take_turn
from workflows.transaction import transaction
from workflows.words import need


def call_off(
    session: Session, *, pack_in_force_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> PackInForce:  # fmt: skip
    """Take out a row that no case was judged under; what it would have ended for the same cases goes on.

    :raises NotPermitted, NotLikeThis, WordsMissing, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_PUT)
        need(reason=reason)
        take_turn(session)
        row = take(session, PackInForce, pack_in_force_id, actor=actor, seen=seen)
        if row.since <= local_date(at):
            raise NotLikeThis(say("It has begun on %(day)s already; end it instead.", day=row.since))
        others = [one for one in rows_in_force(session, actor=actor, at=at) if one is not row]
        ended = [one for one in others if one.until == row.since and sides_of(one) == sides_of(row)]
        for one in ended:
            one.until = row.until
            raise_version(one)
        demand_whole(others)
        more = {"goes_on": [one.pack for one in ended]} if ended else {}
        audit.record(session, "pack_in_force.called_off", row, actor, at, note=reason.strip(), more=more)
        session.delete(row)
    return row

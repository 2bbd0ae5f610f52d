"""Name a substitute who signs in the principal's name for some days."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Staff, Substitution
from rules.permissions import Permission, require
from rules.posts import signs
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import demand, entered, refused
from workflows.rows import NotFound
from workflows.transaction import transaction


class NotYours(Refusal):
    """Only the administrator names a substitute for somebody else."""


class Unfit(Refusal):
    """This person cannot stand in, or there is nothing to stand in for."""


class WrongDays(Refusal):
    """The days are out of order or over."""


class Overlapping(Refusal):
    """Somebody stands in on some of these days already."""


def name_substitute(
    session: Session,
    *,
    substitute_id: int,
    starts_on: date,
    ends_on: date,
    actor: Staff,
    at: datetime,
    principal_id: int | None = None,
    reason: str = "",
    once: str | None = None,
) -> Substitution:
    """Save one substitution, first and last day included. principal_id: the actor unless said.

    Any active colleague may be named, whatever their own scope: they act in the principal's.

    Source: P06 六; decision 5.
    :raises NotPermitted, NotYours, Missing, Unfit, WrongDays, Overlapping, NotFound, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SUBSTITUTE_NAME)
        demand(substitute_id=substitute_id, starts_on=starts_on, ends_on=ends_on)
        principal = _principal(session, principal_id or actor.id, actor)
        _demand_fit(session, principal, substitute_id)
        _demand_days(session, principal, starts_on, ends_on, local_date(at))
        row = made(
            principal_id=principal.id, substitute_id=substitute_id, starts_on=starts_on, ends_on=ends_on, reason=reason
        )
        named(session, row, actor=actor, at=at)
    return row


def made(*, principal_id: int, substitute_id: int, starts_on: date, ends_on: date, reason: str = "") -> Substitution:
    """The substitution as it stands after it was named; not yet in any session."""
    return Substitution(
        principal_id=principal_id,
        substitute_id=substitute_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        version=1,
    )


def named(session: Session, row: Substitution, *, actor: Staff, at: datetime) -> None:
    """Save the new substitution and put it on record."""
    entered(session, "substitution.named", row, actor=actor, at=at)


def _principal(session: Session, principal_id: int, actor: Staff) -> Staff:
    """The principal, locked: two who name substitutes for the same days wait for each other."""
    if principal_id != actor.id and Role.ADMINISTRATOR not in actor.roles:
        sentence = say("You may name your own substitute; the administrator names one for others.")
        raise refused(NotYours, "principal_id", sentence)
    found = session.scalars(select(Staff).where(Staff.id == principal_id).with_for_update(of=Staff)).one_or_none()
    if found is None:
        raise refused(NotFound, "principal_id", say("This entry does not exist or is not yours to see."))
    if not signs(found.roles):
        raise refused(
            Unfit, "principal_id", say("%(name)s signs nothing that somebody could sign for.", name=found.name)
        )
    return found


def _demand_fit(session: Session, principal: Staff, substitute_id: int) -> None:
    if substitute_id == principal.id:
        raise refused(Unfit, "substitute_id", say("Nobody stands in for themselves."))
    substitute = session.get(Staff, substitute_id)
    if substitute is None or not substitute.is_active:
        raise refused(Unfit, "substitute_id", say("Choose somebody whose account is active."))


def _demand_days(session: Session, principal: Staff, starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise refused(WrongDays, "ends_on", say("The last day lies before the first."))
    if ends_on < today:
        raise refused(WrongDays, "ends_on", say("These days are over."))
    same_days = select(Substitution).where(
        Substitution.principal_id == principal.id,
        Substitution.revoked_at.is_(None),
        Substitution.starts_on <= ends_on,
        Substitution.ends_on >= starts_on,
    )
    other = session.scalars(same_days.order_by(Substitution.starts_on).limit(1)).first()
    if other is not None:
        sentence = say(
            "%(substitute)s stands in from %(first)s to %(last)s already. Revoke that first.",
            substitute=other.substitute.name, first=other.starts_on, last=other.ends_on,
        )  # fmt: skip
        raise refused(Overlapping, "starts_on", sentence)

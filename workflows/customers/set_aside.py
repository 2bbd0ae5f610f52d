"""Set a customer aside who buys no more, or take one back. Nothing is deleted; old cases keep their customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Customer, Region, Staff
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from workflows.customers.checks import demand_own
from workflows.entries import amended, demand
from workflows.rows import take
from workflows.transaction import transaction


class AlreadyThere(Refusal):
    """The customer is set aside, or in use, already."""


def set_aside(
    session: Session,
    *,
    customer_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Customer:
    """Offer the customer no longer for new cases and shipments.

    :raises NotPermitted, Missing, NotYourRegion, AlreadyThere, NotFound, ChangedMeanwhile:
    """
    demand(reason=reason)
    return _set(session, customer_id, False, reason, actor, at, seen, once)


def take_back(
    session: Session,
    *,
    customer_id: int,
    actor: Staff,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Customer:
    """Offer the customer again.

    :raises NotPermitted, NotYourRegion, AlreadyThere, NotFound, ChangedMeanwhile:
    """
    return _set(session, customer_id, True, reason, actor, at, seen, once)


def _set(
    session: Session,
    customer_id: int,
    active: bool,  # noqa: FBT001
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None,
    once: str | None,
) -> Customer:
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.CUSTOMER_WRITE)
        row = take(session, Customer, customer_id, actor=actor, seen=seen)
        demand_own(session.get_one(Region, row.region_id), actor)
        if row.active is active:
            raise AlreadyThere(
                say("This customer is in use.") if active else say("This customer is set aside already.")
            )
        activity_changed(session, row, active=active, actor=actor, at=at, reason=reason)
    return row


def activity_changed(
    session: Session, row: Customer, *, active: bool, actor: Staff, at: datetime, reason: str = ""
) -> None:
    """The step itself."""
    row.active = active
    amended(session, "customer.taken_back" if active else "customer.set_aside", row, actor=actor, at=at, note=reason)

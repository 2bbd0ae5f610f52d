"""The customer accepts what was done, or does not (客户验收)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import ServiceRecord, Staff
from terms.refusal import Refusal
from terms.service import ServiceAct
from terms.text import say
from workflows.entries import amended, demand, refused
from workflows.services.case import begin, take_record
from workflows.transaction import transaction

RATINGS = range(1, 6)


class NoRating(Refusal):
    """A rating is a whole number from 1 to 5."""


def accept(
    session: Session,
    *,
    service_record_id: int,
    accepted_by: str,
    rating: int,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Record who accepted for the customer, and how satisfied they are, 1 to 5.

    :raises ServiceNotPossible, Missing, NoRating, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_record(session, service_record_id, actor=actor, seen=seen)
        demand(accepted_by=accepted_by, rating=rating)
        if rating not in RATINGS:
            raise refused(NoRating, "rating", say("Choose 1 to 5."))
        accepted(session, row, accepted_by=accepted_by, rating=rating, actor=actor, at=at)
    return row


def accepted(
    session: Session, row: ServiceRecord, *, accepted_by: str, rating: int, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(row, ServiceAct.ACCEPT, actor)
    row.accepted_by, row.accepted_at, row.rating = accepted_by, at, rating
    amended(session, "service_record.accepted", row, actor=actor, at=at)


def decline(
    session: Session,
    *,
    service_record_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Record why the customer does not accept; the record waits for another visit.

    :raises ServiceNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_record(session, service_record_id, actor=actor, seen=seen)
        demand(reason=reason)
        declined(session, row, reason=reason, actor=actor, at=at)
    return row


def declined(session: Session, row: ServiceRecord, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(row, ServiceAct.DECLINE, actor)
    row.planned_at = None
    amended(session, "service_record.declined", row, actor=actor, at=at, note=reason)

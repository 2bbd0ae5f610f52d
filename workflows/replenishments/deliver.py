"""Logistics plans and delivers one distributor's list."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import DeliveryPaper, Replenishment, Staff
from rules.permissions import Permission, require
from terms.month import ReplenishmentStatus
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.attachments.attach import stored
from workflows.attachments.files import NotAFileWeTake, Ready, Storage, Upload
from workflows.entries import amend, amended, demand, refused
from workflows.rows import raise_version, take
from workflows.transaction import transaction

CLAUSE = "P06 五(7)"


class AlreadyDelivered(Refusal):
    """The list was delivered."""


class NotThen(Refusal):
    """A day before the list was made, or one that has not come."""


def plan(
    session: Session, *, replenishment_id: int, planned_on: date, actor: Staff, at: datetime, carrier: str = "",
    seen: int | None = None, once: str | None = None,
) -> Replenishment:  # fmt: skip
    """Say when the goods go, and with whom.

    :raises NotPermitted, Missing, AlreadyDelivered, NotThen, NothingChanged, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = _take(session, replenishment_id, actor, seen)
        demand(planned_on=planned_on)
        if planned_on < local_date(row.listed_at):
            raise refused(NotThen, "planned_on", say("The list was made on %(day)s.", day=local_date(row.listed_at)))
        amend(row, {"planned_on": planned_on, "carrier": carrier})
        amended(session, "replenishment.planned", row, actor=actor, at=at)
    return row


def deliver(
    session: Session, *, replenishment_id: int, delivery_note: str, delivered_on: date, received_by: str,
    actor: Staff, at: datetime, storage: Storage, uploads: list[Upload] | None = None, carrier: str = "",
    seen: int | None = None, once: str | None = None,
) -> Replenishment:  # fmt: skip
    """Confirm the delivery with the number of its note and the copy the distributor signed.

    Source: P06 五(7); LG-03.
    :raises NotPermitted, Missing, NotAFileWeTake, AlreadyDelivered, NotThen, NotFound, ChangedMeanwhile, AlreadySent:
    """
    if not uploads:
        raise refused(NotAFileWeTake, "files", say("Add the delivery note with the distributor's signature."))
    with stored(uploads, storage) as files, transaction(session, once=once, actor=actor, at=at):
        row = _take(session, replenishment_id, actor, seen)
        demand(delivery_note=delivery_note, delivered_on=delivered_on, received_by=received_by)
        _demand_day(row, delivered_on, local_date(at))
        delivered(
            session, row, files, delivery_note=delivery_note, delivered_on=delivered_on, received_by=received_by,
            carrier=carrier, actor=actor, at=at,
        )  # fmt: skip
    return row


def delivered(
    session: Session, row: Replenishment, files: list[Ready], *, delivery_note: str, delivered_on: date,
    received_by: str, carrier: str, actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    row.status, row.delivered_at, row.delivered_by_id = ReplenishmentStatus.DELIVERED, at, actor.id
    row.delivery_note, row.delivered_on, row.received_by = delivery_note, delivered_on, received_by
    row.carrier = carrier or row.carrier
    row.papers += [_paper(file, actor, at) for file in files]
    raise_version(row)
    names = [file.original_name for file in files]
    audit.record(session, "replenishment.delivered", row, actor, at, CLAUSE, more={"files": names})


def _paper(file: Ready, actor: Staff, at: datetime) -> DeliveryPaper:
    return DeliveryPaper(
        original_name=file.original_name, stored_name=file.stored_name, media_type=file.media_type,
        size=len(file.content), sha256=file.sha256, added_at=at, added_by_id=actor.id,
    )  # fmt: skip


def _take(session: Session, key: int, actor: Staff, seen: int | None) -> Replenishment:
    require(actor.roles, Permission.REPLENISHMENT_DELIVER)
    row = take(session, Replenishment, key, actor=actor, seen=seen)
    if row.status is ReplenishmentStatus.DELIVERED:
        raise AlreadyDelivered(say("This list is delivered."), clause=CLAUSE)
    return row


def _demand_day(row: Replenishment, delivered_on: date, today: date) -> None:
    if delivered_on > today:
        raise refused(NotThen, "delivered_on", say("This day has not come yet."))
    if delivered_on < local_date(row.listed_at):
        raise refused(NotThen, "delivered_on", say("The list was made on %(day)s.", day=local_date(row.listed_at)))

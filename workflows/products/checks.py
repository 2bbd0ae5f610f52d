"""What must hold of products and batches, new or changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from models import Batch, Complaint, Product, SettlementLine, Shipment
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import refused


class NotACount(Refusal):
    """A count must be one or more."""


class InUse(Refusal):
    """What earlier papers rest on cannot be changed under them."""


class NotYetProduced(Refusal):
    """The day lies in the future."""


def demand_counts(**counts: int) -> None:
    """:raises NotACount:"""
    for name, count in counts.items():
        if count < 1:
            raise refused(NotACount, name, say("Write a whole number of at least 1."))


def demand_units_unused(session: Session, product: Product) -> None:
    """Refuse another count of bottles in a case once goods were shipped or complained about: old multiples rest on it.

    :raises InUse:
    """
    shipped = exists().where(Shipment.batch_id == Batch.id, Batch.product_id == product.id)
    complained = exists().where(Complaint.product_id == product.id)
    settled = exists().where(SettlementLine.product_id == product.id)
    if _any(session, shipped, complained, settled):
        sentence = say(
            "Shipments or complaints count in cases of this size. Enter the new case as a product of its own."
        )
        raise refused(InUse, "units_per_case", sentence)


def demand_batch_unused(session: Session, batch: Batch) -> None:
    """Refuse to move a batch to another product once it was shipped or complained about.

    :raises InUse:
    """
    shipped, complained = exists().where(Shipment.batch_id == batch.id), exists().where(Complaint.batch_id == batch.id)
    if _any(session, shipped, complained):
        raise refused(InUse, "product_id", say("Shipments or complaints name this batch; its product stays."))


def demand_produced(produced_on: date, today: date) -> None:
    """:raises NotYetProduced:"""
    if produced_on > today:
        raise refused(NotYetProduced, "produced_on", say("This day has not come yet."))


def _any(session: Session, *conditions: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(or_(*conditions))))

"""What must hold of every shipment, new or changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import Batch, Customer, Staff
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import named, refused
from workflows.rows import NotFound


class NothingShipped(Refusal):
    """A shipment holds one case or more."""


class WrongDay(Refusal):
    """The goods did not exist that day, or the day has not come."""


def batch_of(session: Session, batch_id: int, actor: Staff) -> Batch:
    """:raises NotFound:"""
    batch = named(session, Batch, batch_id, "batch_id", actor.as_person())
    if batch is None:
        raise refused(NotFound, "batch_id", say("Choose the batch."))
    return batch


def demand_customer(session: Session, customer_id: int, actor: Staff) -> None:
    """:raises NotFound: also for a customer set aside."""
    customer = named(session, Customer, customer_id, "customer_id", actor.as_person())
    if customer is None or not customer.active:
        raise refused(NotFound, "customer_id", say("Choose a customer that is in use."))


def demand_goods(cases: int, shipped_on: date, batch: Batch, today: date) -> None:
    """:raises NothingShipped, WrongDay:"""
    if cases < 1:
        raise refused(NothingShipped, "cases", say("Write a whole number of at least 1."))
    if shipped_on < batch.produced_on:
        sentence = say("Batch %(batch)s was produced on %(day)s.", batch=batch.code, day=batch.produced_on)
        raise refused(WrongDay, "shipped_on", sentence)
    if shipped_on > today:
        raise refused(WrongDay, "shipped_on", say("This day has not come yet."))

"""A customer asks for a service."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Customer, Product, Region, ServiceRecord, Staff
from rules.permissions import Permission, require
from terms.people import Role
from terms.service import ServiceKind, ServiceStatus
from terms.text import say
from terms.time import local_date
from workflows.entries import demand, demand_free, entered, named, refused
from workflows.numbers import next_number
from workflows.rows import NotFound
from workflows.services.plan import demand_engineer
from workflows.transaction import transaction


def request(
    session: Session,
    *,
    customer_id: int,
    kind: ServiceKind,
    request: str,
    actor: Staff,
    at: datetime,
    place: str = "",
    product_id: int | None = None,
    complaint_id: int | None = None,
    engineer_id: int | None = None,
    planned_at: datetime | None = None,
    reference: str | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Save one record with the next number of its month, in the customer's region.

    engineer_id: an engineer who asks takes the visit unless another is named.
    reference: its number in the books it comes from.

    Source: P10 四; P13 3.1; IN-37.
    :raises NotPermitted, Missing, NotFound, NoEngineer, Taken, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SERVICE_REQUEST)
        demand(customer_id=customer_id, request=request)
        customer = _customer(session, customer_id, actor)
        named(session, Product, product_id, "product_id", actor.as_person())
        named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        if engineer_id is None and Role.SERVICE_ENGINEER in actor.roles:
            engineer_id = actor.id
        demand_engineer(session, engineer_id)
        if reference:
            demand_free(session, ServiceRecord.reference, reference)
        row = made(
            number=next_number(session, "FW", local_date(at)), kind=kind, customer=customer, request=request,
            place=place, region=session.get_one(Region, customer.region_id), product_id=product_id,
            complaint_id=complaint_id, engineer_id=engineer_id, planned_at=planned_at, reference=reference,
            actor=actor, at=at,
        )  # fmt: skip
        requested(session, row, actor=actor, at=at)
    return row


def made(
    *,
    number: str,
    kind: ServiceKind,
    customer: Customer,
    region: Region,
    request: str,
    actor: Staff,
    at: datetime,
    place: str = "",
    product_id: int | None = None,
    complaint_id: int | None = None,
    engineer_id: int | None = None,
    planned_at: datetime | None = None,
    reference: str | None = None,
) -> ServiceRecord:
    """The record as it stands after the request; not yet in any session."""
    return ServiceRecord(
        number=number,
        reference=reference or None,
        kind=kind,
        status=ServiceStatus.REQUESTED,
        customer_id=customer.id,
        complaint_id=complaint_id,
        product_id=product_id,
        region_id=region.id,
        department_id=region.department_id,
        requested_at=at,
        requested_by_id=actor.id,
        request=request,
        place=place or customer.address,
        engineer_id=engineer_id,
        planned_at=planned_at,
        work_done="",
        result="",
        accepted_by="",
        version=1,
    )


def requested(session: Session, row: ServiceRecord, *, actor: Staff, at: datetime) -> None:
    """Save the new record and put it on record."""
    entered(session, "service_record.requested", row, actor=actor, at=at)


def _customer(session: Session, customer_id: int, actor: Staff) -> Customer:
    customer = named(session, Customer, customer_id, "customer_id", actor.as_person())
    if customer is None or not customer.active:
        raise refused(NotFound, "customer_id", say("Choose a customer that is in use."))
    return customer

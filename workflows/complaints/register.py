"""Register a complaint: number and due times at once (P06 五(1)-(3))."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models import Batch, Complaint, Customer, Product, Region, Staff
from queries import repeats
from queries.rulebook import in_force
from rulebook import Book
from rules.classes import known_class, points_of
from rules.intake import priority
from rules.permissions import Permission, require
from rules.phones import normal_phone
from rules.sources import source_of
from terms.complaint import AttachmentKind, State
from terms.people import Person
from terms.text import say
from terms.time import local_date
from terms.trade import CustomerGrade
from workflows import audit
from workflows.attachments.attach import attached, stored
from workflows.attachments.files import Storage
from workflows.clocks import start_clocks
from workflows.complaints.registration import (
    MOST_UNITS,
    FactsMissing,
    Known,
    NotPlausible,
    Registration,
    check_entries,
    check_plausible,
    completed,
    demand_facts,
    intake_facts,
    produced_on,
    where_of,
)
from workflows.entries import demand_free
from workflows.numbers import next_number
from workflows.rows import NotFound, Row, find
from workflows.rulebook.keep import keep_shipped
from workflows.transaction import joined, save_new, transaction

__all__ = [
    "MOST_UNITS", "FactsMissing", "Known", "NotPlausible", "Registration", "check_entries", "check_plausible",
    "completed", "demand_facts", "intake_facts", "opened", "register", "registered", "where_of",
]  # fmt: skip


def register(
    session: Session,
    *,
    registration: Registration,
    actor: Staff,
    at: datetime,
    storage: Storage,
    once: str | None = None,
) -> Complaint:
    """Save one complaint with its number, clocks and acknowledgement.

    :raises NotPermitted, FactsMissing, NotPlausible, NotFound, Taken, NotAFileWeTake, AlreadySent:
    """
    # One spelling of one number, so that a caller is known again however it was typed.
    registration = replace(registration, complainant_phone=normal_phone(registration.complainant_phone) or "")
    with stored(registration.photos, storage) as files, transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.COMPLAINT_REGISTER)
        known = _known(session, registration, actor)
        registration = completed(registration, known)
        book = in_force(session, on=local_date(at), where=where_of(registration, known))
        known_class(registration.case_class, book.classes)
        check_entries(registration, known, book, local_date(at))
        if registration.reference:
            demand_free(session, Complaint.reference, registration.reference)
        case = opened(registration, known, book, number=next_number(session, "TS", local_date(at)), actor=actor, at=at)
        attached(case, files, kind=AttachmentKind.PHOTO, actor=actor, at=at)
        session.add(case)
        save_new(session)
        keep_shipped(session, book, at=at)
        registered(session, case, book, actor=actor, at=at)
    return case


def opened(
    registration: Registration, known: Known, book: Book, *, number: str, actor: Staff, at: datetime
) -> Complaint:
    """The case as it stands after registration, with its clocks; not yet in any session."""
    grade = known.customer.grade if known.customer else CustomerGrade.NORMAL
    case = Complaint(
        number=number,
        reference=registration.reference or None,
        kind=registration.kind,
        channel=registration.channel,
        source=source_of(
            registration.kind,
            registration.channel,
            known.customer.kind if known.customer else registration.customer_kind,
        ),
        severity=registration.severity,
        priority=priority(grade=grade, severity=registration.severity, intake=book.intake).points
        + points_of(registration.case_class, book.classes),
        case_class=registration.case_class,
        urgent=registration.urgent,
        state=State.REGISTERED,
        state_since=at,
        customer_id=known.customer.id if known.customer else None,
        customer_kind=known.customer.kind if known.customer else registration.customer_kind,
        anonymous=registration.anonymous,
        complainant_name="" if registration.anonymous else registration.complainant_name,
        complainant_phone="" if registration.anonymous else registration.complainant_phone,
        address=registration.address,
        purchase_place=registration.purchase_place,
        purchased_on=registration.purchased_on,
        promotion=registration.promotion,
        product=known.product,
        product_id=known.product.id if known.product else None,
        batch_id=known.batch.id if known.batch else None,
        batch_mark=registration.batch_mark,
        batch_code=known.batch.code if known.batch else registration.batch_code,
        produced_on=produced_on(registration, known),
        quantity=registration.quantity,
        unit=registration.unit,
        fault=registration.fault,
        consumers=registration.consumers,
        incident=registration.incident,
        description=registration.description,
        demand=registration.demand,
        service_time=registration.service_time,
        service_place=registration.service_place,
        persons=registration.persons,
        model=registration.model,
        fault_time=registration.fault_time,
        proof_of_purchase=registration.proof_of_purchase,
        signed=registration.signed,
        truthful=registration.truthful,
        region_id=known.region.id,
        department_id=known.region.department_id,
        registered_by_id=actor.id,
        registered_at=at,
        registered_on=local_date(at),
        rulebook_pack=book.pack.key,
        rulebook_issue=book.issue,
        late=False,
        unfounded=False,
        reopened_count=0,
        repeat_of_id=known.repeat_of_id,
        version=1,
    )
    start_clocks(case, book, at, region=known.region)
    return case


def registered(session: Session, case: Complaint, book: Book, *, actor: Staff, at: datetime) -> None:
    """Put the registration on record."""
    clause = next((demand.clause for demand in book.intake.demands), "")
    audit.record(session, "complaint.registered", case, actor, at, clause, note=case.description)


def _known(session: Session, registration: Registration, actor: Staff) -> Known:
    """The rows named, each within the actor's scope. Somebody anonymous is no known customer.

    :raises NotFound: naming the field.
    """
    person = actor.as_person()
    customer_id = None if registration.anonymous else registration.customer_id
    region = _named(session, Region, registration.region_id, "region", person)
    customer = _named(session, Customer, customer_id, "customer", person)
    product = _named(session, Product, registration.product_id, "product", person)
    batch = _named(session, Batch, registration.batch_id, "batch", person)
    assert region is not None
    _same_product(product, batch)
    known_phone = (customer.phone if customer else None) or ""
    phone = "" if registration.anonymous else registration.complainant_phone or known_phone
    shared = joined(session)
    if customer_id is None and shared is not None and phone in shared.strangers:
        return Known(region, customer, product, batch)
    earlier = repeats.of_person(
        session, customer_id=customer_id, phone=phone, product_id=registration.product_id, limit=1
    )
    return Known(region, customer, product, batch, earlier[0].id if earlier else None)


def _named(session: Session, model: type[Row], key: int | None, name: str, person: Person) -> Row | None:
    if key is None:
        return None
    row = find(session, model, key, person)
    if row is None:
        text = say("This entry does not exist or is not yours to see.")
        raise NotFound(text, fields=((name, text),))
    return row


def _same_product(product: Product | None, batch: Batch | None) -> None:
    if batch is not None and (product is None or batch.product_id != product.id):
        text = say("Batch %(batch)s belongs to %(product)s.", batch=batch.code, product=batch.product.name)
        raise NotFound(text, fields=(("batch", text),))

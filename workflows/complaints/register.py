"""Register a complaint: number and due times at once (P06 五(1)-(3))."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Batch, Complaint, Customer, Product, Region, Staff
from queries import repeats
from queries.rulebook import in_force
from rulebook import Book
from rules.classes import known_class, points_of
from rules.intake import IntakeFacts, Missing, missing, priority
from rules.packs_in_force import Where
from rules.permissions import Permission, require
from rules.phones import normal_phone
from rules.sources import source_of
from terms.classes import CaseClass
from terms.complaint import AttachmentKind, Channel, ComplaintKind, Severity, State
from terms.people import Person
from terms.refusal import Refusal
from terms.text import Text, say
from terms.time import local_date
from terms.trade import BatchMark, CustomerGrade, CustomerKind, Fault, Package, Unit
from workflows import audit
from workflows.attachments.attach import attached, stored
from workflows.attachments.files import Storage, Upload
from workflows.clocks import start_clocks
from workflows.entries import demand_free
from workflows.numbers import next_number
from workflows.rows import NotFound, Row, find
from workflows.rulebook.keep import keep_shipped
from workflows.transaction import joined, save_new, transaction

# Slips of the finger beyond this; no column could keep much more.
MOST_UNITS = 1_000_000
LONGEST_WORD = 64


class FactsMissing(Refusal):
    """Facts that the policy demands were not given; `fields` names each."""


class NotPlausible(Refusal):
    """A number or a day cannot be as given; `fields` names each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the caller said, as plain values; what is blank is taken from the customer where one is named.

    quantity in `unit`; consumers: how many people one incident concerns. region_id: where the case belongs, which
    need not be where the call was taken (P06 五(2)). reference: its number in the books it comes from.
    promotion: "无" states that there was none. case_class: of the policy's classes; None where nobody has classed it.
    signed: the complaint material bears a signature. truthful: told to give true information.
    """

    channel: Channel
    description: str
    region_id: int
    fault: Fault
    quantity: int
    kind: ComplaintKind = ComplaintKind.QUALITY_COMPLAINT
    severity: Severity = Severity.GENERAL
    case_class: CaseClass | None = None
    urgent: bool = False
    customer_id: int | None = None
    customer_kind: CustomerKind = CustomerKind.CONSUMER
    anonymous: bool = False
    complainant_name: str = ""
    complainant_phone: str = ""
    address: str = ""
    purchase_place: str = ""
    purchased_on: date | None = None
    promotion: str = ""
    product_id: int | None = None
    batch_id: int | None = None
    batch_mark: BatchMark = BatchMark.PRINTED
    batch_code: str = ""
    produced_on: date | None = None
    unit: Unit = Unit.BOTTLE
    consumers: int = 1
    incident: str = ""
    demand: str = ""
    service_time: str = ""
    service_place: str = ""
    persons: str = ""
    model: str = ""
    fault_time: str = ""
    proof_of_purchase: str = ""
    signed: bool = False
    truthful: bool = False
    photos: list[Upload] = field(default_factory=list)
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The rows a registration names."""

    region: Region
    customer: Customer | None
    product: Product | None
    batch: Batch | None
    repeat_of_id: int | None = None


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


def where_of(registration: Registration, known: Known) -> Where:
    """Where a case belongs, for the pack that holds for it."""
    return Where(
        department=known.region.department.code,
        branch=known.region.code,
        product_line=known.product.product_line if known.product else "",
        customer=known.customer.kind if known.customer else registration.customer_kind,
    )


def completed(registration: Registration, known: Known) -> Registration:
    """What is known of the customer need not be asked again."""
    customer = known.customer
    if customer is None:
        return registration
    return replace(
        registration,
        complainant_name=registration.complainant_name or customer.contact or customer.name[:LONGEST_WORD],
        complainant_phone=registration.complainant_phone or customer.phone or "",
        address=registration.address or customer.address,
    )


def check_entries(registration: Registration, known: Known, book: Book, on: date, *, photos: int = 0) -> None:
    """Refuse what is missing and what cannot be, all of it at once. photos: how many the case has already.

    :raises FactsMissing, NotPlausible:
    """
    lacks, faults = lacking(registration, known, book, photos=photos), implausible(registration, known, on)
    if lacks:
        raise FactsMissing(
            say("The policy asks for more facts before this can be registered."),
            clause=lacks[0].clause,
            fields=(*((lack.field.value, lack.text) for lack in lacks), *faults),
        )
    check_plausible(registration, known, on)


def check_plausible(registration: Registration, known: Known, on: date) -> None:
    """Refuse numbers out of all range, and days that are still to come.

    :raises NotPlausible:
    """
    faults = implausible(registration, known, on)
    if faults:
        raise NotPlausible(say("Something cannot be as entered."), fields=faults)


def implausible(registration: Registration, known: Known, on: date) -> tuple[tuple[str, Text], ...]:
    """The fields that cannot be as given, each with its sentence."""
    faults = [
        (name, say("A number from 1 to %(most)s.", most=MOST_UNITS))
        for name in ("quantity", "consumers")
        if not 1 <= getattr(registration, name) <= MOST_UNITS
    ]
    produced_on, purchased_on = _produced_on(registration, known), registration.purchased_on
    faults += [
        (name, say("This day is still to come."))
        for name, day in (("produced_on", produced_on), ("purchased_on", purchased_on))
        if day is not None and day > on
    ]
    if produced_on and purchased_on and purchased_on < produced_on:
        faults.append(("purchased_on", say("Nothing is bought before it was made on %(day)s.", day=produced_on)))
    return tuple(faults)


def demand_facts(registration: Registration, known: Known, book: Book) -> None:
    """Refuse while a fact that the policy demands is missing.

    :raises FactsMissing:
    """
    lacks = lacking(registration, known, book)
    if lacks:
        raise FactsMissing(
            say("The policy asks for more facts before this can be registered."),
            clause=lacks[0].clause,
            fields=tuple((lack.field.value, lack.text) for lack in lacks),
        )


def lacking(registration: Registration, known: Known, book: Book, *, photos: int = 0) -> tuple[Missing, ...]:
    """What the policy still asks for. photos: how many the case has already.

    :raises AnonymousNotAllowed:
    """
    return missing(intake_facts(registration, known, photos=photos), book.intake)


def intake_facts(registration: Registration, known: Known, *, photos: int = 0) -> IntakeFacts:
    """The registration as the intake rule sees it."""
    return IntakeFacts(
        kind=registration.kind,
        customer=known.customer.kind if known.customer else registration.customer_kind,
        purchase_place=registration.purchase_place,
        address=registration.address,
        product=known.product.name if known.product else "",
        produced_on=_produced_on(registration, known),
        batch=known.batch.code if known.batch else registration.batch_code,
        batch_mark=registration.batch_mark,
        photos=photos + len(registration.photos),
        anonymous=registration.anonymous,
        name=registration.complainant_name,
        phone=registration.complainant_phone,
        description=registration.description,
        purchased_on=registration.purchased_on,
        promotion=registration.promotion,
        demand=registration.demand,
        service_time=registration.service_time,
        service_place=registration.service_place,
        persons=registration.persons,
        model=registration.model,
        fault_time=registration.fault_time,
        proof_of_purchase=registration.proof_of_purchase,
        channel=registration.channel,
        packaged=known.product is None or known.product.package is not Package.LOOSE,
    )


def _produced_on(registration: Registration, known: Known) -> date | None:
    """The day read from the pack, or else the batch's."""
    return registration.produced_on or (known.batch.produced_on if known.batch else None)


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
        produced_on=_produced_on(registration, known),
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

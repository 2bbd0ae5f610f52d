"""What a caller said, as plain values, and whether it may be registered so (P06 五(1)-(3))."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from models import Batch, Customer, Product, Region
from rulebook import Book
from rules.intake import IntakeFacts, Missing, missing
from rules.packs_in_force import Where
from terms.classes import CaseClass
from terms.complaint import Channel, ComplaintKind, Severity
from terms.refusal import Refusal
from terms.text import Text, say
from terms.trade import BatchMark, CustomerKind, Fault, Package, Unit
from workflows.attachments.files import Upload

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
    made_on, purchased_on = produced_on(registration, known), registration.purchased_on
    faults += [
        (name, say("This day is still to come."))
        for name, day in (("produced_on", made_on), ("purchased_on", purchased_on))
        if day is not None and day > on
    ]
    if made_on and purchased_on and purchased_on < made_on:
        faults.append(("purchased_on", say("Nothing is bought before it was made on %(day)s.", day=made_on)))
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
        produced_on=produced_on(registration, known),
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


def produced_on(registration: Registration, known: Known) -> date | None:
    """The day read from the pack, or else the batch's."""
    return registration.produced_on or (known.batch.produced_on if known.batch else None)

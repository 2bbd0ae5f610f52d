"""Complete what was taken down when a case was registered, or put it right (P06 五(1), P11 〈一〉2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Batch, Complaint, Product, Staff
from queries.rulebook import judged_under
from queries.scope import visible
from rulebook import Book
from rules.lifecycle import Viewer
from rules.phones import normal_phone
from terms.complaint import Act, AttachmentKind
from terms.people import Person
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from terms.trade import BatchMark, Fault, Unit
from workflows import audit
from workflows.case import begin, take_case
from workflows.clocks import note_lateness, refresh
from workflows.complaints.register import Known, Registration, check_entries
from workflows.rows import NotFound
from workflows.transaction import transaction


class NothingChanged(Refusal):
    """Every fact is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of a case as they should stand: named as its columns, quantity in `unit`.

    promotion: as in `Registration`. What is None stays as it is: the policy of the case does not ask for it.
    """

    complainant_name: str
    complainant_phone: str
    address: str
    purchase_place: str
    purchased_on: date | None
    promotion: str
    product_id: int | None
    batch_mark: BatchMark
    batch_code: str
    produced_on: date | None
    quantity: int
    unit: Unit
    fault: Fault
    demand: str | None = None
    model: str | None = None
    fault_time: str | None = None
    service_time: str | None = None
    service_place: str | None = None
    persons: str | None = None
    proof_of_purchase: str | None = None
    signed: bool | None = None
    truthful: bool | None = None


# Facts that only some policies ask for.
ASKED = (
    "demand", "model", "fault_time", "service_time", "service_place", "persons", "proof_of_purchase", "signed",
    "truthful",
)  # fmt: skip


def complete_facts(
    session: Session,
    *,
    complaint_id: int,
    facts: Facts,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Put the facts of a case right until a settlement is proposed on them.

    :raises NotPossible, NothingChanged, FactsMissing, NotPlausible, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        known = _known(session, case, facts, actor.as_person())
        book = judged_under(session, case.rulebook_issue)
        facts_completed(session, case, by, facts, known=known, book=book, actor=actor, at=at)
    return case


def facts_completed(
    session: Session,
    case: Complaint,
    by: Viewer,
    facts: Facts,
    *,
    known: Known,
    book: Book,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself. known: the rows that the facts name."""
    step = begin(case, Act.COMPLETE_FACTS, by)
    wanted = _columns(case, facts, known)
    changed = {name: value for name, value in wanted.items() if getattr(case, name) != value}
    if not changed:
        raise NothingChanged(say("Nothing was changed: every fact is as it was."))
    check_entries(_as_registered(case, facts), known, book, local_date(at), photos=_photos(case))
    for name, value in changed.items():
        setattr(case, name, value)
    if "address" in changed and book.time_limits.home is not None:
        # What ran out before is late by the address it had then.
        note_lateness(case, book, at)
        refresh(case, book, at)
    audit.record(session, "complaint.facts_completed", case, actor, at, step.clause)


def _known(session: Session, case: Complaint, facts: Facts, person: Person) -> Known:
    """The product in the actor's scope, and the batch of it that carries this number, if we know one."""
    product = None
    if facts.product_id is not None:
        product = session.scalars(
            visible(select(Product).where(Product.id == facts.product_id), Product, person)
        ).one_or_none()
        if product is None:
            text = say("This product does not exist.")
            raise NotFound(text, fields=(("product_id", text),))
    batch = None
    if product is not None and facts.batch_code:
        of_product = select(Batch).where(Batch.product_id == product.id, Batch.code == facts.batch_code)
        batch = session.scalars(visible(of_product, Batch, person)).one_or_none()
    return Known(case.region, case.customer, product, batch)


def _columns(case: Complaint, facts: Facts, known: Known) -> dict[str, object]:
    """The columns of the case as the facts want them; somebody anonymous stays so."""
    phone = normal_phone(facts.complainant_phone) or ""
    return {
        "complainant_name": "" if case.anonymous else facts.complainant_name,
        "complainant_phone": "" if case.anonymous else phone,
        "address": facts.address,
        "purchase_place": facts.purchase_place,
        "purchased_on": facts.purchased_on,
        "promotion": facts.promotion,
        "product_id": facts.product_id,
        "batch_id": known.batch.id if known.batch else None,
        "batch_mark": facts.batch_mark,
        "batch_code": facts.batch_code,
        "produced_on": facts.produced_on or (known.batch.produced_on if known.batch else None),
        "quantity": facts.quantity,
        "unit": facts.unit,
        "fault": facts.fault,
        **_asked(case, facts),
    }


def _asked(case: Complaint, facts: Facts) -> dict[str, Any]:
    """What only some policies ask for, as it should stand."""
    given = {name: getattr(facts, name) for name in ASKED}
    return {name: getattr(case, name) if value is None else value for name, value in given.items()}


def _as_registered(case: Complaint, facts: Facts) -> Registration:
    """The case with these facts as it would be registered: the same checks hold."""
    return Registration(
        channel=case.channel,
        description=case.description,
        region_id=case.region_id,
        fault=facts.fault,
        quantity=facts.quantity,
        kind=case.kind,
        severity=case.severity,
        customer_kind=case.customer_kind,
        anonymous=case.anonymous,
        complainant_name=facts.complainant_name,
        complainant_phone=facts.complainant_phone,
        address=facts.address,
        purchase_place=facts.purchase_place,
        purchased_on=facts.purchased_on,
        promotion=facts.promotion,
        product_id=facts.product_id,
        batch_mark=facts.batch_mark,
        batch_code=facts.batch_code,
        produced_on=facts.produced_on,
        unit=facts.unit,
        consumers=case.consumers,
        **_asked(case, facts),
    )


def _photos(case: Complaint) -> int:
    return sum(one.kind is AttachmentKind.PHOTO for one in case.attachments)

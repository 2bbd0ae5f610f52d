"""What the software knows while the caller is still talking: shown beside the register form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from admin_views.register_form import RegisterForm
from models import Batch, Complaint, Customer, Product, Staff, db
from queries import repeats
from queries.capacity import roles_in
from queries.regions import region_by_key
from rulebook import Book
from rules.authority import Decision, NobodyLeftToDecide, Weight, who_decides
from rules.intake import Missing, missing
from rules.phones import is_plausible
from rules.provinces import province_of
from rules.returns import ReturnAnswer, ReturnRequest, expiry, judge
from rules.time_limits import ClockDue, clocks
from terms.limits import Province
from terms.people import LADDER, Role
from terms.refusal import Refusal
from terms.returns import stated_promotion
from terms.time import local_date
from terms.trade import Unit
from workflows.complaints.register import Known, Registration, completed, intake_facts

# The two answers a clerk gives most: as much as was faulty, and twice that.
TIMES = (1, 2)


@dataclass(frozen=True)
class Panel:
    """due: the clocks that will run; answer: the return rules' answer, None until product and fault are known."""

    due: tuple[ClockDue, ...]
    missing: tuple[Missing, ...]
    refusal: Refusal | None
    same_person: Sequence[Complaint]
    same_batch: Sequence[Complaint]
    answer: ReturnAnswer | None
    deciders: tuple[tuple[int, Decision | Refusal], ...]
    unknown_batch: str
    odd_phone: str


def panel(form: RegisterForm, staff: Staff, at: datetime) -> Panel:
    """Everything beside the form, from whatever is on it so far."""
    typed, book = form.draft(), form.book()
    known = _known(form, typed)
    draft = completed(typed, known)
    lacks, refusal = _missing(draft, known, book)
    return Panel(
        due=clocks(
            registered_at=at,
            kind=draft.kind,
            time_limits=book.time_limits,
            calendar=book.calendar,
            severity=draft.severity,
            urgent=draft.urgent,
            case_class=draft.case_class,
            province=_province(draft, book),
        ),
        missing=lacks,
        refusal=refusal,
        same_person=_same_person(draft, staff),
        same_batch=_same_batch(known.batch, staff),
        answer=_answer(form, draft, known, book, at),
        deciders=_deciders(draft, staff, book, _worth(form, known.product)) if form.has_goods else (),
        unknown_batch=draft.batch_code if not draft.batch_id else "",
        odd_phone="" if is_plausible(draft.complainant_phone) else draft.complainant_phone,
    )


def _province(draft: Registration, book: Book) -> Province | None:
    """Where the caller lives, for a policy whose limits ask."""
    home, region = book.time_limits.home, region_by_key(db.session(), draft.region_id)
    return province_of(draft.address, region.provinces if region else "", home.province) if home else None


def _known(form: RegisterForm, draft: Registration) -> Known:
    product = form.product_id.pick.one(draft.product_id) if draft.product_id else None
    customer, batch = form.customer, form.batch
    return Known(region=None, customer=customer, product=product, batch=batch)  # type: ignore[arg-type]  # not asked


def _missing(draft: Registration, known: Known, book: Book) -> tuple[tuple[Missing, ...], Refusal | None]:
    try:
        return missing(intake_facts(draft, known), book.intake), None
    except Refusal as refusal:
        return (), refusal


def _same_person(draft: Registration, staff: Staff) -> list[Complaint]:
    phone = "" if draft.anonymous else draft.complainant_phone
    return repeats.of_person(db.session(), customer_id=draft.customer_id, phone=phone, among=staff.as_person())


def _same_batch(batch: Batch | None, staff: Staff) -> list[Complaint]:
    return repeats.of_batch(db.session(), batch_id=batch.id, among=staff.as_person()) if batch else []


def _answer(form: RegisterForm, draft: Registration, known: Known, book: Book, at: datetime) -> ReturnAnswer | None:
    product, fault = known.product, form.fault.data
    if product is None or fault is None:
        return None
    produced_on = draft.produced_on or (known.batch.produced_on if known.batch else None)
    request = ReturnRequest(
        customer=_kind_of(known.customer, draft),
        package=product.package,
        fault=fault,
        on=local_date(at),
        expires_on=expiry(produced_on, product.shelf_life_days) if produced_on else None,
        produced_on=produced_on,
        purchased_on=draft.purchased_on,
        quantity=_bottles(form, product),
        reason=draft.description,
        promotion=stated_promotion(draft.promotion),
    )
    return judge(request, book.returns, book.statutes, book.calendar)


def _kind_of(customer: Customer | None, draft: Registration):
    return customer.kind if customer else draft.customer_kind


def _bottles(form: RegisterForm, product: Product) -> int | None:
    quantity = form.quantity.data
    if quantity is None:
        return None
    return quantity * (product.units_per_case if form.unit.data is Unit.CASE else 1)


def _worth(form: RegisterForm, product: Product | None) -> Decimal:
    """What is complained of, in yuan."""
    return product.price * (_bottles(form, product) or 0) if product else Decimal(0)


def _deciders(
    draft: Registration, staff: Staff, book: Book, worth: Decimal
) -> tuple[tuple[int, Decision | Refusal], ...]:
    concerned = roles_in(db.session(), staff, draft.region_id) & frozenset(LADDER)
    return tuple((times, _decider(times, draft, concerned, book, worth)) for times in TIMES)


def _decider(
    times: int, draft: Registration, concerned: frozenset[Role], book: Book, worth: Decimal
) -> Decision | Refusal:
    try:
        return who_decides(
            multiple=Fraction(times),
            in_cash=False,
            authority=book.authority,
            concerned=concerned,
            one_to_many=draft.consumers > 1,
            weight=Weight(amount=worth * times, people=draft.consumers, kind=draft.kind),
        )
    except NobodyLeftToDecide as refusal:
        return refusal

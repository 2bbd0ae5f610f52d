"""Through which use-cases the rows of a file go in: the same as the forms', with the same permissions and checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Batch, Complaint, ServiceRecord, Staff
from queries.repeats import strangers
from rules.permissions import Permission
from rules.phones import normal_phone
from rules.privacy import CALLERS
from terms.exchange import FileKind
from terms.penalties import EntryKind
from terms.refusal import Refusal
from terms.text import say
from workflows.attachments.files import Storage
from workflows.complaints.register import Registration, register
from workflows.costs import enter as costs_enter
from workflows.customers import change as customers_change
from workflows.customers import create as customers_create
from workflows.entries import find_free_ahead, refused
from workflows.letters import enter as letters_enter
from workflows.penalties.propose import propose, propose_reward
from workflows.products import change as products_change
from workflows.products import change_batch, create_batch
from workflows.products import create as products_create
from workflows.rows import NotFound
from workflows.services.request import request
from workflows.shipments import change as shipments_change
from workflows.shipments import create as shipments_create
from workflows.staff import change as staff_change
from workflows.staff import create as staff_create
from workflows.transaction import joined

Values = dict[str, Any]
Enter = Callable[[Session, Values, Staff, datetime], Any]
Amend = Callable[[Session, Any, Values, Staff, datetime, int | None], Any]
# Files bring no photos.
NO_FILES = Storage(Path(), largest=0)


class Hidden(Refusal):
    """A number of which the middle is hidden is no number."""


@dataclass(frozen=True)
class Door:
    """How one kind goes in. amend None: an entry that is there is never changed by a file.

    permission: of whoever may enter it by the form. overruled: columns that do not count beside what others say.
    complete: adds to the values of many rows what the use-case wants beside what was written.
    look_ahead: looks up in a few statements what the use-case asks row by row. marks: by what one new entry could
    matter to another; None: each may matter to every other, and is saved before the next is looked at.
    """

    permission: Permission
    enter: Enter
    amend: Amend | None = None
    overruled: Callable[[Values], frozenset[str]] = lambda _values: frozenset()
    complete: Callable[[Session, Sequence[Values]], None] = lambda _session, _rows: None
    look_ahead: Callable[[Session, Sequence[Values]], None] = lambda _session, _rows: None
    marks: Callable[[Values], set[Any]] | None = None


def _customer_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    _demand_whole(values.get("phone"), "phone")
    return customers_create.create(session, **values, actor=actor, at=at)


def _customer_amended(session: Session, row: Any, values: Values, actor: Staff, at: datetime, seen: int | None) -> Any:
    given = {name: value for name, value in values.items() if name != "code"}
    # As on the form: who does not call customers changes a card without reading its phone.
    if not actor.as_person().is_any(*CALLERS):
        given["phone"] = row.phone
    _demand_whole(given.get("phone"), "phone")
    return customers_change.change(session, customer_id=row.id, **given, actor=actor, at=at, seen=seen)


def _demand_whole(phone: str | None, field: str) -> None:
    """:raises Hidden:"""
    if phone and "*" in phone:
        raise refused(Hidden, field, say("The middle of this number is hidden; write the whole number."))


def _product_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return products_create.create(session, **values, actor=actor, at=at)


def _product_amended(session: Session, row: Any, values: Values, actor: Staff, at: datetime, seen: int | None) -> Any:
    return products_change.change(session, product_id=row.id, **values, actor=actor, at=at, seen=seen)


def _batch_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return create_batch.create_batch(session, **values, actor=actor, at=at)


def _batch_amended(session: Session, row: Any, values: Values, actor: Staff, at: datetime, seen: int | None) -> Any:
    return change_batch.change_batch(session, batch_id=row.id, **values, actor=actor, at=at, seen=seen)


def _shipment_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return shipments_create.create(session, **values, actor=actor, at=at)


def _shipment_amended(session: Session, row: Any, values: Values, actor: Staff, at: datetime, seen: int | None) -> Any:
    given = {name: value for name, value in values.items() if name != "number"}
    return shipments_change.change(session, shipment_id=row.id, **given, actor=actor, at=at, seen=seen)


def _person_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return staff_create.create(session, **values, actor=actor, at=at, with_password=False).staff


def _person_amended(session: Session, row: Any, values: Values, actor: Staff, at: datetime, seen: int | None) -> Any:
    return staff_change.change(session, staff_id=row.id, **values, actor=actor, at=at, seen=seen)


def _complaint_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    _demand_whole(values.get("complainant_phone"), "complainant_phone")
    return register(session, registration=Registration(**values), actor=actor, at=at, storage=NO_FILES)


def _find_batches(session: Session, rows: Sequence[Values]) -> None:
    """The batch whose number was written, where we know it as one of this product."""
    codes = {values["batch_code"] for values in rows if values.get("batch_code")}
    known: dict[tuple[Any, Any], int] = {}
    if codes:
        found = session.execute(select(Batch.code, Batch.product_id, Batch.id).where(Batch.code.in_(sorted(codes))))
        known = {(code, product_id): key for code, product_id, key in found}
    for values in rows:
        values["batch_id"] = known.get((values.get("batch_code"), values.get("product_id")))


def _look_at_cases(session: Session, rows: Sequence[Values]) -> None:
    """Which references nothing has yet, and who never complained before."""
    shared = joined(session)
    assert shared is not None
    find_free_ahead(session, Complaint.reference, [values["reference"] for values in rows if values.get("reference")])
    phones = [normal_phone(values.get("complainant_phone")) or "" for values in rows]
    shared.strangers |= strangers(session, phones)


def _marks_of_case(values: Values) -> set[Any]:
    """A later complaint by the same person is a repeat of an earlier one."""
    by_phone = ("phone", normal_phone(values.get("complainant_phone")))
    by_card = ("customer", values.get("customer_id"))
    return {mark for mark in (by_phone, by_card) if mark[1]}


def _look_at_services(session: Session, rows: Sequence[Values]) -> None:
    find_free_ahead(
        session, ServiceRecord.reference, [values["reference"] for values in rows if values.get("reference")]
    )


def _service_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return request(session, **values, actor=actor, at=at)


def _complaint_overruled(values: Values) -> frozenset[str]:
    """Somebody anonymous has no name; a customer's kind stands on the card."""
    nameless = {"complainant_name", "complainant_phone", "customer_id"} if values.get("anonymous") else set()
    return frozenset(nameless | ({"customer_kind"} if values.get("customer_id") else set()))


def _demand_unnumbered(values: Values) -> Values:
    """A number that nothing has was not given by us.

    :raises NotFound:
    """
    if values.get("number"):
        raise refused(NotFound, "number", say("“%(value)s” is not known here.", value=values["number"]))
    return {name: value for name, value in values.items() if name != "number"}


def _penalty_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    given = _demand_unnumbered(values)
    if given.pop("kind", EntryKind.PENALTY) is EntryKind.REWARD:
        told = {name: value for name, value in given.items() if name not in ("breach", "times")}
        return propose_reward(session, **{"amount": None, **told}, actor=actor, at=at)
    return propose(session, **{"breach": "", **given}, actor=actor, at=at)


def _cost_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return costs_enter.enter(session, **_demand_unnumbered(values), actor=actor, at=at)


# What of a letter's columns is not said in it.
AROUND_A_LETTER = ("direction", "handler_id", "due_on")


def _letter_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    given = _demand_unnumbered(values)
    around = {name: given.pop(name) for name in AROUND_A_LETTER if name in given}
    words = letters_enter.Words(**given)
    return letters_enter.register(session, **around, words=words, actor=actor, at=at, storage=NO_FILES)


DOORS: dict[FileKind, Door] = {
    FileKind.CUSTOMERS: Door(Permission.CUSTOMER_WRITE, _customer_entered, _customer_amended),
    FileKind.PRODUCTS: Door(Permission.PRODUCT_WRITE, _product_entered, _product_amended),
    FileKind.BATCHES: Door(Permission.PRODUCT_WRITE, _batch_entered, _batch_amended),
    FileKind.SHIPMENTS: Door(Permission.SHIPMENT_WRITE, _shipment_entered, _shipment_amended),
    FileKind.STAFF: Door(Permission.STAFF_WRITE, _person_entered, _person_amended),
    FileKind.COMPLAINTS: Door(
        Permission.COMPLAINT_REGISTER,
        _complaint_entered,
        overruled=_complaint_overruled,
        complete=_find_batches,
        look_ahead=_look_at_cases,
        marks=_marks_of_case,
    ),
    FileKind.SERVICES: Door(
        Permission.SERVICE_REQUEST, _service_entered, look_ahead=_look_at_services, marks=lambda _values: set()
    ),
    FileKind.PENALTIES: Door(Permission.PENALTY_PROPOSE, _penalty_entered),
    FileKind.COSTS: Door(Permission.COST_ENTER, _cost_entered),
    FileKind.LETTERS: Door(Permission.LETTER_WRITE, _letter_entered),
}
# Typed by people, kept in one spelling.
PHONES = frozenset({"phone", "complainant_phone"})


def as_kept(name: str, value: Any) -> Any:
    """A value as the use-case will keep it, so that it can be compared with what is kept."""
    if name in PHONES:
        return normal_phone(value) or ""
    return value.strip() if isinstance(value, str) else value

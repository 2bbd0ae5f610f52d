"""Through which use-cases the rows of a file go in: the same as the forms', with the same permissions and checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Batch, Staff
from rules.permissions import Permission
from rules.phones import normal_phone
from rules.privacy import CALLERS
from terms.exchange import FileKind
from terms.refusal import Refusal
from terms.text import say
from workflows.attachments.files import Storage
from workflows.complaints.register import Registration, register
from workflows.customers import change as customers_change
from workflows.customers import create as customers_create
from workflows.entries import refused
from workflows.products import change as products_change
from workflows.products import change_batch, create_batch
from workflows.products import create as products_create
from workflows.services.request import request
from workflows.shipments import change as shipments_change
from workflows.shipments import create as shipments_create
from workflows.staff import change as staff_change
from workflows.staff import create as staff_create

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
    """

    permission: Permission
    enter: Enter
    amend: Amend | None = None
    overruled: Callable[[Values], frozenset[str]] = lambda _values: frozenset()


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
    registration = Registration(**values, batch_id=_batch_of(session, values))
    return register(session, registration=registration, actor=actor, at=at, storage=NO_FILES)


def _batch_of(session: Session, values: Values) -> int | None:
    """The batch whose number was written, if we know it as one of this product."""
    code, product_id = values.get("batch_code"), values.get("product_id")
    if not code or product_id is None:
        return None
    return session.scalar(select(Batch.id).where(Batch.code == code, Batch.product_id == product_id))


def _service_entered(session: Session, values: Values, actor: Staff, at: datetime) -> Any:
    return request(session, **values, actor=actor, at=at)


def _complaint_overruled(values: Values) -> frozenset[str]:
    """Somebody anonymous has no name; a customer's kind stands on the card."""
    nameless = {"complainant_name", "complainant_phone", "customer_id"} if values.get("anonymous") else set()
    return frozenset(nameless | ({"customer_kind"} if values.get("customer_id") else set()))


DOORS: dict[FileKind, Door] = {
    FileKind.CUSTOMERS: Door(Permission.CUSTOMER_WRITE, _customer_entered, _customer_amended),
    FileKind.PRODUCTS: Door(Permission.PRODUCT_WRITE, _product_entered, _product_amended),
    FileKind.BATCHES: Door(Permission.PRODUCT_WRITE, _batch_entered, _batch_amended),
    FileKind.SHIPMENTS: Door(Permission.SHIPMENT_WRITE, _shipment_entered, _shipment_amended),
    FileKind.STAFF: Door(Permission.STAFF_WRITE, _person_entered, _person_amended),
    FileKind.COMPLAINTS: Door(Permission.COMPLAINT_REGISTER, _complaint_entered, overruled=_complaint_overruled),
    FileKind.SERVICES: Door(Permission.SERVICE_REQUEST, _service_entered),
}
# Typed by people, kept in one spelling.
PHONES = frozenset({"phone", "complainant_phone"})


def as_kept(name: str, value: Any) -> Any:
    """A value as the use-case will keep it, so that it can be compared with what is kept."""
    if name in PHONES:
        return normal_phone(value) or ""
    return value.strip() if isinstance(value, str) else value

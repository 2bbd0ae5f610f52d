"""Earlier cases of the same person, terminal customer or batch (P06 七5; IN-41)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models import Complaint
from queries.scope import visible
from terms.complaint import State
from terms.people import Person

GONE = (State.WITHDRAWN, State.MERGED)


def of_person(
    session: Session,
    *,
    customer_id: int | None,
    phone: str,
    product_id: int | None = None,
    among: Person | None = None,
    limit: int = 5,
) -> list[Complaint]:
    """Earlier cases of the same customer or phone, newest first.

    product_id: only those about the same product. among: only those this person may see, for showing; the
    recognition of a repeat looks at the whole company.
    """
    same: list[ColumnElement[bool]] = []
    if customer_id is not None:
        same.append(Complaint.customer_id == customer_id)
    if phone:
        same.append(Complaint.complainant_phone == phone)
    if not same:
        return []
    statement = select(Complaint).where(or_(*same), Complaint.state.not_in(GONE))
    if product_id is not None:
        statement = statement.where(Complaint.product_id == product_id)
    if among is not None:
        statement = visible(statement, Complaint, among)
    return list(session.scalars(statement.order_by(Complaint.id.desc()).limit(limit)))


def strangers(session: Session, phones: Iterable[str]) -> set[str]:
    """Of these phones, those without any earlier case."""
    wanted = {phone for phone in phones if phone}
    known = select(Complaint.complainant_phone).where(Complaint.complainant_phone.in_(sorted(wanted))).distinct()
    return wanted - set(session.scalars(known)) if wanted else set()


def of_batch(session: Session, *, batch_id: int, among: Person, limit: int = 5) -> list[Complaint]:
    """Earlier cases of the same batch that this person may see, newest first."""
    statement = select(Complaint).where(Complaint.batch_id == batch_id, Complaint.state.not_in(GONE))
    return list(session.scalars(visible(statement, Complaint, among).order_by(Complaint.id.desc()).limit(limit)))

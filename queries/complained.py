"""How often goods were complained about, as far as one person may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Batch, Complaint
from queries.repeats import GONE
from queries.scope import visible
from terms.people import Person
from terms.trade import Fault


def per_batch(session: Session, batch_ids: Sequence[int], among: Person) -> dict[int, int]:
    """Complaints by batch; batches without any are left out. One statement."""
    counted = _counted(Complaint.batch_id).where(Complaint.batch_id.in_(batch_ids)).group_by(Complaint.batch_id)
    return dict(session.execute(visible(counted, Complaint, among)).all()) if batch_ids else {}


def per_product(session: Session, product_ids: Sequence[int], among: Person, *, since: date) -> dict[int, int]:
    """Complaints by product registered on or after a day. One statement."""
    counted = _counted(Complaint.product_id).where(
        Complaint.product_id.in_(product_ids), Complaint.registered_on >= since
    )
    found = visible(counted.group_by(Complaint.product_id), Complaint, among)
    return dict(session.execute(found).all()) if product_ids else {}


def per_fault(session: Session, among: Person, *, product_id: int, since: date) -> list[tuple[Fault, int]]:
    """Complaints about one product by fault since a day, the most frequent first."""
    counted = _counted(Complaint.fault).where(Complaint.product_id == product_id, Complaint.registered_on >= since)
    ordered = counted.group_by(Complaint.fault).order_by(func.count(Complaint.id).desc(), Complaint.fault)
    return list(session.execute(visible(ordered, Complaint, among)).all())


def batches_of(session: Session, product_id: int, first: int) -> list[Batch]:
    """The newest batches of a product."""
    newest = select(Batch).where(Batch.product_id == product_id).order_by(Batch.produced_on.desc(), Batch.id.desc())
    return list(session.scalars(newest.limit(first)))


def _counted(column: Any) -> Select[Any]:
    return select(column, func.count(Complaint.id)).where(Complaint.state.not_in(GONE))

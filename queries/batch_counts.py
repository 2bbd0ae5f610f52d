"""Complaints by batch, against how much of it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models import Batch, Complaint, Staff
from queries.repeats import GONE
from queries.scope import checked
from rules.batches import BatchCount, Excess, standing_out

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class BadBatch:
    """One batch with more complaints than its size explains."""

    batch: Batch
    excess: Excess


def bad_batches(session: Session, staff: Staff, at: datetime, *, first: int = 8) -> list[BadBatch]:
    """Batches complained of in the last 90 days far above the common rate, the furthest first."""
    # By a sum, so that the last 90 days are found by their time and not every case there ever was by its batch.
    key: Any = (Complaint.batch_id + 0).label("batch_id")
    recent: Any = select(key, func.count(Complaint.id).label("complaints")).group_by(key)
    recent = recent.where(Complaint.registered_at >= at - WINDOW, Complaint.state.not_in(GONE), Complaint.batch_id > 0)
    counted = checked(recent, Complaint, staff.as_person()).subquery()
    with_size = select(counted.c.batch_id, Batch.produced_quantity, counted.c.complaints)
    rows = session.execute(with_size.join(Batch, Batch.id == counted.c.batch_id)).all()
    counts = [BatchCount(key, complaints, bottles) for key, bottles, complaints in rows]
    made = session.scalar(select(func.sum(Batch.produced_quantity)).where(Batch.produced_on >= _oldest(at))) or 0
    found = standing_out(counts, complaints=sum(one.complaints for one in counts), bottles=made)[:first]
    return _named(session, found)


def _oldest(at: datetime) -> Any:
    """Goods of the last year are on the shelves and can be complained of."""
    return (at - timedelta(days=365)).date()


def _named(session: Session, found: tuple[Excess, ...]) -> list[BadBatch]:
    keys = [one.batch_id for one in found]
    rows = session.scalars(select(Batch).where(Batch.id.in_(keys)).options(joinedload(Batch.product)))
    batches = {row.id: row for row in rows.unique()}
    return [BadBatch(batches[one.batch_id], one) for one in found]

"""The shared first lines of every act on a service record."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Complaint, ServiceRecord, Staff
from rules.services import ServiceFacts, ServiceStep, ensure
from terms.service import ServiceAct
from workflows.rows import take


def facts_of(row: ServiceRecord) -> ServiceFacts:
    """The record as plain values, for the table."""
    return ServiceFacts(row.status, row.engineer_id)


def take_record(session: Session, key: int, *, actor: Staff, seen: int | None) -> ServiceRecord:
    """Lock and reread a record in the actor's scope.

    The case it belongs to first, as every use-case does: two orders would wait for each other.
    """
    case_id = session.scalar(select(ServiceRecord.complaint_id).where(ServiceRecord.id == key))
    if case_id is not None:
        session.get_one(Complaint, case_id, with_for_update=True, populate_existing=True)
    return take(session, ServiceRecord, key, actor=actor, seen=seen)


def begin(row: ServiceRecord, act: ServiceAct, actor: Staff) -> ServiceStep:
    """Refuse an act that the table does not allow; bring the record into the state it leads to.

    :raises ServiceNotPossible:
    """
    step = ensure(act, facts_of(row), actor.as_person())
    if step.to is not None:
        row.status = step.to
    return step

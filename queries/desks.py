"""What waits at one desk: corrections, promised calls, filings, hand-overs, payments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from models import Complaint, Contact, Execution, Filing, ServiceRecord, Settlement, Signature, Staff
from queries.boards import WITHOUT_RESULT
from queries.capacity import keepers
from queries.scope import visible
from queries.some import FIRST, Some, some
from terms.complaint import SettlementStatus, State, Verdict
from terms.people import FILES_AS, Office
from terms.service import ServiceStatus
from terms.time import day_start, local_date


def sent_back(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Signature]:
    """Returned or refused settlements of this person's cases that nothing has replaced, with what was said."""
    newer = aliased(Settlement)
    statement = (
        select(Signature)
        .join(Signature.settlement)
        .join(Settlement.complaint)
        .where(
            Complaint.assigned_to_id == staff.id,
            Complaint.state == State.HANDLING,
            Settlement.status.in_((SettlementStatus.SENT_BACK, SettlementStatus.REFUSED)),
            Signature.verdict.in_((Verdict.SENT_BACK, Verdict.REFUSED)),
            ~exists().where(newer.complaint_id == Complaint.id, newer.id > Settlement.id),
        )
    )
    told = (
        joinedload(Signature.signer),
        joinedload(Signature.settlement).joinedload(Settlement.complaint).joinedload(Complaint.product),
    )
    return some(session, visible(statement, Complaint, staff.as_person()), (Signature.signed_at,), first, told)


def promises(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Contact]:
    """Calls this person promised and has not made."""
    later = aliased(Contact)
    statement = (
        select(Contact)
        .join(Contact.complaint)
        .where(
            Complaint.assigned_to_id == staff.id,
            Complaint.state.in_(WITHOUT_RESULT),
            Contact.next_promise_at.is_not(None),
            ~exists().where(later.complaint_id == Complaint.id, later.id > Contact.id),
        )
    )
    told = (joinedload(Contact.complaint).joinedload(Complaint.product),)
    return some(session, visible(statement, Complaint, staff.as_person()), (Contact.next_promise_at,), first, told)


def to_file(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Filing]:
    """Approved settlements that wait at this person's office."""
    offices = [office for office in Office if FILES_AS[office] in staff.roles]
    here: ColumnElement[bool] = Filing.office.in_(offices)
    if Office.GENERAL_OFFICE in offices:
        # The general office files for a department without sales administration.
        here = or_(here, ~keepers(Complaint.department_id).correlate(Complaint).exists())
    statement = (
        select(Filing)
        .join(Filing.settlement)
        .join(Settlement.complaint)
        .where(here, Filing.filed_at.is_(None), Complaint.state == State.APPROVED)
    )
    return _filings(session, statement, staff, first)


def _filings(session: Session, statement: Select[Any], staff: Staff, first: int) -> Some[Filing]:
    whole = joinedload(Filing.settlement).joinedload(Settlement.complaint)
    told = (whole.joinedload(Complaint.product), whole.joinedload(Complaint.region))
    return some(session, visible(statement, Complaint, staff.as_person()), (Filing.opened_at, Filing.id), first, told)


def to_hand_over(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Execution]:
    """Filed exchange orders whose goods have not left."""
    waits = and_(Execution.needs_goods, Execution.handed_over_at.is_(None))
    return _executions(session, waits, staff, first)


def to_pay(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Execution]:
    """Filed exchange orders whose money is not paid."""
    waits = and_(Execution.needs_cash, Execution.paid_at.is_(None))
    return _executions(session, waits, staff, first)


def _executions(session: Session, waits: ColumnElement[bool], staff: Staff, first: int) -> Some[Execution]:
    statement = select(Execution).join(Execution.complaint).where(waits, Complaint.state == State.FILED)
    told = (
        joinedload(Execution.complaint).joinedload(Complaint.region),
        joinedload(Execution.complaint).joinedload(Complaint.product),
        joinedload(Execution.settlement).selectinload(Settlement.lines),
    )
    seen = visible(statement, Complaint, staff.as_person())
    return some(session, seen, (Execution.opened_at, Execution.id), first, told)


def visits(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[ServiceRecord]:
    """This engineer's visits up to the end of today, in their order; those without a time come last."""
    statement = select(ServiceRecord).where(
        ServiceRecord.engineer_id == staff.id,
        ServiceRecord.status == ServiceStatus.REQUESTED,
        or_(ServiceRecord.planned_at.is_(None), ServiceRecord.planned_at < day_start(local_date(at), 1)),
    )
    order = (ServiceRecord.planned_at.is_(None), ServiceRecord.planned_at, ServiceRecord.id)
    told = (joinedload(ServiceRecord.customer),)
    return some(session, visible(statement, ServiceRecord, staff.as_person()), order, first, told)

"""What of a month is not in order: each case by its number, and who it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from models import CallBack, Complaint, HandlingForm, Staff
from queries.repeats import GONE
from rules.lifecycle import ENOUGH
from rules.summaries import LooseEnd
from terms.complaint import State
from terms.forms import FormStatus
from terms.month import Loose
from terms.time import day_start


def loose_ends(session: Session, month: date, until: date, department_id: int) -> tuple[LooseEnd, ...]:
    """Late in the month; still open now though from this month or before; gone though counted before; by kind, case."""
    found = []
    for kind, condition in _kinds(month, until):
        responsible = func.coalesce(Complaint.assigned_to_id, Complaint.registered_by_id)
        statement: Any = (
            select(Complaint.id, Complaint.number, Staff.name)
            .join(Staff, Staff.id == responsible)
            .where(Complaint.department_id == department_id, condition)
            .order_by(Complaint.id)
        )
        found += [LooseEnd(kind, key, number, who) for key, number, who in session.execute(statement)]
    return tuple(sorted(found))


def _kinds(month: date, until: date) -> Iterator[tuple[Loose, ColumnElement[bool]]]:
    start, end = day_start(month), day_start(until)
    before = Complaint.registered_on < until
    # By the month the result was due in: each late case is in one month's summary.
    yield Loose.LATE, and_(Complaint.late, Complaint.due_at >= start, Complaint.due_at < end)
    yield Loose.UNFILED, and_(before, Complaint.state == State.APPROVED)
    yield Loose.NOT_CARRIED_OUT, and_(before, Complaint.state == State.FILED)
    yield Loose.UNDECIDED, and_(before, Complaint.state == State.PROPOSED)
    yield Loose.NOT_CALLED_BACK, and_(before, Complaint.state == State.ANSWERED, ~_called_back())
    yield Loose.FORM_MISSING, and_(before, _form_missing(month, until))
    yield (
        Loose.WITHDRAWN_SINCE,
        and_(
            Complaint.registered_on < month,
            Complaint.state.in_(GONE),
            Complaint.state_since >= start,
            Complaint.state_since < end,
        ),
    )


def _called_back() -> ColumnElement[bool]:
    return exists().where(
        CallBack.complaint_id == Complaint.id,
        CallBack.called_at >= Complaint.result_at,
        CallBack.outcome.in_(ENOUGH),
    )


def _form_missing(month: date, until: date) -> ColumnElement[bool]:
    return exists().where(
        HandlingForm.complaint_id == Complaint.id,
        HandlingForm.status != FormStatus.KEPT,
        HandlingForm.opened_at >= day_start(month),
        HandlingForm.opened_at < day_start(until),
    )

"""What happens to the time limits of a case, planted beside the cases of one place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ComplaintClock, DutyDone, Escalation, Extension, TimeMark
from terms.classes import ClassDuty
from terms.limits import ClockEvent, ExtensionStatus, LimitKind, PauseReason
from terms.people import Role
from tests.factories import MORNING, NOON
from tests.security.places import Place
from tests.security.planted import mark


def timed(session: Session, place: Place, case: int) -> list[Any]:
    """A row of every kind; each text in them is a marker."""
    by, head = place.clerk.id, place.head.id
    clock = session.scalars(select(ComplaintClock.id).where(ComplaintClock.complaint_id == case)).first()
    return [
        TimeMark(
            complaint_id=case, event=ClockEvent.PAUSED, at=MORNING, by_id=by, waits_for=PauseReason.TEST, reason=mark()
        ),
        TimeMark(complaint_id=case, event=ClockEvent.RESUMED, at=NOON, by_id=by, reason=mark()),
        Extension(
            complaint_id=case, clock_id=clock, amount=1, unit=LimitKind.WORKING_DAYS, reason=mark(), approver=Role.DEPARTMENT_HEAD,
            status=ExtensionStatus.REFUSED, asked_at=MORNING, asked_by_id=by, decided_at=NOON, decided_by_id=head,
            comment=mark(),
        ),
        Escalation(complaint_id=case, clock_id=clock, level=1, role=Role.SUPERVISOR, at=NOON),
        DutyDone(complaint_id=case, duty=ClassDuty.REPORT_UP, done_at=NOON, done_by_id=by, note=mark()),
    ]  # fmt: skip

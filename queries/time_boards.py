"""What time asks of people: results due soon, lateness reported to them, extensions to decide, next year's calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, joinedload

from models import Complaint, ComplaintClock, Escalation, Extension, Staff
from queries.boards import WITHOUT_RESULT, cases, goes_on, of_handler
from queries.capacity import within
from queries.rulebook import in_force
from queries.scope import visible
from queries.some import FIRST, Some, some
from rules.calendar import calendar_missing
from terms.limits import ExtensionStatus
from terms.people import LADDER, Role
from terms.text import Text
from terms.time import local_date


def due_soon(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[ComplaintClock]:
    """Time limits of this person's cases whose warning has come, the most urgent first."""
    running = (
        select(ComplaintClock)
        .join(ComplaintClock.complaint)
        .where(
            of_handler(staff.id),
            Complaint.state.in_(WITHOUT_RESULT),
            Complaint.paused_at.is_(None),
            ComplaintClock.met_at.is_(None),
            ComplaintClock.warn_at <= at,
            ComplaintClock.due_at >= at,
        )
    )
    told = (joinedload(ComplaintClock.complaint).joinedload(Complaint.product),)
    order = (ComplaintClock.due_at, ComplaintClock.id)
    return some(session, visible(running, Complaint, staff.as_person()), order, first, told)


def reported_to(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Cases in sight of whose lateness this person was told, while it lasts."""
    heard = exists().where(
        Escalation.complaint_id == Complaint.id,
        ComplaintClock.id == Escalation.clock_id,
        ComplaintClock.met_at.is_(None),
        # Of this lateness, not of one taken back since (`workflows.clocks.heard`).
        Escalation.at >= ComplaintClock.late_at,
        or_(*(and_(Escalation.role == role, within(role, Complaint, staff)) for role in staff.roles)),
    )
    return cases(session, select(Complaint).where(heard, goes_on()), staff, first)


def extensions_to_decide(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Extension]:
    """Extensions this person may decide on: of the own role or of one below it, neither asked nor handled by them."""
    asked = (
        select(Extension)
        .join(Extension.complaint)
        .join(Extension.clock)
        .where(
            Extension.status == ExtensionStatus.ASKED,
            ComplaintClock.met_at.is_(None),
            Extension.asked_by_id != staff.id,
            Complaint.assigned_to_id.is_distinct_from(staff.id),
            Complaint.state.in_(WITHOUT_RESULT),
            _approves(staff),
        )
    )
    told: tuple[Any, ...] = (
        joinedload(Extension.complaint).joinedload(Complaint.product),
        joinedload(Extension.asked_by),
        joinedload(Extension.clock),
    )
    return some(session, visible(asked, Complaint, staff.as_person()), (Extension.asked_at, Extension.id), first, told)


def calendar_to_enter(session: Session, at: datetime) -> Some[Text]:
    """From November on: that next year's calendar is not there yet, with its notice."""
    today = local_date(at)
    missing = calendar_missing(today, in_force(session, on=today).calendar)
    return Some([missing], 1) if missing else Some([], 0)


def _approves(staff: Staff) -> ColumnElement[bool]:
    """`rules.time_guards.approves_extensions` of one row, as a condition."""
    parts = [and_(Extension.approver.in_(_up_to(role)), within(role, Complaint, staff)) for role in staff.roles]
    return or_(*parts) if parts else false()


def _up_to(role: Role) -> tuple[Role, ...]:
    return LADDER[: LADDER.index(role) + 1] if role in LADDER else (role,)

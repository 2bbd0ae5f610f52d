"""What is to be done, as short lists: by due time, never more than a screen, always with the whole count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from models import CallBack, Complaint, ComplaintClock, Contact, FalseReport, Filing, Settlement, Staff
from queries.rulebook import in_force
from queries.scope import visible
from queries.some import FIRST, Some, some
from rulebook import Book
from rules.lifecycle import ENOUGH
from rules.packs_in_force import Where
from terms.classes import QueueOrder
from terms.complaint import Clock, ComplaintKind, FindingStatus, SettlementStatus, State
from terms.people import Role
from terms.time import day_start, local_date

# No result has been reported yet.
WITHOUT_RESULT = (
    State.REGISTERED, State.HANDLING, State.PROPOSED, State.APPROVED, State.FILED, State.EXECUTED, State.REOPENED,
)  # fmt: skip
UNCONTACTED = (State.REGISTERED, State.HANDLING)
BY_PRIORITY = (Complaint.priority.desc(), Complaint.due_at, Complaint.id)


@dataclass(frozen=True, slots=True)
class Day:
    """Results due on one day: in time, late in, and not in."""

    in_time: int
    after: int
    missing: int


@dataclass(frozen=True, slots=True)
class LateName:
    """How many cases without result are past their time, by whom."""

    name: str
    phone: str
    cases: int
    oldest: datetime


def of_handler(staff_id: int) -> ColumnElement[bool]:
    """A person's cases: those assigned to them, and what they registered until somebody takes it up."""
    assigned = Complaint.assigned_to_id == staff_id
    taken_down = and_(
        Complaint.assigned_to_id.is_(None), Complaint.registered_by_id == staff_id, Complaint.state == State.REGISTERED
    )
    return or_(assigned, taken_down)


def goes_on() -> ColumnElement[bool]:
    """Cases whose time limits are not paused; one that was late before goes on being late."""
    return or_(Complaint.paused_at.is_(None), Complaint.paused_at > Complaint.due_at)


def queue_order(session: Session, staff: Staff, at: datetime | None) -> tuple[Any, ...]:
    """In which order this person's cases are worked, as `rules.classes.queue_place` says of each.

    at: today; without it, by priority as every policy does that names no other order.
    """
    if at is not None and policy_where(session, staff, at).classes.order is QueueOrder.FIRST_COME:
        return (Complaint.registered_at, Complaint.id)
    return BY_PRIORITY


def policy_where(session: Session, staff: Staff, at: datetime) -> Book:
    """The policy in force where the person works."""
    where = Where(
        department=staff.department.code if staff.department else "", branch=staff.region.code if staff.region else ""
    )
    return in_force(session, on=local_date(at), where=where)


def first_contacts(session: Session, staff: Staff, *, first: int = FIRST) -> Some[ComplaintClock]:
    """This person's cases in which nobody has talked to the complainant yet, by the time that runs (P06 五(1))."""
    statement = (
        select(ComplaintClock)
        .join(ComplaintClock.complaint)
        .where(of_handler(staff.id), Complaint.state.in_(UNCONTACTED), _first_contact_runs())
    )
    told = (joinedload(ComplaintClock.complaint).joinedload(Complaint.product),)
    order = (ComplaintClock.due_at, ComplaintClock.id)
    return some(session, visible(statement, Complaint, staff.as_person()), order, first, told)


def mine(session: Session, staff: Staff, at: datetime | None = None, *, first: int = FIRST) -> Some[Complaint]:
    """Cases this person handles, in the order of the queue: without those that stand on a board of their own.

    These are the first contacts, what was returned to be corrected, and the calls promised.
    """
    elsewhere = or_(
        and_(Complaint.state.in_(UNCONTACTED), Complaint.clocks.any(_first_contact_runs())),
        turned_back(),
        call_promised(),
    )
    own = select(Complaint).where(of_handler(staff.id), Complaint.state.in_(WITHOUT_RESULT), ~elsewhere)
    return cases(session, own, staff, first, queue_order(session, staff, at))


def overdue(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[Complaint]:
    """Cases in sight whose time has passed without a result, the most urgent first."""
    late = select(Complaint).where(
        Complaint.state.in_(WITHOUT_RESULT), Complaint.due_at < at, goes_on(), _with_others(staff)
    )
    return cases(session, late, staff, first)


def due_today(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[Complaint]:
    """Cases in sight whose result is due today, in time so far, and not in."""
    tomorrow = day_start(local_date(at), 1)
    due = select(Complaint).where(
        Complaint.state.in_(WITHOUT_RESULT), Complaint.due_at >= at, Complaint.due_at < tomorrow, _with_others(staff)
    )
    return cases(session, due, staff, first)


def _with_others(staff: Staff) -> ColumnElement[bool]:
    """Cases in other hands. Supervisors and heads find the free ones, and their own, on boards of their own."""
    if staff.roles.isdisjoint((Role.SUPERVISOR, Role.DEPARTMENT_HEAD)):
        return true()
    return and_(
        Complaint.assigned_to_id.is_not(None),
        Complaint.assigned_to_id != staff.id,
        Complaint.state != State.REOPENED,
    )


def unassigned(session: Session, staff: Staff, at: datetime | None = None, *, first: int = FIRST) -> Some[Complaint]:
    """Cases nobody has taken up: new ones of others, and ones whose first talk was somebody else's."""
    others = or_(Complaint.registered_by_id != staff.id, Complaint.state != State.REGISTERED)
    free = and_(Complaint.assigned_to_id.is_(None), others)
    order = queue_order(session, staff, at)
    return cases(session, select(Complaint).where(Complaint.state.in_(UNCONTACTED), free), staff, first, order)


def reopened(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Reopened cases that wait to be assigned again, whoever handled them before (P06 七5)."""
    return cases(session, select(Complaint).where(Complaint.state == State.REOPENED), staff, first)


def turned_back() -> ColumnElement[bool]:
    """Cases whose newest settlement was returned or refused, and that nothing has replaced."""
    newer = aliased(Settlement)
    back = exists().where(
        Settlement.complaint_id == Complaint.id,
        Settlement.status.in_((SettlementStatus.SENT_BACK, SettlementStatus.REFUSED)),
        ~exists().where(newer.complaint_id == Settlement.complaint_id, newer.id > Settlement.id),
    )
    return and_(Complaint.state == State.HANDLING, back)


def call_promised() -> ColumnElement[bool]:
    """Cases in which the last talk ended with the promise to call again."""
    later = aliased(Contact)
    promised = exists().where(
        Contact.complaint_id == Complaint.id,
        Contact.next_promise_at.is_not(None),
        ~exists().where(later.complaint_id == Contact.complaint_id, later.id > Contact.id),
    )
    return and_(Complaint.state.in_(WITHOUT_RESULT), promised)


def _first_contact_runs() -> ColumnElement[bool]:
    return and_(ComplaintClock.clock == Clock.FIRST_CONTACT, ComplaintClock.met_at.is_(None))


def to_investigate(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Cases being handled about which nothing was found out yet."""
    bare = select(Complaint).where(Complaint.state == State.HANDLING, ~Complaint.findings.any())
    return cases(session, bare, staff, first)


def to_call_back(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Reported cases whose consumer has not confirmed yet; whoever handled a case does not call it back."""
    asked = select(Complaint).where(
        Complaint.state == State.ANSWERED, ~_confirmed(), func.coalesce(Complaint.assigned_to_id, 0) != staff.id
    )
    return cases(session, asked, staff, first)


def to_close(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Called-back cases that nothing keeps open any more."""
    filed = exists().where(
        Filing.settlement_id == Settlement.id, Settlement.complaint_id == Complaint.id, Filing.filed_at.is_not(None)
    )
    finding = exists().where(FalseReport.complaint_id == Complaint.id, FalseReport.status == FindingStatus.OPEN)
    # A question or a suggestion that was only answered has nothing to file; `CaseFacts.nothing_to_file` says the same.
    settled = exists().where(Settlement.complaint_id == Complaint.id, Settlement.status == SettlementStatus.APPROVED)
    only_answered = and_(Complaint.kind.in_([kind for kind in ComplaintKind if not kind.settles]), ~settled)
    ready = select(Complaint).where(
        Complaint.state == State.ANSWERED, _confirmed(), or_(Complaint.unfounded, filed, only_answered), ~finding
    )
    return cases(session, ready, staff, first)


def false_reports(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Cases with a finding against the report still open, other people's only."""
    # Listed, not asked case by case: open findings are few, open cases many.
    found = select(FalseReport.complaint_id).where(
        FalseReport.status == FindingStatus.OPEN, FalseReport.against_id != staff.id
    )
    open_ones = select(Complaint).where(Complaint.id.in_(found), Complaint.state != State.CLOSED)
    return cases(session, open_ones, staff, first)


def to_receive(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Complaint]:
    """Cases whose goods must reach the warehouse before the decision (P06 六(5))."""
    asked = exists().where(
        Settlement.complaint_id == Complaint.id,
        Settlement.needs_goods_received,
        Settlement.status == SettlementStatus.PROPOSED,
    )
    waits = select(Complaint).where(Complaint.state == State.PROPOSED, Complaint.goods_received_at.is_(None), asked)
    return cases(session, waits, staff, first)


def day_of_results(session: Session, staff: Staff, at: datetime) -> Day:
    """How the results due today stand; today is the company's day of `at`."""
    today = local_date(at)
    reported = Complaint.result_at.is_not(None) & Complaint.state.not_in(WITHOUT_RESULT)
    statement: Any = select(
        func.count(case((and_(reported, Complaint.result_at <= Complaint.due_at), 1))),
        func.count(case((and_(reported, Complaint.result_at > Complaint.due_at), 1))),
        func.count(case((Complaint.state.in_(WITHOUT_RESULT), 1))),
    ).where(Complaint.due_at >= day_start(today), Complaint.due_at < day_start(today, 1))
    in_time, after, missing = session.execute(visible(statement, Complaint, staff.as_person())).one()
    return Day(in_time, after, missing)


def late_by_name(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> list[LateName]:
    """Who has cases past their time without a result, the most first."""
    responsible = func.coalesce(Complaint.assigned_to_id, Complaint.registered_by_id)
    cases = func.count(Complaint.id)
    statement: Any = (
        select(Staff.name, Staff.phone, cases, func.min(Complaint.due_at))
        .join(Staff, Staff.id == responsible)
        .where(Complaint.state.in_(WITHOUT_RESULT), Complaint.due_at < at, goes_on())
        .group_by(Staff.id, Staff.name, Staff.phone)
        .order_by(cases.desc(), Staff.id)
        .limit(first)
    )
    found = session.execute(visible(statement, Complaint, staff.as_person()))
    return [LateName(name, phone or "", number, oldest) for name, phone, number, oldest in found]


def _confirmed() -> ColumnElement[bool]:
    return exists().where(
        CallBack.complaint_id == Complaint.id,
        CallBack.called_at >= Complaint.result_at,
        CallBack.outcome.in_(ENOUGH),
    )


def cases(
    session: Session, statement: Select[Any], staff: Staff, first: int, order: tuple[Any, ...] | None = None
) -> Some[Complaint]:
    """The first cases of a statement that the person may see, by priority unless another order is asked."""
    told = (
        joinedload(Complaint.product),
        joinedload(Complaint.region),
        joinedload(Complaint.assigned_to),
        joinedload(Complaint.registered_by),
    )
    return some(session, visible(statement, Complaint, staff.as_person()), order or BY_PRIORITY, first, told)

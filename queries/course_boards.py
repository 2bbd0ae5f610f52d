"""What the packs of cases ask of people: plans to approve, goods to inspect, what is open before a case is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, selectinload

from models import CasePlan, CaseStep, Complaint, PlanReview, Staff, StaffRole
from queries.boards import cases, of_handler
from queries.capacity import within
from queries.case_facts import case_facts
from queries.course import asks_nothing
from queries.packs_now import books_known
from queries.scope import visible
from queries.some import FIRST, Some
from rulebook import Book
from rules.case import ENOUGH
from rules.course import PURPOSES
from rules.course_guards import reviewers
from terms.complaint import State
from terms.flow import CaseFact, FlowPurpose, PlanApprover
from terms.people import LADDER, Role
from terms.time import local_date

NONE: Some[Complaint] = Some([], 0)
INSPECTED_IN = (State.HANDLING, State.PROPOSED, State.APPROVED, State.FILED)
COMPLAINTS = [kind for kind, purpose in PURPOSES.items() if purpose is FlowPurpose.COMPLAINT]
# Of the cases that wait to be closed: more than anybody has open.
LOOKED_AT = 40
COURSE = (
    "clocks", "contacts", "findings", "settlements", "call_backs", "false_reports", "steps", "plans", "notices",
    "corrections", "report_parts",
)  # fmt: skip


def plans_to_approve(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[Complaint]:
    """Cases whose plan waits for this person: as the superior, as quality, or in the internal review; not one's own."""
    if not _packs(session, at, lambda book: book.flow.plan is not None):
        return NONE
    mine = [
        and_(CasePlan.waits_for == approver, within(role, Complaint, staff), _made_below(role))
        for approver in PlanApprover
        for role in reviewers(approver)
        if role in staff.roles
    ]
    reviewed = exists().where(PlanReview.plan_id == CasePlan.id, PlanReview.reviewed_by_id == staff.id)
    waiting = exists().where(
        CasePlan.complaint_id == Complaint.id,
        CasePlan.made_by_id != staff.id,
        ~reviewed,
        or_(*mine) if mine else false(),
    )
    return cases(session, select(Complaint).where(Complaint.state == State.HANDLING, waiting), staff, first)


def _made_below(role: Role) -> ColumnElement[bool]:
    """Whoever made the plan holds no rung as high as this one; other roles approve everybody's."""
    if role not in LADDER:
        return true()
    high = LADDER[LADDER.index(role) :]
    return ~exists().where(StaffRole.staff_id == CasePlan.made_by_id, StaffRole.role.in_(high))


def goods_to_inspect(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[Complaint]:
    """Complaints whose pack wants the goods inspected, while nobody has."""
    packs = _packs(session, at, _wants_inspection)
    if not packs:
        return NONE
    inspected = exists().where(CaseStep.complaint_id == Complaint.id, CaseStep.fact == CaseFact.INSPECTED)
    wanted = select(Complaint).where(
        Complaint.state.in_(INSPECTED_IN),
        Complaint.rulebook_pack.in_(packs),
        Complaint.kind.in_(COMPLAINTS),
        ~inspected,
    )
    return cases(session, wanted, staff, first)


def open_before_closing(session: Session, staff: Staff, at: datetime, *, first: int = FIRST) -> Some[Complaint]:
    """This person's cases that are called back, but lack something their pack asks for."""
    packs = _packs(session, at, lambda book: not asks_nothing(book))
    if not packs:
        return NONE
    wanted = (
        select(Complaint)
        .where(of_handler(staff.id), Complaint.state == State.ANSWERED, Complaint.rulebook_pack.in_(packs))
        .order_by(Complaint.result_at, Complaint.id)
        .limit(LOOKED_AT)
        .options(*(selectinload(getattr(Complaint, name)) for name in COURSE), selectinload(Complaint.product))
    )
    found = [case for case in session.scalars(visible(wanted, Complaint, staff.as_person())) if _lacks(case)]
    return Some(found[:first], len(found))


def _lacks(case: Complaint) -> bool:
    facts = case_facts(case)
    return facts.last_call_back in ENOUGH and facts.course.is_open


def _packs(session: Session, at: datetime, asks: Callable[[Book], bool]) -> list[str]:
    return [book.pack.key for book in books_known(session, on=local_date(at)) if asks(book)]


def _wants_inspection(book: Book) -> bool:
    flow = book.flow.flows.get(FlowPurpose.COMPLAINT)
    wanted = {fact for step in flow.steps for fact in step.done_by} if flow else set()
    wanted |= {fact for gate in book.flow.gates for fact in gate.needs}
    return CaseFact.INSPECTED in wanted

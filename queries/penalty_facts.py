"""Facts in the records that a penalty may be proposed from (P06 七), as far as nothing was proposed from them yet.

Each search reads what lies since a moment and leaves out facts that have their entry: nothing is found twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from models import (
    CallBack,
    Complaint,
    ComplaintClock,
    Contact,
    DailyReport,
    Execution,
    FalseReport,
    Filing,
    Finding,
    HandlingForm,
    PenaltyEntry,
    Settlement,
    Signature,
    Staff,
    StaffRole,
)
from queries.handlers import handler_at
from queries.rulebook import policy_of
from queries.scope import unindexed
from rules import breaches
from rules.breaches import Accused
from terms.complaint import CallBackOutcome, Channel, Clock, ComplaintKind, FindingStatus, State, Verdict
from terms.forms import FormStatus
from terms.penalties import EvidenceKind
from terms.people import Role, StaffStatus
from terms.time import local_date

# What was withdrawn or taken into another case punishes nobody.
GONE = (State.WITHDRAWN, State.MERGED)
# How a settlement is carried out.
DONE = (Execution.handed_over_at, Execution.paid_at, Execution.proved_at)
# A call-back falls due after the days off that follow the result; no holidays are longer.
LONGEST_REST = timedelta(days=31)
AGAIN = (CallBackOutcome.DISSATISFIED, CallBackOutcome.CONTRADICTS)


@dataclass(frozen=True, slots=True)
class Found:
    """A proven fact and whom it accuses. facts: what the record says, by the names of its columns."""

    accused: tuple[Accused, ...]
    evidence: EvidenceKind
    evidence_id: int
    happened_on: date
    complaint_id: int
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The fact's name: the row and what it proves, for one row may prove several."""
        return f"{self.evidence}:{self.evidence_id}:{self.accused[0].breach}"


@dataclass(frozen=True)
class Search:
    """What to look through: from `since` on, as things stand at `now`; of one case only where one is named."""

    session: Session
    since: datetime
    now: datetime
    complaint_id: int | None = None

    def cases(self, statement: Select[Any]) -> Select[Any]:
        """Quality complaints that are not gone; P06 七 speaks of no others."""
        asked = and_(Complaint.kind == ComplaintKind.QUALITY_COMPLAINT, Complaint.state.not_in(GONE))
        wanted = statement.where(unindexed(asked))
        return wanted if self.complaint_id is None else wanted.where(Complaint.id == self.complaint_id)

    @cached_property
    def only_office_person(self) -> int | None:
        """The general office's only active person; None where there are several, and nobody can be named."""
        held = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role == Role.GENERAL_OFFICE)
        found = self.session.scalars(select(Staff.id).where(Staff.status == StaffStatus.ACTIVE, held).limit(2)).all()
        return found[0] if len(found) == 1 else None


def find(search: Search) -> Iterator[Found]:
    """Every new fact, search by search."""
    for look in SEARCHES:
        yield from (found for found in look(search) if found.accused)


def late_results(search: Search) -> Iterator[Found]:
    """Results that were not in when they were due."""
    late = (
        select(ComplaintClock)
        .join(ComplaintClock.complaint)
        .where(ComplaintClock.clock == Clock.RESULT, ComplaintClock.late_at >= search.since)
        .where(_unseen(EvidenceKind.CLOCK, ComplaintClock.id, breaches.LATE_HANDLING, breaches.ONE_TO_MANY))
        .options(joinedload(ComplaintClock.complaint))
    )
    for clock in search.session.scalars(search.cases(late)):
        case = clock.complaint
        handler = handler_at(search.session, case, clock.due_at)
        accused = breaches.late_result(handler=handler, one_to_many=case.consumers > 1)
        yield Found(accused, EvidenceKind.CLOCK, clock.id, local_date(clock.due_at), case.id, clock_facts(clock))


def nobody_called(search: Search) -> Iterator[Found]:
    """Cases whose consumer nobody had called when the result was due."""
    result = aliased(ComplaintClock)
    late: Any = (
        select(ComplaintClock, result.due_at)
        .join(ComplaintClock.complaint)
        .join(result, and_(result.complaint_id == Complaint.id, result.started_at == ComplaintClock.started_at))
        .where(ComplaintClock.clock == Clock.FIRST_CONTACT, ComplaintClock.late_at >= search.since)
        .where(result.clock == Clock.RESULT, result.due_at < search.now)
        .where(or_(ComplaintClock.met_at.is_(None), ComplaintClock.met_at > result.due_at))
        .where(_unseen(EvidenceKind.CLOCK, ComplaintClock.id, breaches.PROCEDURE))
        .options(joinedload(ComplaintClock.complaint))
    )
    for clock, due in search.session.execute(search.cases(late)):
        handler = handler_at(search.session, clock.complaint, due)
        accused = breaches.nobody_called(called_at=clock.met_at, result_due=due, now=search.now, handler=handler)
        yield Found(
            accused, EvidenceKind.CLOCK, clock.id, local_date(due), clock.complaint_id, clock_facts(clock)
        )  # fmt: skip


def carried_out(search: Search) -> Iterator[Found]:
    """Goods or money given before approval or before filing."""
    # Each time by its own index; SQLite would read every order for one condition over three columns.
    lately = union(*(select(Execution.id).where(at >= search.since) for at in DONE))
    given: Any = (
        select(Execution, Filing.filed_at)
        .join(Execution.complaint)
        .join(Execution.settlement)
        .outerjoin(Settlement.filing)
        .where(Execution.id.in_(lately), or_(*map(_out_of_order, DONE)))
        .where(_unseen(EvidenceKind.EXECUTION, Execution.id, breaches.UNFILED))
        .options(joinedload(Execution.complaint), joinedload(Execution.settlement))
    )
    for order, filed_at in search.session.execute(search.cases(given)):
        done_at = min(at for at in (order.handed_over_at, order.paid_at, order.proved_at) if at is not None)
        if done_at < search.since:
            continue
        approved_at, handler = order.settlement.approved_at, handler_at(search.session, order.complaint, done_at)
        accused = breaches.carried_out(done_at=done_at, approved_at=approved_at, filed_at=filed_at, handler=handler)
        facts = {"execution": order.number, "carried_out_at": done_at, "approved_at": approved_at, "filed_at": filed_at}
        yield Found(accused, EvidenceKind.EXECUTION, order.id, local_date(done_at), order.complaint_id, facts)


def _out_of_order(done_at: Any) -> ColumnElement[bool]:
    """Whether one thing was done before approval or filing; with either missing it was."""
    before = or_(*(at.is_(None) | (at > done_at) for at in (Settlement.approved_at, Filing.filed_at)))
    return and_(done_at.is_not(None), before)


def steps_skipped(search: Search) -> Iterator[Found]:
    """Settlements put forward without a talk or a finding before."""
    contacted = _before(Contact, Contact.contacted_at)
    investigated = _before(Finding, Finding.found_at)
    bare: Any = (
        select(Settlement, contacted, investigated)
        .join(Settlement.complaint)
        .where(Settlement.proposed_at >= search.since, or_(~contacted, ~investigated))
        .where(_unseen(EvidenceKind.SETTLEMENT, Settlement.id, breaches.PROCEDURE))
        .options(selectinload(Settlement.signatures))
    )
    for settlement, talked, looked_into in search.session.execute(search.cases(bare)):
        accused = breaches.step_skipped(
            contacted_before=talked, investigated_before=looked_into, proposer=settlement.proposed_by_id,
            reviewers=signed_by(settlement),
        )  # fmt: skip
        facts = {"proposed_at": settlement.proposed_at, "contacted": talked, "investigated": looked_into}
        day = local_date(settlement.proposed_at)
        yield Found(accused, EvidenceKind.SETTLEMENT, settlement.id, day, settlement.complaint_id, facts)


def false_reports(search: Search) -> Iterator[Found]:
    """Reports found false or wrong, with whoever signed the form."""
    confirmed = (
        select(FalseReport)
        .join(FalseReport.complaint)
        .where(FalseReport.status == FindingStatus.CONFIRMED, FalseReport.found_at >= search.since)
        .where(_unseen(EvidenceKind.FALSE_REPORT, FalseReport.id, breaches.FALSE_REPORT))
        .options(
            joinedload(FalseReport.complaint)
            .selectinload(Complaint.settlements)
            .selectinload(Settlement.signatures)
        )
    )  # fmt: skip
    for report in search.session.scalars(search.cases(confirmed)):
        # The form that was in force when the report was found out; a later one was signed by people who knew.
        forms = [one for one in report.complaint.settlements if one.approved_at and one.approved_at <= report.found_at]
        reviewers = signed_by(forms[-1]) if forms else []
        accused = breaches.false_report(against=report.against_id, reviewers=reviewers)
        facts = {"found_at": report.found_at, "difference": report.difference}
        day = local_date(report.found_at)
        yield Found(accused, EvidenceKind.FALSE_REPORT, report.id, day, report.complaint_id, facts)


def calls_missed(search: Search) -> Iterator[Found]:
    """Results that nobody called back about in time."""
    first_call = (
        select(func.min(CallBack.id))
        .where(CallBack.complaint_id == Complaint.id, CallBack.called_at >= Complaint.result_at)
        .correlate(Complaint)
        .scalar_subquery()
    )
    call = aliased(CallBack)
    told: Any = (
        select(Complaint, call)
        .outerjoin(call, call.id == first_call)
        .where(Complaint.result_at >= search.since - LONGEST_REST)
        .where(_unseen(EvidenceKind.COMPLAINT, Complaint.id, breaches.NOT_CALLED_BACK))
    )
    for case, called in search.session.execute(search.cases(told)):
        book = policy_of(case)
        due = breaches.call_back_due(
            result_at=case.result_at, penalties=book.penalties, hours=book.time_limits.service_hours,
            calendar=book.calendar,
        )  # fmt: skip
        called_at = called.called_at if called else None
        if due < search.since or (called_at or search.now) <= due:
            continue
        accused = breaches.call_back_missed(
            first_call_at=called_at, due=due, now=search.now,
            office=called.called_by_id if called else search.only_office_person, reviewer=_reported(search, due),
        )  # fmt: skip
        facts = {"result_at": case.result_at, "due_at": due, "called_at": called_at}
        yield Found(accused, EvidenceKind.COMPLAINT, case.id, local_date(due), case.id, facts)


def forms_lost(search: Search) -> Iterator[Found]:
    """Handling forms lost out of sales administration's keeping that the month's figures miss."""
    keeps = exists().where(StaffRole.staff_id == HandlingForm.held_by_id, StaffRole.role == Role.SALES_ADMINISTRATION)
    lost: Any = (
        select(HandlingForm, keeps)
        .join(HandlingForm.complaint)
        .where(HandlingForm.status == FormStatus.LOST, HandlingForm.lost_at >= search.since)
        .where(_unseen(EvidenceKind.HANDLING_FORM, HandlingForm.id, breaches.FORM_LOST))
    )
    for form, kept_there in search.session.execute(search.cases(lost)):
        accused = breaches.form_lost(
            holder=form.held_by_id, holder_keeps_forms=kept_there, affects_summary=form.affects_summary,
            affects_replenishment=form.affects_replenishment,
        )  # fmt: skip
        facts = {
            "handling_form": form.number, "lost_at": form.lost_at, "affects_summary": form.affects_summary,
            "affects_replenishment": form.affects_replenishment,
        }  # fmt: skip
        yield Found(accused, EvidenceKind.HANDLING_FORM, form.id, local_date(form.lost_at), form.complaint_id, facts)


def dissatisfied(search: Search) -> Iterator[Found]:
    """One-to-many cases whose consumers were not satisfied when called back."""
    calls = (
        select(CallBack)
        .join(CallBack.complaint)
        .where(CallBack.called_at >= search.since, CallBack.outcome.in_(AGAIN), Complaint.consumers > 1)
        .where(_unseen(EvidenceKind.CALL_BACK, CallBack.id, breaches.ONE_TO_MANY))
        .options(joinedload(CallBack.complaint))
    )
    for call in search.session.scalars(search.cases(calls)):
        case = call.complaint
        handler = handler_at(search.session, case, call.called_at)
        accused = breaches.complained_again(one_to_many=case.consumers > 1, handler=handler)
        facts = {
            "called_at": call.called_at,
            "outcome": call.outcome,
            "attitude": call.attitude,
            "answers": call.answers,
        }
        yield Found(accused, EvidenceKind.CALL_BACK, call.id, local_date(call.called_at), case.id, facts)


def complained_again(search: Search) -> Iterator[Found]:
    """Second complaints about a one-to-many case, and such that went to the authorities or the media."""
    first = aliased(Complaint)
    again: Any = (
        select(Complaint, first)
        .join(first, first.id == Complaint.repeat_of_id)
        .where(Complaint.registered_at >= search.since)
        .where(or_(first.consumers > 1, Complaint.channel == Channel.AUTHORITY))
        .where(_unseen(EvidenceKind.COMPLAINT, Complaint.id, breaches.ONE_TO_MANY, breaches.MAJOR_IMPACT))
    )
    for case, earlier in search.session.execute(search.cases(again)):
        handler = handler_at(search.session, earlier, case.registered_at)
        to_authority = case.channel is Channel.AUTHORITY
        accused = breaches.escalated(to_authority=to_authority, handler=handler) or breaches.complained_again(
            one_to_many=earlier.consumers > 1, handler=handler
        )
        facts = {"repeat_of": earlier.number, "channel": case.channel, "registered_at": case.registered_at}
        yield Found(accused, EvidenceKind.COMPLAINT, case.id, local_date(case.registered_at), case.id, facts)


def losses(search: Search) -> Iterator[Found]:
    """Money paid by a settlement that came after the case had been reopened."""
    first = select(func.min(Settlement.id)).where(Settlement.complaint_id == Complaint.id).correlate(Complaint)
    earlier = aliased(Settlement)
    paid: Any = (
        select(Execution, earlier)
        .join(Execution.complaint)
        .join(earlier, earlier.id == first.scalar_subquery())
        .where(Execution.paid_at >= search.since, Execution.settlement_id != earlier.id)
        .where(unindexed(Complaint.reopened_count > 0))
        .where(_unseen(EvidenceKind.EXECUTION, Execution.id, breaches.LOSS))
        .options(joinedload(Execution.settlement))
    )
    for order, before in search.session.execute(search.cases(paid)):
        accused = breaches.loss(paid=True, reopened_before=True, handler=before.proposed_by_id)
        facts = {"execution": order.number, "paid_at": order.paid_at, "cash": order.settlement.cash}
        yield Found(accused, EvidenceKind.EXECUTION, order.id, local_date(order.paid_at), order.complaint_id, facts)


SEARCHES: tuple[Callable[[Search], Iterator[Found]], ...] = (
    late_results, nobody_called, carried_out, steps_skipped, false_reports, calls_missed, forms_lost, dissatisfied,
    complained_again, losses,
)  # fmt: skip


def _unseen(evidence: EvidenceKind, key: Any, *names: str) -> ColumnElement[bool]:
    return ~exists().where(
        PenaltyEntry.evidence == evidence, PenaltyEntry.evidence_id == key, PenaltyEntry.breach.in_(names)
    )


def _before(model: Any, at: Any) -> ColumnElement[bool]:
    return (
        exists()
        .where(model.complaint_id == Settlement.complaint_id, at <= Settlement.proposed_at)
        .correlate(Settlement)
    )


def signed_by(settlement: Settlement) -> list[int]:
    """Who signed; a substitute answers for what the substitute signed."""
    found: list[Signature] = [one for one in settlement.signatures if one.verdict is Verdict.SIGNED]
    return [one.signer_id for one in found if one.signer_id is not None]


def _reported(search: Search, due: datetime) -> int | None:
    """Who sent the first daily report that should have told of the call."""
    sent = select(DailyReport.sent_by_id).where(DailyReport.day >= local_date(due), DailyReport.sent_at > due)
    return search.session.scalar(sent.order_by(DailyReport.day).limit(1))


def clock_facts(clock: ComplaintClock) -> dict[str, Any]:
    """What a clock says, by its columns."""
    return {"clock": clock.clock, "due_at": clock.due_at, "met_at": clock.met_at, "late_at": clock.late_at}

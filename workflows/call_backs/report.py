"""After the calls: the day's report to headquarters, and the decision on a false report."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import CallBack, Complaint, ComplaintClock, DailyReport, FalseReport, Staff
from queries.reports import calls_to_tell
from rules.lifecycle import Viewer
from rules.permissions import Permission, require
from terms.complaint import Act, CallBackOutcome, Clock, FindingStatus
from terms.refusal import Refusal
from terms.text import say
from terms.time import day_start, local_date
from workflows import audit
from workflows.case import begin, stop, take_case
from workflows.penalties.find import proposed_from_case
from workflows.transaction import transaction
from workflows.words import need

CLAUSE = "P06 五(4)"


class AlreadyReported(Refusal):
    """The day's report has been sent, or a later one has told of the day."""


class NotYet(Refusal):
    """A day that has not begun has no report."""


def send_daily_report(
    session: Session, *, day: date, remark: str, actor: Staff, at: datetime, once: str | None = None
) -> DailyReport:
    """Tell headquarters of a day's call-backs; the clocks that waited for it stop (P06 五(4)).

    :raises NotPermitted, AlreadyReported, NotYet:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.DAILY_REPORT_SEND)
        if day > local_date(at):
            raise NotYet(say("%(day)s is still to come.", day=day), clause=CLAUSE)
        if session.scalar(select(DailyReport.id).where(DailyReport.day >= day)):
            raise _already(day)
        report = reported(calls_to_tell(session, day), day=day, remark=remark, actor=actor, at=at)
        session.add(report)
        try:
            session.flush()
        except IntegrityError as error:
            # Two people pressed at once: the day is unique.
            raise _already(day) from error
        sent(session, report, waiting_clocks(session, day), actor=actor, at=at)
    return report


def sent(session: Session, report: DailyReport, waiting: list[ComplaintClock], *, actor: Staff, at: datetime) -> None:
    """The step itself, for a saved report and the clocks that waited for it."""
    for clock in waiting:
        stop(clock, at)
    told = {"confirmed": report.confirmed, "dissatisfied": report.dissatisfied, "unanswered": report.unanswered}
    audit.record(session, "daily_report.sent", report, actor, at, CLAUSE, note=report.remark, more=told)


def _already(day: date) -> AlreadyReported:
    return AlreadyReported(say("The report of %(day)s was already sent.", day=day), clause=CLAUSE)


def reported(calls: list[CallBack], *, day: date, remark: str, actor: Staff, at: datetime) -> DailyReport:
    """The report as a row."""
    outcomes = [call.outcome for call in calls]
    return DailyReport(
        day=day,
        sent_at=at,
        sent_by_id=actor.id,
        confirmed=outcomes.count(CallBackOutcome.SATISFIED),
        dissatisfied=sum(one in (CallBackOutcome.DISSATISFIED, CallBackOutcome.CONTRADICTS) for one in outcomes),
        unanswered=sum(one in (CallBackOutcome.NOT_REACHED, CallBackOutcome.GIVEN_UP) for one in outcomes),
        remark=remark,
    )


def waiting_clocks(session: Session, day: date) -> list[ComplaintClock]:
    """The clocks a day's report stops, locked: of every result confirmed by then that headquarters had not heard of."""
    waiting = select(ComplaintClock).where(
        ComplaintClock.clock == Clock.HEADQUARTERS_REPORT,
        ComplaintClock.met_at.is_(None),
        ComplaintClock.started_at < day_start(day, 1),
    )
    return list(session.scalars(waiting.order_by(ComplaintClock.id).with_for_update()))


def decide_report(
    session: Session,
    *,
    complaint_id: int,
    confirmed: bool,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Decide whether a report said something false or wrong (P06 七2); what is confirmed proposes its penalties.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        report_decided(session, case, by, confirmed=confirmed, reason=reason, actor=actor, at=at)
        if confirmed:
            session.flush()
            proposed_from_case(session, case.id, at=at)
    return case


def report_decided(
    session: Session, case: Complaint, by: Viewer, *, confirmed: bool, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself, for the oldest finding still open."""
    step = begin(case, Act.DECIDE_REPORT, by)
    found: FalseReport = next(one for one in case.false_reports if one.status is FindingStatus.OPEN)
    found.status = FindingStatus.CONFIRMED if confirmed else FindingStatus.DISMISSED
    audit.record(
        session, "complaint.report_decided", case, actor, at, step.clause, note=reason, more={"status": found.status}
    )

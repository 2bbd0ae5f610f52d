"""After the calls: the day's report to headquarters, and the decision on a false report."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import CallBack, Complaint, ComplaintClock, DailyReport, FalseReport, Staff
from rules.lifecycle import Viewer
from rules.permissions import Permission, require
from terms.complaint import Act, CallBackOutcome, Clock, FindingStatus
from terms.refusal import Refusal
from terms.text import say
from terms.time import day_start
from workflows import audit
from workflows.case import begin, take_case
from workflows.transaction import transaction


class AlreadyReported(Refusal):
    """The day's report has been sent."""


def send_daily_report(
    session: Session, *, day: date, remark: str, actor: Staff, at: datetime, once: str | None = None
) -> DailyReport:
    """Tell headquarters of one day's call-backs; the clocks that waited for it stop (P06 五(4)).

    :raises NotPermitted, AlreadyReported:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.DAILY_REPORT_SEND)
        if session.scalar(select(DailyReport.id).where(DailyReport.day == day)):
            raise AlreadyReported(say("The report of %(day)s was already sent.", day=day), clause="P06 五(4)")
        calls = calls_of(session, day)
        report = reported(calls, day=day, remark=remark, actor=actor, at=at)
        session.add(report)
        session.flush()
        stop_headquarters_clocks(session, at)
        audit.record(session, "daily_report.sent", report, actor, at, "P06 五(4)")
    return report


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


def calls_of(session: Session, day: date) -> list[CallBack]:
    """The call-backs made on one company day, in their order."""
    around = select(CallBack).where(CallBack.called_at >= day_start(day), CallBack.called_at < day_start(day, 1))
    return list(session.scalars(around.order_by(CallBack.id)))


def stop_headquarters_clocks(session: Session, at: datetime) -> None:
    """Every confirmed result headquarters had not heard of yet is in this report."""
    waiting = select(ComplaintClock).where(
        ComplaintClock.clock == Clock.HEADQUARTERS_REPORT, ComplaintClock.met_at.is_(None)
    )
    for clock in session.scalars(waiting.with_for_update()):
        clock.met_at = at


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
    """Decide whether a report said something false or wrong (P06 七2).

    :raises NotPossible, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        report_decided(session, case, by, confirmed=confirmed, reason=reason, actor=actor, at=at)
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

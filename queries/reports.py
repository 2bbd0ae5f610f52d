"""The daily report: what is sent, and what would be."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import CallBack, Complaint, DailyReport
from terms.time import day_start


def report_of(session: Session, day: date) -> DailyReport | None:
    """The report of one day, if it was sent."""
    sent = select(DailyReport).where(DailyReport.day == day).options(joinedload(DailyReport.sent_by))
    return session.scalars(sent).one_or_none()


def calls_of_day(session: Session, day: date) -> list[CallBack]:
    """The call-backs of one day in their order, with case and caller; the whole company's."""
    calls = (
        select(CallBack)
        .where(CallBack.called_at >= day_start(day), CallBack.called_at < day_start(day, 1))
        .options(
            joinedload(CallBack.called_by),
            joinedload(CallBack.complaint).joinedload(Complaint.product),
            joinedload(CallBack.complaint).joinedload(Complaint.department),
        )
        .order_by(CallBack.id)
    )
    return list(session.scalars(calls))


def latest_reports(session: Session, most: int = 10) -> list[DailyReport]:
    """The reports sent last, newest first."""
    sent = select(DailyReport).options(joinedload(DailyReport.sent_by)).order_by(DailyReport.day.desc()).limit(most)
    return list(session.scalars(sent))

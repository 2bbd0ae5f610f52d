"""The daily report: what is sent, and what would be."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import CallBack, Complaint, DailyReport
from terms.time import day_start


def report_of(session: Session, day: date) -> DailyReport | None:
    """The report of one day, if it was sent."""
    sent = select(DailyReport).where(DailyReport.day == day).options(joinedload(DailyReport.sent_by))
    return session.scalars(sent).one_or_none()


def calls_to_tell(session: Session, day: date) -> list[CallBack]:
    """The call-backs up to the end of a company day that no earlier report told, in their order.

    With case and caller; the whole company's. A call made after the day's report was sent stands in the next one.
    """
    calls = (
        select(CallBack)
        .where(CallBack.called_at < day_start(day, 1))
        .options(
            joinedload(CallBack.called_by),
            joinedload(CallBack.complaint).joinedload(Complaint.product),
            joinedload(CallBack.complaint).joinedload(Complaint.department),
        )
        .order_by(CallBack.id)
    )
    told_until = _told_until(session, day)
    return list(session.scalars(calls if told_until is None else calls.where(CallBack.called_at >= told_until)))


def _told_until(session: Session, day: date) -> datetime | None:
    """Up to when the last report before this day told; None when headquarters never heard of any."""
    last = session.scalar(select(DailyReport).where(DailyReport.day < day).order_by(DailyReport.day.desc()).limit(1))
    return min(last.sent_at, day_start(last.day, 1)) if last else None


def latest_reports(session: Session, most: int = 10) -> list[DailyReport]:
    """The reports sent last, newest first."""
    sent = select(DailyReport).options(joinedload(DailyReport.sent_by)).order_by(DailyReport.day.desc()).limit(most)
    return list(session.scalars(sent))

"""The gate of a locked month: nothing that it counted is entered or changed behind its back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Department, DepartmentSummary, Month
from queries.months import month_of, next_month
from terms.month import MonthStatus
from terms.refusal import Refusal
from terms.text import say

CLAUSE = "P06 五(6)"


class MonthLocked(Refusal):
    """The day lies in a month that is locked, or with its approvers: what they approve stands still."""


def demand_open(session: Session, day: date, department_id: int | None = None) -> None:
    """Refuse a fact whose day lies in a locked month; held until commit, no month is locked in between.

    department_id: whose figures the fact changes; refused too once they are signed, else the company's would not be the
    sum of the signed.

    :raises MonthLocked: saying since when, by whom, and what to do instead.
    """
    row = session.scalars(select(Month).where(Month.month == month_of(day)).with_for_update(read=True)).one_or_none()
    if row is not None and row.status is MonthStatus.SENT:
        waits = say(
            "%(month)s is with its approvers. Enter it in the next month as a correction, or have it returned.",
            month=str(row),
        )
        raise MonthLocked(waits, clause=CLAUSE)
    if row is not None and row.locked_at is None and department_id is not None:
        _demand_unsigned(session, row, department_id)
    if row is None or row.locked_at is None or row.locked_by is None:
        return
    text = say(
        "%(month)s is locked since %(at)s, approved by %(name)s. Enter it in the next month as a correction, "
        "or have the month reopened.",
        month=str(row), at=row.locked_at, name=row.locked_by.name,
    )  # fmt: skip
    raise MonthLocked(text, clause=CLAUSE)


def _demand_unsigned(session: Session, row: Month, department_id: int) -> None:
    signed = select(Department.name).join(DepartmentSummary).where(
        DepartmentSummary.month_id == row.id, DepartmentSummary.department_id == department_id,
        DepartmentSummary.sent_back_at.is_(None),
    )  # fmt: skip
    name = session.scalar(signed)
    if name is not None:
        text = say(
            "%(department)s has signed its summary of %(month)s. Enter it in the next month as a correction, "
            "or have the summary returned.",
            department=name, month=str(row),
        )  # fmt: skip
        raise MonthLocked(text, clause=CLAUSE)


def first_open(session: Session, day: date) -> date:
    """The month a fact counts in, by its first day: the day's own, or the first after it that is neither locked nor
    with its approvers; held open until commit.
    """
    month = month_of(day)
    while not _is_open(session, month):
        month = next_month(month)
    return month


def _is_open(session: Session, month: date) -> bool:
    try:
        demand_open(session, month)
    except MonthLocked:
        return False
    return True

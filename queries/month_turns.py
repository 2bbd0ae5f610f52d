"""Whose turn it is in the months that are not closed, by when, and who is late, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Department, Month, Staff
from queries.month_facts import holders, office_of, undelivered
from queries.months import next_month
from queries.rulebook import in_force
from queries.some import FIRST, Some
from queries.summaries import sales_departments
from rules.months import StepDue, month_steps
from terms.month import MonthAct, MonthStatus
from terms.people import Role
from terms.time import local_date

UNDER_WAY = (MonthStatus.OPEN, MonthStatus.RETURNED, MonthStatus.REOPENED)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to be done next, by any of these people. act None: delivering the lists, `count` of them.

    due_on: in time until the end of that day. since: when it became their turn, where somebody else had to act first.
    """

    month: Month
    step: StepDue
    act: MonthAct | None
    role: Role
    people: tuple[Staff, ...]
    department: Department | None = None
    count: int = 0
    since: datetime | None = None

    @property
    def due_on(self) -> date:
        return self.step.due_on

    def is_late(self, today: date) -> bool:
        return today > self.due_on


def open_months(session: Session) -> list[Month]:
    """The months that are prepared and not closed, oldest first."""
    return list(session.scalars(select(Month).where(Month.status != MonthStatus.CLOSED).order_by(Month.month)))


def steps_of(session: Session, month: date) -> dict[str, StepDue]:
    """The steps of a month's close with their days, by name, as the rulebook in force after it says."""
    book = in_force(session, on=next_month(month))
    return {step.step: step for step in month_steps(month, book.month_close, book.calendar)}


def turns(session: Session, row: Month) -> list[Turn]:
    """What is to be done next in one month; none of it needs another of them first."""
    return list(_turns(session, row, steps_of(session, row.month)))


def _turns(session: Session, row: Month, steps: dict[str, StepDue]) -> Iterator[Turn]:
    if row.asked is not None:
        asked_at = row.asked.asked_at
        managers = tuple(holders(session, Role.GENERAL_MANAGER))
        yield Turn(
            row, steps["company_summary"], MonthAct.DECIDE_REOPENING, Role.GENERAL_MANAGER, managers, since=asked_at
        )
    if row.status in UNDER_WAY:
        yield from _summaries(session, row, steps)
    elif row.status is MonthStatus.SENT and row.summary is not None:
        given = {one.role for one in row.summary.approvals}
        for role in (Role.GENERAL_MANAGER, Role.FINANCE):
            if role not in given:
                people = tuple(holders(session, role))
                yield Turn(row, steps["company_summary"], MonthAct.APPROVE, role, people, since=row.summary.sent_at)
    elif row.status is MonthStatus.LOCKED:
        yield _delivery(session, row, steps["replenishment"])


def _summaries(session: Session, row: Month, steps: dict[str, StepDue]) -> Iterator[Turn]:
    signed = {one.department_id for one in row.signed}
    missing = [one for one in sales_departments(session, row.month) if one.id not in signed]
    for department in missing:
        role, people = Role.SALES_ADMINISTRATION, office_of(session, department.id)
        if not people:
            role, people = Role.DEPARTMENT_HEAD, holders(session, Role.DEPARTMENT_HEAD, department_id=department.id)
        yield Turn(row, steps["department_summary"], MonthAct.SIGN, role, tuple(people), department)
    if not missing:
        office = tuple(holders(session, Role.GENERAL_OFFICE))
        yield Turn(row, steps["company_summary"], MonthAct.SEND, Role.GENERAL_OFFICE, office)


def _delivery(session: Session, row: Month, step: StepDue) -> Turn:
    waiting = undelivered(session, row.id)
    if waiting:
        logistics = tuple(holders(session, Role.LOGISTICS))
        return Turn(row, step, None, Role.LOGISTICS, logistics, count=waiting, since=row.locked_at)
    return Turn(row, step, MonthAct.CLOSE, Role.FINANCE, tuple(holders(session, Role.FINANCE)), since=row.locked_at)


def my_turns(session: Session, staff: Staff, *, first: int = FIRST) -> Some[Turn]:
    """What this person is to do in the open months, themselves or for whom they stand in, the earliest due first."""
    me = {staff.id, *(one.id for one in staff.as_person().standing_in)}
    found = [turn for turn in _all(session) if me & {person.id for person in turn.people}]
    return Some(found[:first], len(found))


def late_turns(session: Session, at: datetime, *, first: int = FIRST) -> Some[Turn]:
    """Every step past its day, with the names of who is late."""
    today = local_date(at)
    found = [turn for turn in _all(session) if turn.is_late(today)]
    return Some(found[:first], len(found))


def _all(session: Session) -> list[Turn]:
    found = [turn for row in open_months(session) for turn in turns(session, row)]
    return sorted(found, key=lambda turn: turn.due_on)

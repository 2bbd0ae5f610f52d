"""A month as its page shows it: the steps with who is late, the departments, the figures beside those of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models import CompanySummary, Department, DepartmentSummary, Month, Replenishment
from queries.month_turns import Turn, steps_of, turns
from queries.months import month_before
from queries.scope import months_of, months_of_all, sums_on_papers
from queries.summaries import department_summary, live_company, sales_departments
from rules.months import StepDue
from rules.summaries import Summary, from_json, without_penalties
from terms.month import ReplenishmentStatus
from terms.people import Person
from terms.time import local_date


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step: when it is due, when it was done (None while it is not), and who it waits for now."""

    step: StepDue
    done_at: datetime | None
    late: bool
    waits_for: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class DepartmentShown:
    """One department's summary: as signed, or as it is now."""

    department: Department
    signed: DepartmentSummary | None
    figures: Summary


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of replenishment of a month: how many, how many delivered."""

    listed: int
    delivered: int


def steps_shown(session: Session, row: Month, at: datetime) -> list[StepShown]:
    """The three steps in order."""
    waiting, today = turns(session, row), local_date(at)
    done = {"department_summary": _all_signed_at(session, row), "company_summary": row.locked_at,
            "replenishment": row.closed_at}  # fmt: skip
    return [
        StepShown(
            step,
            done.get(step.step),
            (local_date(done[step.step]) if done.get(step.step) else today) > step.due_on,  # type: ignore[arg-type]
            tuple(turn for turn in waiting if turn.step.step == step.step),
        )
        for step in steps_of(session, row.month).values()
    ]


def _all_signed_at(session: Session, row: Month) -> datetime | None:
    signed = {one.department_id: one.signed_at for one in row.signed}
    wanted = {one.id for one in sales_departments(session, row.month)}
    return max(signed.values()) if wanted and wanted <= set(signed) else None


def departments_shown(session: Session, row: Month, person: Person) -> list[DepartmentShown]:
    """The departments this person may read, as signed or else as they are now."""
    signed = {one.department_id: one for one in row.signed}
    shown = [one for one in sales_departments(session, row.month) if reads(person, one.id)]
    return [
        DepartmentShown(
            one,
            signed.get(one.id),
            from_json(signed[one.id].figures) if one.id in signed else department_summary(session, row.month, one.id),
        )
        for one in shown
    ]


def reads(person: Person, department_id: int | None) -> bool:
    """Whether a person reads the summary of a department, or of the company (None)."""
    return months_of_all(person) or (department_id is not None and department_id in months_of(person))


def figures_of(session: Session, row: Month, department_id: int | None, person: Person) -> Summary:
    """The figures of a department or the company: those that stand signed or sent, else as they are now."""
    return _told(_figures(session, row, department_id), person, department_id)


def _figures(session: Session, row: Month, department_id: int | None) -> Summary:
    if department_id is None:
        return from_json(row.summary.figures) if row.summary else live_company(session, row.month)
    signed = next((one for one in row.signed if one.department_id == department_id), None)
    if signed is not None:
        return from_json(signed.figures)
    return department_summary(session, row.month, department_id)


def _told(figures: Summary, person: Person, department_id: int | None) -> Summary:
    """What of the figures is for this person."""
    return figures if sums_on_papers(person, department_id) else without_penalties(figures)


def stood(session: Session, month: date, department_id: int | None) -> Summary | None:
    """What was signed or sent for another month and stands; None where nothing was."""
    if department_id is None:
        kept: Any = select(CompanySummary.figures).join(Month).where(CompanySummary.sent_back_at.is_(None))
    else:
        kept = select(DepartmentSummary.figures).join(Month).where(
            DepartmentSummary.department_id == department_id, DepartmentSummary.sent_back_at.is_(None)
        )  # fmt: skip
    figures = session.scalar(kept.where(Month.month == month))
    return from_json(figures) if figures else None


def before_and_last_year(
    session: Session, month: date, department_id: int | None, person: Person
) -> tuple[Summary | None, Summary | None]:
    """The month before, and the same month of last year, for the reader of this one."""
    before, last_year = (
        found and _told(found, person, department_id)
        for found in (
            stood(session, month_before(month), department_id),
            stood(session, month.replace(year=month.year - 1), department_id),
        )
    )
    return before, last_year


def lists_of(session: Session, month_id: int) -> Lists:
    counted = dict(
        session.execute(
            select(Replenishment.status, func.count())
            .where(Replenishment.month_id == month_id)
            .group_by(Replenishment.status)
        ).all()
    )
    delivered = counted.get(ReplenishmentStatus.DELIVERED, 0)
    return Lists(delivered + counted.get(ReplenishmentStatus.LISTED, 0), delivered)


def whole(session: Session, month_id: int) -> None:
    """Fetch a month's signatures in few statements."""
    wanted = select(Month).where(Month.id == month_id)
    session.scalars(
        wanted.options(
            selectinload(Month.departments), selectinload(Month.summaries).selectinload(CompanySummary.approvals),
            selectinload(Month.reopenings),
        )
    ).one()  # fmt: skip

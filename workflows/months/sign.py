"""Sales administration signs the department's summary; the general office may return it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Department, DepartmentSummary, Month, Staff
from queries.summaries import department_summary
from rules.month_acts import Capacity, MonthStep
from rules.summaries import Summary, to_json
from terms.month import MonthAct
from workflows.months.month import begin, take_month, told
from workflows.transaction import transaction
from workflows.words import need


def sign(
    session: Session, *, month_id: int, department_id: int, actor: Staff, at: datetime, remark: str = "",
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Freeze the department's figures as they are now and sign them.

    Source: P06 五(5); LG-01.
    :raises MonthNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        by = begin(session, row, MonthAct.SIGN, actor=actor, at=at, department_id=department_id)
        figures = department_summary(session, row.month, department_id)
        signed(session, row, by, department_id=department_id, figures=figures, remark=remark, actor=actor, at=at)
    return row


def signed(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, department_id: int, figures: Summary, remark: str,
    actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    step, capacity = by
    edition = 1 + sum(one.department_id == department_id for one in row.departments)
    row.departments.append(
        DepartmentSummary(
            department_id=department_id, edition=edition, figures=to_json(figures), remark=remark, signed_at=at,
            signed_by_id=actor.id, principal_id=capacity.principal, clause=step.clause, sent_back_reason="",
        )
    )  # fmt: skip
    more = {"department": _name(session, department_id), "edition": edition}
    told(session, "month.department_signed", row, by, actor=actor, at=at, note=remark, more=more)


def send_back(
    session: Session, *, month_id: int, department_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Return a department's summary: it is signed anew from the figures of that time.

    :raises MonthNotPossible, WordsMissing, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        by = begin(session, row, MonthAct.SEND_BACK, actor=actor, at=at, department_id=department_id)
        sent_back(session, row, by, department_id=department_id, reason=reason, actor=actor, at=at)
    return row


def sent_back(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, department_id: int, reason: str,
    actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    summary = next(one for one in row.signed if one.department_id == department_id)
    void(summary, reason=reason, actor=actor, at=at)
    more = {"department": summary.department.name, "edition": summary.edition}
    told(session, "month.department_sent_back", row, by, actor=actor, at=at, note=reason, more=more)


def _name(session: Session, department_id: int) -> str:
    return session.get_one(Department, department_id).name


def void(summary: DepartmentSummary, *, reason: str, actor: Staff, at: datetime) -> None:
    """A signed summary stands no longer; it stays on record."""
    summary.sent_back_at, summary.sent_back_by_id, summary.sent_back_reason = at, actor.id, reason

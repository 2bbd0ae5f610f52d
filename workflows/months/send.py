"""The general office adds the departments up and sends the company's summary to its approvers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import CompanySummary, Month, Staff
from queries.summaries import company_summary
from rules.month_acts import Capacity, MonthStep
from rules.summaries import Summary, from_json, to_json
from terms.month import MonthAct, MonthStatus
from workflows.months.month import begin, take_month, told
from workflows.transaction import transaction


def send(
    session: Session, *, month_id: int, actor: Staff, at: datetime, remark: str = "",
    seen: int | None = None, once: str | None = None,
) -> Month:  # fmt: skip
    """Send the sum of what the departments signed; from here on the month's figures stand still.

    Source: P06 五(6); LG-02.
    :raises MonthNotPossible: naming the departments that are late; NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_month(session, month_id, actor=actor, at=at, seen=seen)
        by = begin(session, row, MonthAct.SEND, actor=actor, at=at)
        parts = {one.department_id: from_json(one.figures) for one in row.signed}
        figures = company_summary(session, row.month, parts)
        sent(session, row, by, figures=figures, remark=remark, actor=actor, at=at)
    return row


def sent(
    session: Session, row: Month, by: tuple[MonthStep, Capacity], *, figures: Summary, remark: str,
    actor: Staff, at: datetime,
) -> None:  # fmt: skip
    """The step itself."""
    step, capacity = by
    edition = 1 + len(row.summaries)
    made_of = {str(one.department_id): one.edition for one in row.signed}
    row.summaries.append(
        CompanySummary(
            edition=edition, figures={**to_json(figures), "made_of": made_of}, remark=remark, sent_at=at,
            sent_by_id=actor.id, principal_id=capacity.principal, clause=step.clause, sent_back_reason="",
        )
    )  # fmt: skip
    row.status = MonthStatus.SENT
    told(session, "month.sent", row, by, actor=actor, at=at, note=remark, more={"edition": edition})

"""Correct an entered cost, or withdraw it; nothing is deleted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Complaint, Cost, Staff
from rules.costs import STEPS, CostFacts
from rules.records import RecordStep, ensure
from terms.costs import CostAct, CostKind, CostStatus
from workflows.costs.enter import check, demand_since
from workflows.entries import amend, amended, demand
from workflows.months.gate import demand_open
from workflows.rows import take
from workflows.transaction import transaction


def facts_of(row: Cost) -> CostFacts:
    """The entry as plain values, for the table."""
    return CostFacts(row.status, row.entered_by_id)


def correct(
    session: Session,
    *,
    cost_id: int,
    kind: CostKind,
    amount: Decimal,
    spent_on: date,
    purpose: str,
    actor: Staff,
    at: datetime,
    voucher: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Cost:
    """Say the entry anew; both the day it counted on and the new one must lie in open months.

    :raises ActNotPossible, NotYoursToEnter, Missing, NoAmount, NotThen, MonthLocked, NothingChanged, NotFound,
        ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Cost, cost_id, actor=actor, seen=seen)
        begin(row, CostAct.CORRECT, actor)
        check(kind=kind, amount=amount, spent_on=spent_on, purpose=purpose, voucher=voucher, actor=actor, at=at)
        case = session.get_one(Complaint, row.complaint_id)
        demand_since(case, spent_on)
        for day in sorted({row.spent_on, spent_on}):
            demand_open(session, day, case.department_id)
        values = {"kind": kind, "amount": amount, "spent_on": spent_on, "purpose": purpose, "voucher": voucher}
        amend(row, values)
        amended(session, "cost.corrected", row, actor=actor, at=at)
    return row


def withdraw(
    session: Session, *, cost_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Cost:  # fmt: skip
    """Take an entry out of the sums, with the reason; it stays on file.

    :raises ActNotPossible, Missing, MonthLocked, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Cost, cost_id, actor=actor, seen=seen)
        demand(reason=reason)
        demand_open(session, row.spent_on, session.get_one(Complaint, row.complaint_id).department_id)
        withdrawn(session, row, reason=reason, actor=actor, at=at)
    return row


def withdrawn(session: Session, row: Cost, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(row, CostAct.WITHDRAW, actor)
    row.withdrawn_at, row.reason = at, reason
    amended(session, "cost.withdrawn", row, actor=actor, at=at, note=reason)


def begin(row: Cost, act: CostAct, actor: Staff) -> RecordStep[CostFacts]:
    """Refuse an act that the table does not allow; bring the entry into the state it leads to.

    :raises ActNotPossible:
    """
    step = ensure(STEPS, act, facts_of(row), actor.as_person())
    if isinstance(step.to, CostStatus):
        row.status = step.to
    return step

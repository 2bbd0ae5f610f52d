"""Approve a reward or refuse it; finance pays what was approved, and it stands in the cost ledger of the case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Complaint, Cost, Reward, Staff
from rules.records import ensure
from rules.reward_acts import STEPS, RewardFacts
from terms.costs import CostKind
from terms.rewards import RewardAct, RewardStatus
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.costs.enter import NotThen, made
from workflows.entries import demand, refused
from workflows.months.gate import demand_open
from workflows.numbers import next_number
from workflows.rows import raise_version, take
from workflows.transaction import save_new, transaction

KINDS = {RewardAct.APPROVE: "reward.approved", RewardAct.REFUSE: "reward.refused"}


def facts_of(row: Reward) -> RewardFacts:
    """The reward as plain values, for the table."""
    case = row.complaint.state if row.complaint is not None else None
    return RewardFacts(row.status, row.decides, row.amount, row.proposed_by_id, row.decided_by_id, case)


def approve(
    session: Session, *, reward_id: int, actor: Staff, at: datetime, reason: str = "",
    seen: int | None = None, once: str | None = None,
) -> Reward:  # fmt: skip
    """Approve one reward. :raises ActNotPossible, NotFound, ChangedMeanwhile:"""
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Reward, reward_id, actor=actor, seen=seen)
        decided(session, row, RewardAct.APPROVE, reason=reason, actor=actor, at=at)
    return row


def refuse(
    session: Session, *, reward_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Reward:  # fmt: skip
    """Refuse one reward and say why; an approved one, too, that its case does not show any more.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Reward, reward_id, actor=actor, seen=seen)
        demand(reason=reason)
        decided(session, row, RewardAct.REFUSE, reason=reason, actor=actor, at=at)
    return row


def decided(session: Session, row: Reward, act: RewardAct, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    _hold_case(session, row)
    step = ensure(STEPS, act, facts_of(row), actor.as_person(), row.clause)
    if isinstance(step.to, RewardStatus):
        row.status = step.to
    if act is RewardAct.REFUSE:
        row.given_for = None
    row.decided_by_id, row.decided_at, row.decision = actor.id, at, reason
    raise_version(row)
    audit.record(session, KINDS[act], row, actor, at, row.clause, note=reason)


def pay(
    session: Session, *, reward_id: int, voucher: str, paid_on: date, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Reward:  # fmt: skip
    """Pay an approved reward; a complainant's is entered as a cost of the case, in the month of the day it was paid.

    :raises ActNotPossible, Missing, NotThen, MonthLocked, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Reward, reward_id, actor=actor, seen=seen)
        demand(voucher=voucher, paid_on=paid_on)
        if not local_date(row.decided_at or at) <= paid_on <= local_date(at):
            raise refused(NotThen, "paid_on", say("It is paid after it was approved, and not in the future."))
        cost = None
        case = _hold_case(session, row)
        demand_open(session, paid_on, case.department_id if case else None)
        if case is not None:
            cost = made(
                number=next_number(session, "FY", local_date(at)), case=case, kind=CostKind.OTHER, amount=row.amount,
                spent_on=paid_on, purpose=f"{row.number} {row.reason}"[:200], voucher=voucher, actor=actor, at=at,
            )  # fmt: skip
        paid(session, row, cost, actor=actor, at=at)
    return row


def paid(session: Session, row: Reward, cost: Cost | None, *, actor: Staff, at: datetime) -> None:
    """The step itself."""
    ensure(STEPS, RewardAct.PAY, facts_of(row), actor.as_person(), row.clause)
    told = {}
    if cost is not None:
        session.add(cost)
        save_new(session)
        row.cost = cost
        told = {"cost": cost.number, "voucher": cost.voucher, "spent_on": cost.spent_on}
    row.status, row.paid_at, row.paid_by_id = RewardStatus.PAID, at, actor.id
    raise_version(row)
    audit.record(session, "reward.paid", row, actor, at, row.clause, more=told)


def _hold_case(session: Session, row: Reward) -> Complaint | None:
    """The complainant's case as it is now; locked, nobody merges or withdraws it in between."""
    if row.complaint_id is None:
        return None
    return session.get_one(Complaint, row.complaint_id, populate_existing=True, with_for_update=True)

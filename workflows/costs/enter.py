"""Enter what was spent on a case."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Complaint, Cost, Staff
from rules.costs import NEEDS_VOUCHER, closed_kind
from rules.permissions import Permission, require
from terms.costs import CostKind, CostStatus
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import demand, entered, named, refused
from workflows.months.gate import demand_open
from workflows.numbers import next_number
from workflows.transaction import transaction


class NotYoursToEnter(Refusal):
    """Another post enters this kind."""


class NoAmount(Refusal):
    """Nothing was spent."""


class NotThen(Refusal):
    """A day that has not come, or before the case."""


def enter(
    session: Session,
    *,
    complaint_id: int,
    kind: CostKind,
    amount: Decimal,
    spent_on: date,
    purpose: str,
    actor: Staff,
    at: datetime,
    voucher: str = "",
    once: str | None = None,
) -> Cost:
    """Save one entry with the next number of its month.

    amount: yuan. spent_on: chooses the month it counts in, which must be open.

    Source: P23 三节1; LG-12.
    :raises NotPermitted, NotYoursToEnter, Missing, NoAmount, NotThen, MonthLocked, NotFound, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.COST_ENTER)
        demand(complaint_id=complaint_id)
        check(kind=kind, amount=amount, spent_on=spent_on, purpose=purpose, voucher=voucher, actor=actor, at=at)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        assert case is not None
        demand_since(case, spent_on)
        demand_open(session, spent_on, case.department_id)
        number = next_number(session, "FY", local_date(at))
        row = made(number=number, case=case, kind=kind, amount=amount, spent_on=spent_on, purpose=purpose,
                   voucher=voucher, actor=actor, at=at)  # fmt: skip
        put_in(session, row, actor=actor, at=at)
    return row


def made(
    *, number: str, case: Complaint, kind: CostKind, amount: Decimal, spent_on: date, purpose: str, voucher: str,
    actor: Staff, at: datetime,
) -> Cost:  # fmt: skip
    """The entry as it stands; not yet in any session."""
    return Cost(
        number=number, complaint_id=case.id, kind=kind, status=CostStatus.VALID, amount=amount, spent_on=spent_on,
        purpose=purpose, voucher=voucher, entered_at=at, entered_by_id=actor.id, reason="", version=1,
    )  # fmt: skip


def put_in(session: Session, row: Cost, *, actor: Staff, at: datetime) -> None:
    """Save the new entry and put it on record."""
    entered(session, "cost.entered", row, actor=actor, at=at)


def check(
    *, kind: CostKind, amount: Decimal, spent_on: date, purpose: str, voucher: str, actor: Staff, at: datetime
) -> None:
    """What every entry must say.

    :raises NotYoursToEnter, Missing, NoAmount, NotThen:
    """
    demand(kind=kind, amount=amount, spent_on=spent_on, purpose=purpose)
    if (closed := closed_kind(kind, actor.as_person())) is not None:
        raise refused(NotYoursToEnter, "kind", closed)
    if amount <= 0:
        raise refused(NoAmount, "amount", say("Write more than 0 yuan."))
    if kind in NEEDS_VOUCHER:
        demand(voucher=voucher)
    if spent_on > local_date(at):
        raise refused(NotThen, "spent_on", say("This day has not come yet."))


def demand_since(case: Complaint, day: date) -> None:
    """:raises NotThen:"""
    if day < case.registered_on:
        raise refused(NotThen, "spent_on", say("The case was registered later, on %(day)s.", day=case.registered_on))

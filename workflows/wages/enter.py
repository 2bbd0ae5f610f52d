"""Personnel enters what somebody earned in a month, and the minimum wage of the place."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Staff, Wage
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.entries import amend, demand, named, refused
from workflows.months.gate import demand_open
from workflows.rows import NotFound, raise_version, take
from workflows.transaction import transaction


class AlreadyEntered(Refusal):
    """Of one person and month there is one wage."""


class OwnWage(Refusal):
    """Nobody enters or corrects the wage of their own."""


class NoAmount(Refusal):
    """A wage is more than zero."""


def enter_wage(
    session: Session,
    *,
    staff_id: int,
    month: date,
    amount: Decimal,
    actor: Staff,
    at: datetime,
    minimum: Decimal | None = None,
    once: str | None = None,
) -> Wage:
    """Save one wage in yuan. month: any day of it. Of one person and month there is one.

    :raises NotPermitted, Missing, NotFound, OwnWage, NoAmount, AlreadyEntered, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.WAGE_ENTER)
        demand(staff_id=staff_id, month=month, amount=amount)
        _demand_anothers(staff_id, actor)
        demand_open(session, month)
        _demand_above_zero(amount, minimum)
        if named(session, Staff, staff_id, "staff_id", actor.as_person()) is None:
            raise refused(NotFound, "staff_id", say("This entry does not exist or is not yours to see."))
        row = Wage(
            staff_id=staff_id, month=month.replace(day=1), amount=amount, minimum=minimum, entered_at=at,
            entered_by_id=actor.id, version=1,
        )  # fmt: skip
        try:
            entered(session, row, actor=actor, at=at)
        except IntegrityError as error:
            text = say("The wage of this month is entered already; correct it there.")
            raise refused(AlreadyEntered, "month", text) from error
    return row


def entered(session: Session, row: Wage, *, actor: Staff, at: datetime) -> None:
    """Save a wage and put on record that it was entered; the figure itself stays out of the record."""
    session.add(row)
    session.flush()
    _told(session, "wage.entered", row, actor, at)


def change_wage(
    session: Session,
    *,
    wage_id: int,
    amount: Decimal,
    actor: Staff,
    at: datetime,
    minimum: Decimal | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> Wage:
    """Correct one wage while its month is open.

    :raises NotPermitted, Missing, NotFound, OwnWage, NoAmount, ChangedMeanwhile, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.WAGE_ENTER)
        row = take(session, Wage, wage_id, actor=actor, seen=seen)
        _demand_anothers(row.staff_id, actor)
        demand_open(session, row.month)
        demand(amount=amount)
        _demand_above_zero(amount, minimum)
        changed(session, row, amount=amount, minimum=minimum, actor=actor, at=at)
    return row


def changed(
    session: Session, row: Wage, *, amount: Decimal, minimum: Decimal | None, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    amend(row, {"amount": amount, "minimum": minimum, "entered_at": at, "entered_by_id": actor.id})
    raise_version(row)
    _told(session, "wage.changed", row, actor, at)


def _told(session: Session, kind: str, row: Wage, actor: Staff, at: datetime) -> None:
    event = audit.record(session, kind, row, actor, at, more={"staff_id": row.staff_id, "month": row.month})
    # Whoever reads the audit is not meant to read wages.
    event.changes = {name: change for name, change in event.changes.items() if name not in ("amount", "minimum")}


def _demand_anothers(staff_id: int, actor: Staff) -> None:
    """What may be deducted hangs on the wage: whoever enters it has nothing to gain from it."""
    if staff_id == actor.id:
        raise refused(OwnWage, "staff_id", say("Somebody else of personnel enters your own wage."))


def _demand_above_zero(amount: Decimal, minimum: Decimal | None) -> None:
    for field, value in (("amount", amount), ("minimum", minimum)):
        if value is not None and value <= 0:
            raise refused(NoAmount, field, say("A wage is more than zero."))

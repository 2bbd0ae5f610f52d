"""The shared first and last lines of every act on a month."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Month, Staff
from queries.capacity import stand_in
from queries.month_facts import month_facts
from rules.month_acts import Capacity, MonthStep, acting_as, ensure
from terms.month import MonthAct
from terms.time import local_date
from workflows import audit
from workflows.rows import raise_version, take


def take_month(session: Session, month_id: int, *, actor: Staff, at: datetime, seen: int | None) -> Month:
    """Lock and reread a month; whom the actor stands in for is known from here on."""
    stand_in(session, actor, local_date(at))
    return take(session, Month, month_id, actor=actor, seen=seen)


def begin(
    session: Session, row: Month, act: MonthAct, *, actor: Staff, at: datetime, department_id: int | None = None
) -> tuple[MonthStep, Capacity]:
    """Refuse an act that the table does not allow; count it on the month; say in which role it is done.

    :raises MonthNotPossible:
    """
    facts, person = month_facts(session, row, at, department_id=department_id), actor.as_person()
    step = ensure(act, facts, person)
    raise_version(row)
    return step, acting_as(step, facts, person)


def told(
    session: Session, kind: str, row: Month, by: tuple[MonthStep, Capacity], *, actor: Staff, at: datetime,
    note: str = "", more: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Put the act on record, in whose name it was done."""
    step, capacity = by
    audit.record(session, kind, row, actor, at, step.clause, principal_id=capacity.principal, note=note, more=more)

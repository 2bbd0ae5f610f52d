"""A person's month: the entries that stand on it, and everybody's month in sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, joinedload

from models import PenaltyEntry, Staff, Wage
from queries.penalties import COUNTS, OPEN
from queries.scope import visible
from terms.limits import PenaltyMode
from terms.penalties import EntryKind
from terms.people import Person


@dataclass(frozen=True, slots=True)
class Statement:
    """A person's month: the entries in their order, and the wage where the reader may see it."""

    staff: Staff
    month: date
    entries: list[PenaltyEntry]
    wage: Wage | None

    @property
    def counting(self) -> list[PenaltyEntry]:
        return [entry for entry in self.entries if entry.status.counts]

    def sum(self, kind: EntryKind, mode: PenaltyMode | None = None) -> Decimal:
        """What counts of one kind, in yuan or points; of one mode where it is named."""
        amounts = (entry.amount for entry in self.counting if entry.kind is kind and mode in (None, entry.mode))
        return sum((amount for amount in amounts if amount is not None), Decimal("0.00"))


def statement(session: Session, staff: Staff, month: date, reader: Person) -> Statement:
    """The month of one person as far as the reader may see it; two statements."""
    entries = (
        visible(select(PenaltyEntry), PenaltyEntry, reader)
        .where(PenaltyEntry.staff_id == staff.id, PenaltyEntry.month == month)
        .options(joinedload(PenaltyEntry.decided_by), joinedload(PenaltyEntry.appeal_decided_by))
    )
    wage = visible(select(Wage), Wage, reader).where(Wage.staff_id == staff.id, Wage.month == month)
    rows = list(session.scalars(entries.order_by(PenaltyEntry.happened_on, PenaltyEntry.id)))
    return Statement(staff, month, rows, session.scalars(wage).one_or_none())


@dataclass(frozen=True, slots=True)
class PersonSum:
    """One person's month: penalties and rewards that count, and entries still open."""

    staff: Staff
    penalties: Decimal
    rewards: Decimal
    open: int


def by_person(session: Session, month: date, reader: Person) -> list[PersonSum]:
    """Everybody with entries in a month, as far as the reader sees them, by staff number."""
    counts = PenaltyEntry.status.in_(COUNTS)
    statement: Any = (
        select(
            Staff,
            *(
                func.coalesce(func.sum(case((and_(PenaltyEntry.kind == kind, counts), PenaltyEntry.amount))), 0)
                for kind in (EntryKind.PENALTY, EntryKind.REWARD)
            ),
            func.count(case((PenaltyEntry.status.in_(OPEN), 1))),
        )
        .join(Staff, Staff.id == PenaltyEntry.staff_id)
        .where(PenaltyEntry.month == month)
        .group_by(Staff.id)
        .order_by(Staff.number)
    )
    found = session.execute(visible(statement, PenaltyEntry, reader))
    return [PersonSum(staff, Decimal(taken), Decimal(given), waits) for staff, taken, given, waits in found]

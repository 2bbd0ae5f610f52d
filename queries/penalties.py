"""Penalties and rewards, read: the figures of a month, a person's statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Department, PenaltyEntry
from queries.rulebook import in_force
from queries.scope import sums_of_penalties
from rulebook import Words
from terms.penalties import EntryKind, EntryStatus
from terms.people import Person

OPEN = tuple(status for status in EntryStatus if status.waits)
COUNTS = tuple(status for status in EntryStatus if status.counts)


@dataclass(frozen=True, slots=True)
class Sum:
    """Entries of one department and breach: how many times, and what they come to in yuan or points.

    department: its name, '' for people of none. breach: the rulebook's key, '' for rewards.
    """

    department_id: int | None
    department: str
    kind: EntryKind
    breach: str
    entries: int
    times: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MonthPenalties:
    """A month's entries that count, by department and breach; and how many are still open."""

    rows: tuple[Sum, ...]
    open: int

    def entries(self, kind: EntryKind = EntryKind.PENALTY) -> int:
        return sum(row.entries for row in self.rows if row.kind is kind)

    def amount(self, kind: EntryKind = EntryKind.PENALTY) -> Decimal:
        return sum((row.amount for row in self.rows if row.kind is kind), Decimal("0.00"))


def of_month(
    session: Session, month_first: date, person: Person, *, department_id: int | None = None
) -> MonthPenalties:
    """The figures of one month, as far as the person may see them; two statements.

    month_first: its first day. department_id: of one department only.
    """
    here = [PenaltyEntry.month == month_first, sums_of_penalties(person)]
    if department_id is not None:
        here.append(PenaltyEntry.department_id == department_id)
    statement: Any = (
        select(
            PenaltyEntry.department_id,
            func.coalesce(Department.name, ""),
            PenaltyEntry.kind,
            PenaltyEntry.breach,
            func.count(PenaltyEntry.id),
            func.sum(PenaltyEntry.times),
            func.sum(PenaltyEntry.amount),
        )
        .outerjoin(PenaltyEntry.department)
        .where(*here, PenaltyEntry.status.in_(COUNTS))
        .group_by(PenaltyEntry.department_id, Department.name, PenaltyEntry.kind, PenaltyEntry.breach)
        .order_by(PenaltyEntry.department_id, PenaltyEntry.kind, PenaltyEntry.breach)
    )
    rows = tuple(Sum(*row[:6], Decimal(row[6])) for row in session.execute(statement))
    waiting = select(func.count(PenaltyEntry.id)).where(*here, PenaltyEntry.status.in_(OPEN))
    return MonthPenalties(rows, session.scalar(waiting) or 0)


def concerned_by(session: Session, entry: PenaltyEntry) -> frozenset[int]:
    """Everybody with an entry from the same facts, the person included; staff ids."""
    same = select(PenaltyEntry.staff_id).where(PenaltyEntry.facts_key == entry.facts_key)
    return frozenset(session.scalars(same)) | {entry.staff_id}


def consequence_of(session: Session, entry: PenaltyEntry) -> Words | None:
    """What personnel has to decide beside the money; None where the clause names nothing."""
    priced = in_force(session, on=entry.happened_on).penalties.penalties
    return next((row.consequence for row in priced if row.breach == entry.breach), None)

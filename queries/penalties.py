"""Penalties and rewards, read: the figures of a month, who is concerned, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from models import Department, PenaltyEntry
from queries.packs_now import breaches_priced
from queries.rulebook import judged_under
from queries.scope import sums_of_penalties, visible
from queries.some import FIRST, Some, some
from rulebook import Words
from terms.penalties import EntryKind, EntryStatus
from terms.people import LADDER, Person, Role
from terms.time import local_date

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
    here = [sums_of_penalties(person)]
    if department_id is not None:
        here.append(PenaltyEntry.department_id == department_id)
    return _of_month(session, month_first, here)


def whole_month(session: Session, month_first: date, department_id: int) -> MonthPenalties:
    """All of a department's figures, whoever asks: what a signature freezes."""
    return _of_month(session, month_first, [PenaltyEntry.department_id == department_id])


def rest_of_month(session: Session, month_first: date, departments: Collection[int]) -> MonthPenalties:
    """All figures of the people in none of these departments."""
    elsewhere = or_(PenaltyEntry.department_id.is_(None), PenaltyEntry.department_id.not_in(departments))
    return _of_month(session, month_first, [elsewhere])


def _of_month(session: Session, month_first: date, conditions: list[ColumnElement[bool]]) -> MonthPenalties:
    here = [PenaltyEntry.month == month_first, *conditions]
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
    rows = tuple(
        Sum(key, name, kind, breach, entries, times, Decimal(amount))
        for key, name, kind, breach, entries, times, amount in session.execute(statement)
    )
    waiting = select(func.count(PenaltyEntry.id)).where(*here, PenaltyEntry.status.in_(OPEN))
    return MonthPenalties(rows, session.scalar(waiting) or 0)


def concerned_by(session: Session, entry: PenaltyEntry) -> frozenset[int]:
    """Everybody with an entry from the same facts, the person included; staff ids."""
    same = select(PenaltyEntry.staff_id).where(PenaltyEntry.facts_key == entry.facts_key)
    return frozenset(session.scalars(same)) | {entry.staff_id}


def consequence_of(session: Session, entry: PenaltyEntry) -> Words | None:
    """What personnel has to decide beside the money; None where the clause names nothing."""
    priced = judged_under(session, entry.rulebook_issue).penalties.penalties
    return next((row.consequence for row in priced if row.breach == entry.breach), None)


def waiting_for(person: Person) -> ColumnElement[bool]:
    """What `rules.entries` says of one row, as a condition: entries this person may decide."""
    other = aliased(PenaltyEntry)
    concerned = exists().where(other.facts_key == PenaltyEntry.facts_key, other.staff_id == person.id)
    mine = (PenaltyEntry.staff_id, PenaltyEntry.proposed_by_id, PenaltyEntry.decided_by_id)
    return and_(
        PenaltyEntry.status.in_(OPEN),
        PenaltyEntry.locked_at.is_(None),
        or_(
            false(),
            *(and_(PenaltyEntry.decides == role, _over(role, person)) for role in LADDER if role in person.roles),
        ),
        *(func.coalesce(column, 0) != person.id for column in mine),
        ~concerned.correlate(PenaltyEntry),
    )


def _over(role: Role, person: Person) -> ColumnElement[bool]:
    if role is Role.SUPERVISOR:
        return PenaltyEntry.region_id == person.region_id
    return PenaltyEntry.department_id == person.department_id if role is Role.DEPARTMENT_HEAD else true()


def may_be_appealed(person: Person) -> ColumnElement[bool]:
    """Penalties of this person that they may still object to."""
    return and_(
        PenaltyEntry.staff_id == person.id,
        PenaltyEntry.kind != EntryKind.REWARD,
        PenaltyEntry.status == EntryStatus.CONFIRMED,
        PenaltyEntry.locked_at.is_(None),
        PenaltyEntry.appealed_at.is_(None),
    )


def to_decide(session: Session, person: Person, *, first: int = FIRST) -> Some[PenaltyEntry]:
    """Entries and appeals that wait for this person, the oldest first."""
    return _entries(session, waiting_for(person), person, first)


def count_to_decide(session: Session, person: Person, *, most: int) -> int:
    """How many entries and appeals wait for this person, counted up to `most`; no statement for who decides none."""
    if person.roles.isdisjoint(LADDER[1:]):
        return 0
    waiting = visible(select(PenaltyEntry.id).where(waiting_for(person)), PenaltyEntry, person).limit(most)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def to_answer(session: Session, person: Person, *, first: int = FIRST) -> Some[PenaltyEntry]:
    """This person's own penalties that may still be appealed."""
    return _entries(session, may_be_appealed(person), person, first)


def to_note(session: Session, person: Person, at: datetime, *, first: int = FIRST) -> Some[PenaltyEntry]:
    """Entries about which personnel has to decide beside the money, and has not."""
    priced = breaches_priced(session, on=local_date(at))
    undecided = and_(
        PenaltyEntry.breach.in_([row.breach for row in priced if row.consequence]),
        PenaltyEntry.consequence == "",
        PenaltyEntry.status.in_(COUNTS),
    )
    return _entries(session, undecided, person, first)


def _entries(session: Session, wanted: ColumnElement[bool], person: Person, first: int) -> Some[PenaltyEntry]:
    statement = visible(select(PenaltyEntry).where(wanted), PenaltyEntry, person)
    told = (joinedload(PenaltyEntry.staff), joinedload(PenaltyEntry.complaint))
    return some(session, statement, (PenaltyEntry.proposed_at, PenaltyEntry.id), first, told)

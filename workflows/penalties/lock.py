"""Entries are locked with their month; what is still open moves on to the next that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from queries.months import next_month
from workflows import audit
from workflows.months.gate import first_open
from workflows.penalties.case import taken
from workflows.rows import raise_version

CLAUSE = "P06 五(6)"


@dataclass(frozen=True, slots=True)
class Locked:
    """How many entries were locked, and how many moved on because they are still open."""

    locked: int
    moved: int


def locked_with_month(session: Session, month: date, actor: Staff | None, at: datetime) -> Locked:
    """The step of the month's lock: nothing of a decided entry changes any more; open ones count in the first month
    after it that is open. A month reopened and locked again may have locked ones behind it.

    month: its first day. Does not commit.
    """
    onward = first_open(session, next_month(month))
    return entries_locked(session, taken(session, PenaltyEntry.month == month), month, onward, actor, at)


def entries_locked(
    session: Session, entries: list[PenaltyEntry], month: date, onward: date, actor: Staff | None, at: datetime
) -> Locked:
    """The same for entries at hand: every one that counts in the month. onward: the month the open ones move to."""
    moved = [entry for entry in entries if entry.status.waits]
    locked = [entry for entry in entries if not entry.status.waits and entry.locked_at is None]
    for entry in locked:
        entry.locked_at = at
        _told(session, "penalty.locked", entry, actor, at)
    for entry in moved:
        entry.moved_from, entry.month = month, onward
        _told(session, "penalty.moved_on", entry, actor, at)
    return Locked(len(locked), len(moved))


def unlocked_with_month(session: Session, month: date, actor: Staff | None, at: datetime) -> int:
    """The step of a month's reopening: its entries may be appealed and decided again; returns how many."""
    entries = [entry for entry in taken(session, PenaltyEntry.month == month) if entry.locked_at is not None]
    for entry in entries:
        entry.locked_at = None
        _told(session, "penalty.unlocked", entry, actor, at)
    return len(entries)


def _told(session: Session, kind: str, entry: PenaltyEntry, actor: Staff | None, at: datetime) -> None:
    raise_version(entry)
    audit.record(session, kind, entry, actor, at, CLAUSE)

"""Entries are locked with their month; what is still open moves on to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from workflows import audit
from workflows.rows import raise_version

CLAUSE = "P06 五(6)"


@dataclass(frozen=True, slots=True)
class Locked:
    """How many entries were locked, and how many moved on because they are still open."""

    locked: int
    moved: int


def locked_with_month(session: Session, month: date, actor: Staff | None, at: datetime) -> Locked:
    """The step of the month's lock: nothing of a decided entry changes any more; open ones count in the next month.

    month: its first day. Does not commit.
    """
    return entries_locked(session, _taken(session, month), month, actor, at)


def entries_locked(
    session: Session, entries: list[PenaltyEntry], month: date, actor: Staff | None, at: datetime
) -> Locked:
    """The same for entries at hand: every one that counts in the month."""
    moved = [entry for entry in entries if entry.status.waits]
    locked = [entry for entry in entries if not entry.status.waits and entry.locked_at is None]
    for entry in locked:
        entry.locked_at = at
        _told(session, "penalty.locked", entry, actor, at)
    for entry in moved:
        entry.moved_from, entry.month = month, following(month)
        _told(session, "penalty.moved_on", entry, actor, at)
    return Locked(len(locked), len(moved))


def unlocked_with_month(session: Session, month: date, actor: Staff | None, at: datetime) -> int:
    """The step of a month's reopening: its entries may be appealed and decided again; returns how many."""
    entries = [entry for entry in _taken(session, month) if entry.locked_at is not None]
    for entry in entries:
        entry.locked_at = None
        _told(session, "penalty.unlocked", entry, actor, at)
    return len(entries)


def following(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _taken(session: Session, month: date) -> list[PenaltyEntry]:
    rows = select(PenaltyEntry).where(PenaltyEntry.month == month)
    return list(
        session.scalars(
            rows.order_by(PenaltyEntry.id).with_for_update(of=PenaltyEntry).execution_options(populate_existing=True)
        )
    )


def _told(session: Session, kind: str, entry: PenaltyEntry, actor: Staff | None, at: datetime) -> None:
    raise_version(entry)
    audit.record(session, kind, entry, actor, at, CLAUSE)

"""Confirm a proposed entry, or withdraw it; by the rung above, never by somebody concerned (decision 14)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from rules.entries import EntryFacts
from rules.penalties import Price, figure
from terms.penalties import EntryAct, EntryStatus
from workflows import audit
from workflows.entries import demand
from workflows.penalties.case import begin, facts_of, price_of, take_entry
from workflows.rows import raise_version
from workflows.transaction import transaction


def confirm(
    session: Session,
    *,
    penalty_id: int,
    actor: Staff,
    at: datetime,
    amount: Decimal | None = None,
    reason: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Confirm one entry.

    amount: yuan; where the clause leaves a range and the proposal named no figure, it is named here, with the reason.

    :raises EntryNotPossible, FigureMissing, OutOfRange, NotFound, ChangedMeanwhile, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        entry = take_entry(session, penalty_id, actor=actor, seen=seen)
        facts, found = facts_of(session, entry), price_of(session, entry)
        confirmed(session, entry, facts, found=found, amount=amount, reason=reason, actor=actor, at=at)
    return entry


def confirmed(
    session: Session,
    entry: PenaltyEntry,
    facts: EntryFacts,
    *,
    found: Price | None,
    amount: Decimal | None,
    reason: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself. found: what the clause asks, None for a reward."""
    begin(facts, EntryAct.CONFIRM, actor)
    entry.amount = entry.least if found is None else _amount(entry, found, amount, reason)
    _decided(session, entry, EntryStatus.CONFIRMED, "penalty.confirmed", reason, actor, at)


def withdraw(
    session: Session,
    *,
    penalty_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Let a proposed entry drop, and say why; it stays on file, and the fact is not proposed again.

    :raises EntryNotPossible, Missing, NotFound, ChangedMeanwhile, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        entry = take_entry(session, penalty_id, actor=actor, seen=seen)
        demand(reason=reason)
        withdrawn(session, entry, facts_of(session, entry), reason=reason, actor=actor, at=at)
    return entry


def withdrawn(
    session: Session, entry: PenaltyEntry, facts: EntryFacts, *, reason: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(facts, EntryAct.WITHDRAW, actor)
    _decided(session, entry, EntryStatus.WITHDRAWN, "penalty.withdrawn", reason, actor, at)


def _amount(entry: PenaltyEntry, found: Price, amount: Decimal | None, reason: str) -> Decimal:
    """A figure named now needs its reason now; one named by the proposal brought its own."""
    if amount is None or amount == entry.amount:
        return figure(found, entry.amount, entry.reason or reason)
    return figure(found, amount, reason)


def _decided(
    session: Session, entry: PenaltyEntry, status: EntryStatus, kind: str, reason: str, actor: Staff, at: datetime
) -> None:
    entry.status, entry.decided_by_id, entry.decided_at, entry.decision = status, actor.id, at, reason
    raise_version(entry)
    audit.record(session, kind, entry, actor, at, entry.clause, note=reason)

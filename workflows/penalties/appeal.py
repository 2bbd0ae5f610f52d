"""The person objects once to a confirmed penalty; a third person decides (decision 14)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from queries.rulebook import in_force
from rules.penalties import lowered, price
from terms.penalties import AppealOutcome, EntryAct, EntryStatus
from workflows import audit
from workflows.entries import demand
from workflows.penalties.case import begin, route, take_entry
from workflows.rows import raise_version
from workflows.transaction import transaction

LEADS_TO = {
    AppealOutcome.UPHELD: EntryStatus.UPHELD,
    AppealOutcome.LOWERED: EntryStatus.LOWERED,
    AppealOutcome.STRUCK: EntryStatus.STRUCK,
}
KINDS = {
    AppealOutcome.UPHELD: "penalty.upheld",
    AppealOutcome.LOWERED: "penalty.lowered",
    AppealOutcome.STRUCK: "penalty.struck",
}


def appeal(
    session: Session,
    *,
    penalty_id: int,
    text: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Object to one's own penalty, once, while its month is open.

    :raises EntryNotPossible, NobodyAbove, Missing, NotFound, ChangedMeanwhile, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        entry = take_entry(session, penalty_id, actor=actor, seen=seen)
        demand(text=text)
        appealed(session, entry, text=text, actor=actor, at=at)
    return entry


def appealed(session: Session, entry: PenaltyEntry, *, text: str, actor: Staff, at: datetime) -> None:
    """The step itself; the rung is named that now decides."""
    begin(session, entry, EntryAct.APPEAL, actor)
    entry.status, entry.appealed_at, entry.appeal = EntryStatus.APPEALED, at, text
    route(session, entry)
    raise_version(entry)
    audit.record(session, "penalty.appealed", entry, actor, at, entry.clause, note=text)


def decide_appeal(
    session: Session,
    *,
    penalty_id: int,
    outcome: AppealOutcome,
    reason: str,
    actor: Staff,
    at: datetime,
    amount: Decimal | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Uphold the penalty, lower it or strike it out.

    amount: the lower figure in yuan, never under what the clause asks for one time; only to lower it.

    :raises EntryNotPossible, OutOfRange, Missing, NotFound, ChangedMeanwhile, MonthLocked:
    """
    with transaction(session, once=once, actor=actor, at=at):
        entry = take_entry(session, penalty_id, actor=actor, seen=seen)
        demand(reason=reason, **({"amount": amount} if outcome is AppealOutcome.LOWERED else {}))
        appeal_decided(session, entry, outcome=outcome, amount=amount, reason=reason, actor=actor, at=at)
    return entry


def appeal_decided(
    session: Session,
    entry: PenaltyEntry,
    *,
    outcome: AppealOutcome,
    amount: Decimal | None,
    reason: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself."""
    begin(session, entry, EntryAct.DECIDE_APPEAL, actor)
    if outcome is AppealOutcome.LOWERED and amount is not None:
        _lower(session, entry, amount)
    entry.status = LEADS_TO[outcome]
    entry.appeal_decided_by_id, entry.appeal_decided_at, entry.appeal_decision = actor.id, at, reason
    raise_version(entry)
    audit.record(session, KINDS[outcome], entry, actor, at, entry.clause, note=reason)


def _lower(session: Session, entry: PenaltyEntry, amount: Decimal) -> None:
    """Less than it was; what the clause asks for one time is the floor."""
    found = price(entry.breach, in_force(session, on=entry.happened_on).penalties, times=entry.times)
    entry.amount = lowered(found, amount, was=entry.amount or found.most)
    entry.least = min(entry.least, entry.amount)

"""The person objects once to a confirmed penalty; a third person decides (decision 14)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from rules.entries import EntryFacts
from rules.penalties import OutOfRange, Price, lowered
from terms.penalties import AppealOutcome, EntryAct, EntryStatus
from terms.people import Role
from terms.text import say
from workflows import audit
from workflows.entries import demand, refused
from workflows.penalties.case import begin, facts_of, price_of, rung_for, take_entry
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
        facts = facts_of(session, entry)
        # Asked first: who may not appeal need not hear that nobody stands above.
        begin(facts, EntryAct.APPEAL, actor)
        decides = rung_for(session, entry)
        appealed(session, entry, facts, decides=decides, text=text, actor=actor, at=at)
    return entry


def appealed(
    session: Session, entry: PenaltyEntry, facts: EntryFacts, *, decides: Role, text: str, actor: Staff, at: datetime
) -> None:
    """The step itself. decides: the rung that a third person holds."""
    begin(facts, EntryAct.APPEAL, actor)
    entry.status, entry.appealed_at, entry.appeal, entry.decides = EntryStatus.APPEALED, at, text, decides
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
        facts, found = facts_of(session, entry), price_of(session, entry)
        appeal_decided(
            session, entry, facts, found=found, outcome=outcome, amount=amount, reason=reason, actor=actor, at=at
        )
    return entry


def appeal_decided(
    session: Session,
    entry: PenaltyEntry,
    facts: EntryFacts,
    *,
    found: Price | None,
    outcome: AppealOutcome,
    amount: Decimal | None,
    reason: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself."""
    begin(facts, EntryAct.DECIDE_APPEAL, actor)
    if outcome is AppealOutcome.LOWERED and found is None:
        # Without a range there is nothing between all of it and nothing.
        raise refused(OutOfRange, "outcome", say("The clause allows nothing lower: uphold it or strike it out."))
    if outcome is AppealOutcome.LOWERED and amount is not None and found is not None:
        _lower(entry, found, amount)
    entry.status = LEADS_TO[outcome]
    entry.appeal_decided_by_id, entry.appeal_decided_at, entry.appeal_decision = actor.id, at, reason
    raise_version(entry)
    audit.record(session, KINDS[outcome], entry, actor, at, entry.clause, note=reason)


def _lower(entry: PenaltyEntry, found: Price, amount: Decimal) -> None:
    """Less than it was; what the clause asks for one time is the floor."""
    entry.amount = lowered(found, amount, was=entry.amount or found.most)
    entry.least = min(entry.least, entry.amount)

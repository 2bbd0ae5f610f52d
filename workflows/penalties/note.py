"""Personnel notes what was decided beside the money: demotion, dismissal (P06 七5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from rules.entries import EntryFacts
from terms.penalties import EntryAct
from workflows import audit
from workflows.entries import demand
from workflows.penalties.case import begin, facts_of
from workflows.rows import raise_version, take
from workflows.transaction import transaction


def note_consequence(
    session: Session,
    *,
    penalty_id: int,
    consequence: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Write down the personnel decision that the clause asks for; also when the month is locked, no figure changes.

    :raises EntryNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        entry = take(session, PenaltyEntry, penalty_id, actor=actor, seen=seen)
        demand(consequence=consequence)
        consequence_noted(session, entry, facts_of(session, entry), consequence=consequence, actor=actor, at=at)
    return entry


def consequence_noted(
    session: Session, entry: PenaltyEntry, facts: EntryFacts, *, consequence: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(facts, EntryAct.NOTE_CONSEQUENCE, actor)
    entry.consequence = consequence
    raise_version(entry)
    audit.record(session, "penalty.consequence_noted", entry, actor, at, entry.clause, note=consequence)

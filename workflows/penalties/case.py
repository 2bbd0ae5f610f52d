"""The shared first lines of every act on an entry, and whom it waits for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from queries.capacity import holders_by_role
from queries.penalties import concerned_by, consequence_of
from queries.rulebook import in_force
from rules.entries import EntryFacts, EntryStep, NobodyAbove, barred, ensure, rungs_over, who_decides
from terms.penalties import EntryAct
from workflows.months.gate import demand_open
from workflows.rows import take


def facts_of(session: Session, entry: PenaltyEntry) -> EntryFacts:
    """The entry as plain values, for the table."""
    return EntryFacts(
        kind=entry.kind,
        status=entry.status,
        staff_id=entry.staff_id,
        department_id=entry.department_id,
        region_id=entry.region_id,
        decides=entry.decides,
        concerned=concerned_by(session, entry),
        proposed_by=entry.proposed_by_id,
        decided_by=entry.decided_by_id,
        locked=entry.locked_at is not None,
        has_consequence=consequence_of(session, entry) is not None,
        was_appealed=entry.appealed_at is not None,
    )


def take_entry(session: Session, key: int, *, actor: Staff, seen: int | None) -> PenaltyEntry:
    """Lock and reread an entry in the actor's scope; its month stays open until the commit.

    :raises NotFound, ChangedMeanwhile, MonthLocked:
    """
    entry = take(session, PenaltyEntry, key, actor=actor, seen=seen)
    if entry.locked_at is None:
        demand_open(session, entry.month)
    return entry


def begin(session: Session, entry: PenaltyEntry, act: EntryAct, actor: Staff) -> EntryStep:
    """Refuse an act that the table does not allow.

    :raises EntryNotPossible:
    """
    return ensure(act, facts_of(session, entry), actor.as_person())


def route(session: Session, entry: PenaltyEntry) -> None:
    """Name the rung that decides the entry now: the first above the person that somebody unconcerned holds.

    :raises NobodyAbove:
    """
    person = session.get_one(Staff, entry.staff_id)
    penalties = in_force(session, on=entry.happened_on).penalties
    bars = barred(facts_of(session, entry))
    entry.decides = who_decides(rungs_over(person.roles, penalties), holders_by_role(session, entry), bars)


def route_again(session: Session, facts_key: str) -> None:
    """Name the rungs anew of what still waits: another person is concerned now."""
    waiting = select(PenaltyEntry).where(PenaltyEntry.facts_key == facts_key)
    for entry in session.scalars(waiting.order_by(PenaltyEntry.id)):
        if entry.status.waits:
            keep_going(session, entry)


def keep_going(session: Session, entry: PenaltyEntry) -> bool:
    """Name the rung anew if somebody is there to decide; whether it changed. Else it waits where it is."""
    before = entry.decides
    try:
        route(session, entry)
    except NobodyAbove:
        return False
    return entry.decides is not before

"""The shared first lines of every act on an entry, and whom it waits for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from queries.capacity import holders_by_role
from queries.penalties import concerned_by, consequence_of
from queries.rulebook import judged_under
from rules.entries import EntryFacts, EntryStep, NobodyAbove, barred, ensure, rungs_over, who_decides
from rules.penalties import Price, price
from terms.penalties import EntryAct, EntryKind
from terms.people import Role
from terms.text import say
from workflows import audit
from workflows.months.gate import MonthLocked, demand_open
from workflows.rows import raise_version, take
from workflows.transaction import ChangedMeanwhile


def facts_of(session: Session, entry: PenaltyEntry) -> EntryFacts:
    """The entry as plain values, with who else is concerned."""
    consequence = consequence_of(session, entry) is not None
    return facts_with(entry, concerned_by(session, entry), has_consequence=consequence)


def facts_with(entry: PenaltyEntry, concerned: frozenset[int], *, has_consequence: bool) -> EntryFacts:
    """The entry as plain values, for the table."""
    return EntryFacts(
        kind=entry.kind,
        status=entry.status,
        staff_id=entry.staff_id,
        department_id=entry.department_id,
        region_id=entry.region_id,
        decides=entry.decides,
        concerned=concerned,
        proposed_by=entry.proposed_by_id,
        decided_by=entry.decided_by_id,
        locked=entry.locked_at is not None,
        has_consequence=has_consequence,
        was_appealed=entry.appealed_at is not None,
    )


def take_entry(session: Session, key: int, *, actor: Staff, seen: int | None) -> PenaltyEntry:
    """Lock and reread an entry in the actor's scope; its month stays open until the commit.

    The month is held before the entry, in the order of the month's lock: else the two wait for each other.

    :raises NotFound, ChangedMeanwhile, MonthLocked:
    """
    asked = select(PenaltyEntry.month, PenaltyEntry.department_id).where(PenaltyEntry.id == key)
    month, department_id = session.execute(asked).one_or_none() or (None, None)
    refusal = _held_open(session, month, department_id)
    entry = take(session, PenaltyEntry, key, actor=actor, seen=seen)
    if entry.month != month:
        raise ChangedMeanwhile(say("This entry has just moved to another month. Look at it again."))
    if refusal is not None and entry.locked_at is None:
        raise refusal
    return entry


def _held_open(session: Session, month: date | None, department_id: int | None) -> MonthLocked | None:
    """Why nothing of the month may change; told only to who may see the entry."""
    try:
        if month is not None:
            demand_open(session, month, department_id)
    except MonthLocked as refusal:
        return refusal
    return None


def price_of(session: Session, entry: PenaltyEntry) -> Price | None:
    """What the clause asks for the entry; None for a reward or a sanction."""
    if entry.kind is not EntryKind.PENALTY:
        return None
    return price(entry.breach, judged_under(session, entry.rulebook_issue).penalties, times=entry.times)


def begin(facts: EntryFacts, act: EntryAct, actor: Staff) -> EntryStep:
    """Refuse an act that the table does not allow.

    :raises EntryNotPossible:
    """
    return ensure(act, facts, actor.as_person())


def route(session: Session, entry: PenaltyEntry) -> None:
    """Name the rung that decides the entry now.

    :raises NobodyAbove:
    """
    entry.decides = rung_for(session, entry)


def rung_for(session: Session, entry: PenaltyEntry) -> Role:
    """The first rung above the person that somebody unconcerned holds.

    :raises NobodyAbove:
    """
    person = session.get_one(Staff, entry.staff_id)
    penalties = judged_under(session, entry.rulebook_issue).penalties
    bars = barred(facts_of(session, entry))
    return who_decides(rungs_over(person.roles, penalties), holders_by_role(session, entry), bars)


def route_again(session: Session, facts_key: str, at: datetime) -> None:
    """Name the rungs anew of what still waits: another person is concerned now."""
    for entry in taken(session, PenaltyEntry.facts_key == facts_key):
        if entry.status.waits:
            hand_on(session, entry, at)


def taken(session: Session, *wanted: ColumnElement[bool]) -> list[PenaltyEntry]:
    """Lock and reread entries, always in the same order: two acts on several never wait for each other."""
    rows = select(PenaltyEntry).where(*wanted).order_by(PenaltyEntry.id).with_for_update(of=PenaltyEntry)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def hand_on(session: Session, entry: PenaltyEntry, at: datetime) -> None:
    """Name the rung anew if somebody is there to decide, and put it on record. Else it waits where it is."""
    try:
        decides = rung_for(session, entry)
    except NobodyAbove:
        return
    if decides is entry.decides:
        return
    entry.decides = decides
    # What is proposed at the same moment was never anybody else's to decide.
    if entry.proposed_at != at:
        raise_version(entry)
        audit.record(session, "penalty.handed_on", entry, None, at, entry.clause)

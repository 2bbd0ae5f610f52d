"""Propose penalties from what the records prove (P06 七); while nobody looks, and at once where an act reveals it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, PenaltyEntry, Staff
from queries.penalties import OPEN
from queries.penalty_facts import Found, Search, find
from queries.rulebook import for_case
from rulebook import Book
from rules.breaches import Accused, window
from rules.entries import NobodyAbove
from rules.penalties import UnknownBreach, price
from workflows.months.gate import first_open
from workflows.penalties.case import hand_on, route_again, taken
from workflows.penalties.made import Evidence, made, proposed, take_turn
from workflows.transaction import transaction


def propose_from_facts(session: Session, *, at: datetime) -> int:
    """Propose what the records of this month and the last prove and nothing was proposed from; returns how many.

    Each fact is a transaction of its own: a run that stops half-way loses nothing, two runs propose once. What waits
    for a rung that nobody holds any more is handed on.
    """
    search = Search(session, window(at), at)
    made_now = sum(_propose_once(session, found, at) for found in list(find(search)))
    _hand_on(session, at)
    return made_now


def proposed_from_case(session: Session, complaint_id: int, *, at: datetime) -> int:
    """The step for one case, at the end of an act that revealed something; does not commit."""
    search = Search(session, window(at), at, complaint_id)
    return sum(_proposed(session, found, at) for found in list(find(search)))


def _propose_once(session: Session, found: Found, at: datetime) -> int:
    try:
        with transaction(session):
            return _proposed(session, found, at)
    except IntegrityError:
        # Another node was quicker: the fact has its entry.
        return 0


def _proposed(session: Session, found: Found, at: datetime) -> int:
    """The entries of one fact: the person's, and with it the reviewers'."""
    case = session.get_one(Complaint, found.complaint_id)
    book, month = for_case(session, case, on=found.happened_on), first_open(session, found.happened_on)
    new = [_entry(session, found, accused, book, month, at) for accused in found.accused]
    entries = [entry for entry in new if entry is not None]
    route_again(session, found.key, at)
    return len(entries)


def _entry(
    session: Session, found: Found, accused: Accused, book: Book, month: date, at: datetime
) -> PenaltyEntry | None:
    """None where the pack sets no price, the fact has its entry, or nobody stands above the person."""
    if _known(session, found, accused):
        return None
    try:
        cost = price(accused.breach, book.penalties)
        entry = made(
            person=session.get_one(Staff, accused.staff_id), found=cost, book=book, happened_on=found.happened_on,
            month=month, actor=None, at=at, amount=cost.fixed,
            evidence=Evidence(found.evidence, found.key, found.evidence_id, found.complaint_id, found.facts),
        )  # fmt: skip
        take_turn(session, entry, at)
    except (UnknownBreach, NobodyAbove):
        return None
    proposed(session, entry, actor=None, at=at)
    return entry


def _known(session: Session, found: Found, accused: Accused) -> bool:
    """Whether the fact has its entry, by itself or because somebody proposed it by hand for this case."""
    theirs = exists().where(PenaltyEntry.breach == accused.breach, PenaltyEntry.staff_id == accused.staff_id)
    by_hand = PenaltyEntry.proposed_by_id.is_not(None) & (PenaltyEntry.complaint_id == found.complaint_id)
    return bool(session.scalar(select(theirs.where((PenaltyEntry.facts_key == found.key) | by_hand))))


def _hand_on(session: Session, at: datetime) -> None:
    """People leave and change posts; what waits for nobody is passed to the next rung."""
    with transaction(session):
        for entry in taken(session, PenaltyEntry.status.in_(OPEN)):
            hand_on(session, entry, at)

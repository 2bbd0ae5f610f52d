"""Propose a penalty or a reward by hand, with the evidence (P06 七; decision 14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, PenaltyEntry, Staff
from queries.rulebook import in_force
from rulebook import Book
from rules.penalties import Price, figure, price
from rules.permissions import Permission, require
from terms.penalties import EntryKind, EntryStatus, EvidenceKind
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.entries import demand, named, refused
from workflows.months.gate import demand_open
from workflows.numbers import next_number
from workflows.penalties.case import route, route_again
from workflows.rows import NotFound
from workflows.transaction import transaction

# Reads as the clause does: what is rewarded has no price of its own.
NO_CLAUSE = ""


class AlreadyProposed(Refusal):
    """The same fact stands in another entry of the person."""


class NotYours(Refusal):
    """Nobody proposes anything about themselves, nor about people who are not theirs."""


class NotYet(Refusal):
    """A day that has not come proves nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves the fact. key: names it, so that it is proposed once."""

    kind: EvidenceKind
    key: str
    row_id: int | None = None
    complaint_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def propose(
    session: Session,
    *,
    staff_id: int,
    breach: str,
    happened_on: date,
    reason: str,
    actor: Staff,
    at: datetime,
    times: int = 1,
    amount: Decimal | None = None,
    complaint_id: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Propose one penalty of one person, with what happened in words and the case it happened in.

    times: how often, in the unit of the clause. amount: yuan; only where the clause leaves a range, and then the
    figure may also be left to whoever confirms.

    :raises NotPermitted, Missing, NotFound, NotYours, UnknownBreach, OutOfRange, AlreadyProposed, NobodyAbove,
        MonthLocked, NotYet:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PENALTY_PROPOSE)
        demand(staff_id=staff_id, breach=breach, happened_on=happened_on, reason=reason)
        _demand_past(happened_on, at)
        demand_open(session, happened_on)
        person = demand_theirs(session, staff_id, actor)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        book = in_force(session, on=happened_on)
        found = price(breach, book.penalties, times=times)
        evidence = _evidence(session, person, found, happened_on, case)
        entry = made(
            person=person, found=found, book=book, evidence=evidence, happened_on=happened_on,
            month=happened_on.replace(day=1), actor=actor, at=at, reason=reason,
            amount=found.fixed if amount is None else figure(found, amount, reason),
        )  # fmt: skip
        take_turn(session, entry, at)
        try:
            proposed(session, entry, actor=actor, at=at)
        except IntegrityError as error:
            # Two people at the same moment: the fact has its entry.
            raise _already() from error
        route_again(session, entry.facts_key, at)
    return entry


def propose_reward(
    session: Session,
    *,
    staff_id: int,
    happened_on: date,
    amount: Decimal,
    reason: str,
    actor: Staff,
    at: datetime,
    complaint_id: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Propose one reward: its figure and why; the next rung confirms it. Source: PK-25.

    :raises NotPermitted, Missing, NotFound, NotYours, NobodyAbove, MonthLocked, NotYet:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.REWARD_PROPOSE)
        demand(staff_id=staff_id, happened_on=happened_on, amount=amount, reason=reason)
        if amount <= 0:
            raise refused(NotYet, "amount", say("A reward is more than zero."))
        _demand_past(happened_on, at)
        demand_open(session, happened_on)
        person = demand_theirs(session, staff_id, actor)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        entry = rewarded(
            person=person, book=in_force(session, on=happened_on), happened_on=happened_on,
            amount=amount, case_id=case.id if case else None, reason=reason, actor=actor, at=at,
        )  # fmt: skip
        take_turn(session, entry, at)
        entry.facts_key = f"reward:{entry.number}"
        proposed(session, entry, actor=actor, at=at)
    return entry


def take_turn(session: Session, entry: PenaltyEntry, at: datetime) -> None:
    """Name the rung it waits for, then give it its number: one that nobody could decide takes none.

    :raises NobodyAbove:
    """
    route(session, entry)
    entry.number = next_number(session, "JL", local_date(at))


def made(
    *,
    person: Staff,
    found: Price,
    book: Book,
    evidence: Evidence,
    happened_on: date,
    month: date,
    actor: Staff | None,
    at: datetime,
    reason: str = "",
    amount: Decimal | None = None,
) -> PenaltyEntry:
    """A penalty as it stands when it is proposed, before it has its number and its turn. In no session yet."""
    return PenaltyEntry(
        kind=EntryKind.PENALTY, breach=found.breach, times=found.times, least=found.least,
        most=found.most, amount=amount, clause=found.clause, **_whose(person, book),
        **_found(evidence, happened_on, month), **_proposed(actor, at, reason),
    )  # fmt: skip


def rewarded(
    *,
    person: Staff,
    book: Book,
    happened_on: date,
    amount: Decimal,
    case_id: int | None,
    reason: str,
    actor: Staff,
    at: datetime,
) -> PenaltyEntry:
    """A reward as it stands when it is proposed, before it has its number and its turn. In no session yet."""
    kind = EvidenceKind.COMPLAINT if case_id else EvidenceKind.STATEMENT
    # Good work may be rewarded twice; its number names it.
    evidence = Evidence(kind, "", row_id=case_id, complaint_id=case_id)
    return PenaltyEntry(
        kind=EntryKind.REWARD, breach="", times=1, least=amount, most=amount, amount=amount,
        clause=NO_CLAUSE, **_whose(person, book), **_found(evidence, happened_on, happened_on.replace(day=1)),
        **_proposed(actor, at, reason),
    )  # fmt: skip


def proposed(session: Session, entry: PenaltyEntry, *, actor: Staff | None, at: datetime) -> None:
    """Save the new entry, which knows whom it waits for, and put it on record."""
    session.add(entry)
    session.flush()
    told = {"staff_id": entry.staff_id, "breach": entry.breach, "times": entry.times, "amount": entry.amount}
    audit.record(session, "penalty.proposed", entry, actor, at, entry.clause, note=entry.reason, more=told)


def demand_theirs(session: Session, staff_id: int, actor: Staff) -> Staff:
    """The person, if this actor may propose something about them: a head of the own department's, others of anybody.

    :raises NotFound, NotYours:
    """
    person = named(session, Staff, staff_id, "staff_id", actor.as_person())
    if person is None:
        raise refused(NotFound, "staff_id", say("This entry does not exist or is not yours to see."))
    if person.id == actor.id:
        raise refused(NotYours, "staff_id", say("Nobody proposes anything about themselves."))
    everywhere = not actor.roles.isdisjoint({Role.GENERAL_OFFICE, Role.HUMAN_RESOURCES})
    if not everywhere and person.department_id != actor.department_id:
        raise refused(NotYours, "staff_id", say("This person belongs to another department."))
    return person


def _demand_past(happened_on: date, at: datetime) -> None:
    if happened_on > local_date(at):
        raise refused(NotYet, "happened_on", say("%(day)s is still to come.", day=happened_on))


def _evidence(session: Session, person: Staff, found: Price, day: date, case: Complaint | None) -> Evidence:
    """By hand a fact is a case and a breach; without a case, a day and a breach. More of it is said by `times`."""
    same = select(PenaltyEntry.number).where(PenaltyEntry.staff_id == person.id, PenaltyEntry.breach == found.breach)
    wanted = PenaltyEntry.complaint_id == case.id if case else PenaltyEntry.facts_key == _said(person, found, day).key
    if (number := session.scalar(same.where(wanted).limit(1))) is not None:
        raise _already(number)
    if case is None:
        return _said(person, found, day)
    return Evidence(EvidenceKind.COMPLAINT, f"hand:{case.id}:{found.breach}", case.id, case.id)


def _already(number: str | None = None) -> Refusal:
    text = (
        say("%(number)s is about this already: one fact is proposed once.", number=number)
        if number
        else say("Somebody else has just proposed this: one fact is proposed once.")
    )
    return refused(AlreadyProposed, "breach", text)


def _said(person: Staff, found: Price, day: date) -> Evidence:
    return Evidence(EvidenceKind.STATEMENT, f"hand:{person.id}:{day:%Y%m%d}:{found.breach}")


def _whose(person: Staff, book: Book) -> dict[str, Any]:
    return {
        "staff_id": person.id, "department_id": person.department_id, "region_id": person.region_id,
        "mode": book.penalties.mode, "rulebook_pack": book.pack.key, "rulebook_issue": book.issue,
    }  # fmt: skip


def _found(evidence: Evidence, happened_on: date, month: date) -> dict[str, Any]:
    return {
        "evidence": evidence.kind, "evidence_id": evidence.row_id, "facts_key": evidence.key,
        "facts": audit.plain(evidence.facts), "complaint_id": evidence.complaint_id, "happened_on": happened_on,
        "month": month,
    }  # fmt: skip


def _proposed(actor: Staff | None, at: datetime, reason: str) -> dict[str, Any]:
    return {
        "status": EntryStatus.PROPOSED, "proposed_at": at, "proposed_by_id": actor.id if actor else None,
        "reason": reason, "decision": "", "appeal": "", "appeal_decision": "", "consequence": "", "version": 1,
    }  # fmt: skip

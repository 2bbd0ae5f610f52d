"""Propose a penalty or a reward by hand, with the evidence (P06 七; decision 14)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, PenaltyEntry, Staff
from queries.rulebook import for_case, for_person
from rulebook import Book
from rules.penalties import Price, figure, price
from rules.permissions import Permission, require
from terms.penalties import EvidenceKind
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import demand, named, refused
from workflows.months.gate import demand_open
from workflows.penalties.case import route_again
from workflows.penalties.made import Evidence, made, proposed, rewarded, take_turn
from workflows.rows import NotFound
from workflows.transaction import transaction


class AlreadyProposed(Refusal):
    """The same fact stands in another entry of the person."""


class NotYours(Refusal):
    """Nobody proposes anything about themselves, nor about people who are not theirs."""


class NotYet(Refusal):
    """A day that has not come proves nothing."""


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
        book = _policy(session, person, case, happened_on)
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
            person=person, book=_policy(session, person, case, happened_on), happened_on=happened_on,
            amount=amount, case_id=case.id if case else None, reason=reason, actor=actor, at=at,
        )  # fmt: skip
        take_turn(session, entry, at)
        entry.facts_key = f"reward:{entry.number}"
        proposed(session, entry, actor=actor, at=at)
    return entry


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


def _policy(session: Session, person: Staff, case: Complaint | None, on: date) -> Book:
    """The policy of the case it happened in, or of the place where the person works."""
    return for_case(session, case, on=on) if case else for_person(session, person, on=on)


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

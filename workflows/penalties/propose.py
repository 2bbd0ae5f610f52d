"""Propose a penalty or a reward by hand, with the evidence (P06 七; decision 14)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, PenaltyEntry, Staff
from queries.rulebook import policy_between
from rules.penalties import Price, figure, price
from rules.permissions import Permission, require
from terms.penalties import EvidenceKind
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import demand, named, refused
from workflows.months.gate import demand_open
from workflows.penalties.case import route_again
from workflows.penalties.incentive import already_proposed, demand_amount, reward_given
from workflows.penalties.made import Evidence, made, proposed, rewarded, take_turn
from workflows.penalties.whose import AlreadyProposed, demand_past, demand_theirs
from workflows.transaction import transaction


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
        demand_past(happened_on, at)
        demand_open(session, happened_on)
        person = demand_theirs(session, staff_id, actor)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        book = policy_between(session, person, case, on=happened_on)
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
    reward: str = "",
    once: str | None = None,
) -> PenaltyEntry:
    """Propose one reward: its figure and why; the next rung confirms it.

    reward: the policy's key, such as `satisfaction_award`, which asks whether it was earned; "" for what it does not
    name. amount: yuan, which no document names; 0 is praise in words, where the policy speaks of good work.

    Source: P23 三节2; P34 七1; PK-13, PK-14, PK-25.
    :raises NotPermitted, Missing, NotFound, NotYours, NotAllowed, NotEarned, AlreadyProposed, NobodyAbove, MonthLocked,
        NotYet:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.REWARD_PROPOSE)
        demand(staff_id=staff_id, happened_on=happened_on, amount=amount, reason=reason)
        demand_past(happened_on, at)
        demand_open(session, happened_on)
        person = demand_theirs(session, staff_id, actor)
        given = reward_given(session, person, reward, happened_on)
        demand_amount(given.rule, amount)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        # A reward that must be earned is the policy's where the person works.
        book = policy_between(session, person, None if given.rule else case, on=happened_on)
        entry = rewarded(
            person=person, book=book, happened_on=happened_on,
            amount=amount, case_id=case.id if case else None, reason=reason, actor=actor, at=at, rule=given.rule,
            evidence=given.evidence,
        )  # fmt: skip
        take_turn(session, entry, at)
        entry.facts_key = entry.facts_key or f"reward:{entry.number}"
        try:
            proposed(session, entry, actor=actor, at=at)
        except IntegrityError as error:
            raise already_proposed() from error
    return entry


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

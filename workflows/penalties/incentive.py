"""A reward or a sanction that the policy names: whether it may be given, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, PenaltyEntry, Staff
from queries.earned import proof
from queries.rulebook import for_person
from rulebook.incentives import Reward
from rules.incentives import NotAllowed, ensure_sanction
from rules.permissions import Permission, require
from terms.incentives import RewardBasis, RewardTo, Sanction
from terms.penalties import EntryStatus, EvidenceKind
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import demand, named, refused
from workflows.months.gate import demand_open
from workflows.penalties.case import route_again
from workflows.penalties.made import Evidence, proposed, sanctioned, take_turn
from workflows.penalties.whose import AlreadyProposed, demand_past, demand_theirs
from workflows.transaction import transaction

# Praise is a reward, too; the others are money.
IN_WORDS = (RewardBasis.GOOD_WORK,)


class NotEarned(Refusal):
    """Somebody else has the best score, or the target was not reached."""


@dataclass(frozen=True, slots=True)
class Given:
    """The rule a reward is given by, with what proves it; None and no proof for one that the policy does not name."""

    rule: Reward | None
    evidence: Evidence | None = None


def reward_given(session: Session, person: Staff, reward: str, happened_on: date) -> Given:
    """The policy's reward of this key, if the person has earned it by the day; "" names none.

    :raises NotAllowed, NotEarned:
    """
    if not reward:
        return Given(None)
    known = for_person(session, person, on=happened_on).incentives
    rule = next((one for one in known.rewards if one.reward == reward and one.to is RewardTo.STAFF), None)
    if rule is None:
        raise refused(NotAllowed, "reward", say("This policy has no such reward for staff."))
    shown = proof(session, rule, known, happened_on)
    if shown is None:
        return Given(rule)
    if shown.why_not is not None:
        raise refused(NotEarned, "reward", shown.why_not, clause=rule.clause)
    if person.id not in shown.best:
        best = [session.get_one(Staff, one).name for one in shown.best]
        text = say("Earned in %(period)s by: %(names)s.", period=shown.of, names=", ".join(best) or "-")
        raise refused(NotEarned, "staff_id", text, clause=rule.clause)
    key = f"reward:{reward}:{shown.of}"
    _demand_new(session, person, key)
    if rule.basis is RewardBasis.QUARTERLY_SCORE:
        _demand_no_other(session, key, shown.best)
    return Given(rule, Evidence(EvidenceKind.SCORECARD, key, facts=shown.facts[person.id]))


def demand_amount(rule: Reward | None, amount: Decimal) -> None:
    """:raises NotAllowed: no sum for what is a sum."""
    in_words = rule is not None and rule.basis in IN_WORDS
    if amount < 0 or (amount == 0 and not in_words):
        raise refused(NotAllowed, "amount", say("A reward is more than zero."))


def propose_sanction(
    session: Session,
    *,
    staff_id: int,
    rule: str,
    sanction: Sanction,
    happened_on: date,
    reason: str,
    actor: Staff,
    at: datetime,
    amount: Decimal | None = None,
    complaint_id: int | None = None,
    once: str | None = None,
) -> PenaltyEntry:
    """Propose a sanction that the policy allows for something done; the next rung confirms it, the person may appeal.

    rule: the rulebook's key of what it is for. amount: yuan; of a fine only, for which the policy names no sum.

    Source: P16 四3; P21 十一; P34 七2-3; PK-26, PK-27.
    :raises NotPermitted, Missing, NotFound, NotYours, NotAllowed, AlreadyProposed, NobodyAbove, MonthLocked, NotYet:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PENALTY_PROPOSE)
        demand(staff_id=staff_id, rule=rule, sanction=sanction, happened_on=happened_on, reason=reason)
        demand_past(happened_on, at)
        demand_open(session, happened_on)
        person = demand_theirs(session, staff_id, actor)
        case = named(session, Complaint, complaint_id, "complaint_id", actor.as_person())
        book = for_person(session, person, on=happened_on)
        found = ensure_sanction(rule, sanction, book.incentives)
        evidence = _evidence(person, rule, happened_on, case)
        _demand_new(session, person, evidence.key)
        entry = sanctioned(
            person=person, rule=found, sanction=sanction, book=book, evidence=evidence, happened_on=happened_on,
            amount=_fine(sanction, amount), reason=reason, actor=actor, at=at,
        )  # fmt: skip
        take_turn(session, entry, at)
        try:
            proposed(session, entry, actor=actor, at=at)
        except IntegrityError as error:
            raise _already() from error
        route_again(session, entry.facts_key, at)
    return entry


def _fine(sanction: Sanction, amount: Decimal | None) -> Decimal:
    if sanction is Sanction.FINE:
        demand(amount=amount)
        if amount is not None and amount > 0:
            return amount
    elif not amount:
        return Decimal(0)
    raise refused(NotAllowed, "amount", say("A sum above zero belongs to a fine, and to a fine only."))


def _evidence(person: Staff, rule: str, day: date, case: Complaint | None) -> Evidence:
    if case is not None:
        return Evidence(EvidenceKind.COMPLAINT, f"sanction:{case.id}:{rule}", case.id, case.id)
    return Evidence(EvidenceKind.STATEMENT, f"sanction:{person.id}:{day:%Y%m%d}:{rule}")


def _demand_new(session: Session, person: Staff, key: str) -> None:
    same = select(PenaltyEntry.number).where(PenaltyEntry.staff_id == person.id, PenaltyEntry.facts_key == key)
    if (number := session.scalar(same.limit(1))) is not None:
        raise _already(number)


def _demand_no_other(session: Session, key: str, best: tuple[int, ...]) -> None:
    """One award a quarter: another person has it only where they are level."""
    done_with = (EntryStatus.WITHDRAWN, EntryStatus.STRUCK)
    other = select(PenaltyEntry.number).where(
        PenaltyEntry.facts_key == key, PenaltyEntry.staff_id.not_in(best), PenaltyEntry.status.not_in(done_with)
    )
    if (number := session.scalar(other.limit(1))) is not None:
        raise _already(number)


def already_proposed() -> Refusal:
    """What the database says of two proposals at one moment."""
    return _already()


def _already(number: str | None = None) -> Refusal:
    if number:
        text = say("%(number)s is about this already: one fact is proposed once.", number=number)
    else:
        text = say("Somebody else has just proposed this: one fact is proposed once.")
    return refused(AlreadyProposed, "staff_id", text)

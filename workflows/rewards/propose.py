"""Propose a reward to a complainant whose suggestion helped, or the commendation of a department."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Complaint, Department, Reward, Staff
from queries.rulebook import in_force, policy_of
from rulebook import Book
from rulebook.incentives import Reward as Rule
from rules.incentives import NotAllowed
from rules.packs_in_force import Where
from rules.permissions import Permission, require
from rules.reward_acts import CaseFacts, unearned, who_decides
from rules.scorecard import frozen_on
from terms.incentives import RewardTo
from terms.refusal import Refusal
from terms.rewards import RewardStatus
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.entries import demand, refused
from workflows.numbers import next_number
from workflows.rows import NotFound, take
from workflows.transaction import transaction


class NotEarned(Refusal):
    """The case does not show it."""


class AlreadyRewarded(Refusal):
    """It was rewarded for the same."""


class OneOfTwo(Refusal):
    """A reward goes to a complainant or to a department."""


def propose(
    session: Session,
    *,
    reward: str,
    amount: Decimal,
    reason: str,
    actor: Staff,
    at: datetime,
    complaint_id: int | None = None,
    department_id: int | None = None,
    once: str | None = None,
) -> Reward:
    """Propose a reward of the policy.

    reward: its key. amount: yuan, which no document names; 0 is thanks in words. complaint_id: of the complainant.

    Source: P32 七1; P34 五2; P26 八2; PK-25, PK-28, RX-30.
    :raises NotPermitted, Missing, NotFound, OneOfTwo, NotAllowed, NotEarned, AlreadyRewarded:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.REWARD_GIVE)
        demand(reward=reward, amount=amount, reason=reason)
        if amount < 0:
            raise refused(NotAllowed, "amount", say("Write 0 yuan or more."))
        if (complaint_id is None) == (department_id is None):
            raise refused(OneOfTwo, "complaint_id", say("Name a case or a department, one of the two."))
        if complaint_id is not None:
            row = _to_complainant(session, complaint_id, reward, amount, reason, actor, at)
        else:
            row = _to_department(session, department_id or 0, reward, amount, reason, actor, at)
        proposed(session, row, actor=actor, at=at)
    return row


def proposed(session: Session, row: Reward, *, actor: Staff, at: datetime) -> None:
    """The step itself.

    :raises AlreadyRewarded: somebody else has proposed the same at this moment.
    """
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise _already("department_id" if row.department_id else "complaint_id") from error
    told = {"to": row.to, "reward": row.reward, "amount": row.amount}
    audit.record(session, "reward.proposed", row, actor, at, row.clause, note=row.reason, more=told)


def made(
    *, rule: Rule, amount: Decimal, reason: str, book: Book, number: str, actor: Staff, at: datetime,
    given_for: str, complaint_id: int | None = None, department_id: int | None = None,
) -> Reward:  # fmt: skip
    """The reward as it stands when it is proposed; in no session yet."""
    return Reward(
        number=number, to=rule.to, reward=rule.reward, complaint_id=complaint_id, department_id=department_id,
        given_for=given_for,
        amount=amount, reason=reason, status=RewardStatus.PROPOSED, clause=rule.clause,
        decides=who_decides(rule.to, amount, book.authority), rulebook_pack=book.pack.key,
        rulebook_issue=book.issue, proposed_at=at, proposed_by_id=actor.id, decision="", version=1,
    )  # fmt: skip


def _to_complainant(
    session: Session, key: int, reward: str, amount: Decimal, reason: str, actor: Staff, at: datetime
) -> Reward:
    # Locked: of two proposals at one moment the second finds the first.
    try:
        case = take(session, Complaint, key, actor=actor)
    except NotFound as refusal:
        raise refused(NotFound, "complaint_id", refusal.text) from None
    book = policy_of(case)
    rule = _rule(book, reward, RewardTo.COMPLAINANT)
    outcomes = tuple(call.outcome for call in case.call_backs)
    problem = unearned(rule.basis, CaseFacts(case.kind, case.state, case.anonymous, outcomes))
    if problem is not None:
        raise refused(NotEarned, "complaint_id", problem, clause=rule.clause)
    given_for = f"{reward}:complaint:{case.id}"
    _demand_new(session, given_for, "complaint_id")
    return made(
        rule=rule, amount=amount, reason=reason, book=book, number=next_number(session, "JX", local_date(at)),
        actor=actor, at=at, given_for=given_for, complaint_id=case.id,
    )  # fmt: skip


def _to_department(
    session: Session, key: int, reward: str, amount: Decimal, reason: str, actor: Staff, at: datetime
) -> Reward:
    department = session.get(Department, key)
    if department is None:
        raise refused(NotFound, "department_id", say("This entry does not exist or is not yours to see."))
    book = in_force(session, on=local_date(at), where=Where(department=department.code))
    rule = _rule(book, reward, RewardTo.DEPARTMENT)
    if actor.department_id == department.id:
        raise refused(NotAllowed, "department_id", say("Nobody proposes anything about themselves."))
    given_for = f"{reward}:department:{department.id}:{_period(rule, local_date(at))}"
    _demand_new(session, given_for, "department_id")
    return made(
        rule=rule, amount=amount, reason=reason, book=book, number=next_number(session, "JX", local_date(at)),
        actor=actor, at=at, given_for=given_for, department_id=department.id,
    )  # fmt: skip


def _period(rule: Rule, day: date) -> str:
    """The period a day lies in, by its last day; where the reward does not recur by the calendar, the day."""
    return str(frozen_on(rule.every, day) if rule.every.months else day)


def _rule(book: Book, reward: str, to: RewardTo) -> Rule:
    found = next((one for one in book.incentives.rewards if one.reward == reward and one.to is to), None)
    if found is None:
        raise refused(NotAllowed, "reward", say("The policy here has no such reward: %(to)s.", to=to))
    return found


def _demand_new(session: Session, given_for: str, field: str) -> None:
    if (number := session.scalar(select(Reward.number).where(Reward.given_for == given_for))) is not None:
        raise _already(field, number)


def _already(field: str, number: str = "") -> Refusal:
    if number:
        text = say("%(number)s is about this already.", number=number)
    else:
        text = say("Somebody else has just proposed this: one fact is proposed once.")
    return refused(AlreadyRewarded, field, text)

"""Say what a measure aims at: yuan a case, or hours; it holds until the next one is set."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Department, ScorePeriod, ScoreTarget, Staff
from queries.rulebook import in_force
from rules.packs_in_force import Where
from rules.permissions import Permission, require
from rules.score_acts import AIMED
from terms.incentives import RewardBasis
from terms.measures import Measure
from terms.refusal import Refusal
from terms.scorecard import ScoreStatus
from terms.text import say
from workflows.entries import amend, amended, demand, entered, named, refused
from workflows.transaction import transaction


class NoSuchTarget(Refusal):
    """The policy counts this measure without a target."""


class TooLate(Refusal):
    """Cards that are frozen were judged by what held then."""


def set_target(
    session: Session,
    *,
    measure: Measure,
    amount: Decimal,
    since: date,
    reason: str,
    actor: Staff,
    at: datetime,
    department_id: int | None = None,
    once: str | None = None,
) -> ScoreTarget:
    """Set a target of one department, or of all.

    amount: yuan a case for a budget, hours for a duration. since: the first day it holds; a period goes by what holds
    on its first day.

    Source: P23 四章1(3); P38 5.1(1); PK-17, PK-23.
    :raises NotPermitted, Missing, NotFound, NoSuchTarget, TooLate, NothingChanged:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SCORECARD_TARGET)
        demand(measure=measure, amount=amount, since=since, reason=reason)
        if amount <= 0:
            raise refused(NoSuchTarget, "amount", say("A target is more than zero."))
        department = named(session, Department, department_id, "department_id", actor.as_person())
        _demand_aimed(session, measure, since, department)
        _demand_open(session, since)
        return target_set(
            session, measure=measure, amount=amount, since=since, reason=reason, actor=actor, at=at,
            department_id=department_id,
        )  # fmt: skip


def target_set(
    session: Session, *, measure: Measure, amount: Decimal, since: date, reason: str, actor: Staff, at: datetime,
    department_id: int | None,
) -> ScoreTarget:  # fmt: skip
    """The step itself: one target a measure, place and day; set again for the same day it is corrected."""
    wanted = select(ScoreTarget).where(ScoreTarget.measure == measure, ScoreTarget.since == since)
    here = ScoreTarget.department_id == department_id if department_id else ScoreTarget.department_id.is_(None)
    row = session.scalars(wanted.where(here).with_for_update()).one_or_none()
    if row is not None:
        amend(row, {"amount": amount, "reason": reason, "set_by_id": actor.id, "set_at": at})
        amended(session, "score_target.changed", row, actor=actor, at=at, note=reason)
        return row
    row = ScoreTarget(
        department_id=department_id, measure=measure, amount=amount, since=since, reason=reason, set_at=at,
        set_by_id=actor.id, version=1,
    )  # fmt: skip
    entered(session, "score_target.set", row, actor=actor, at=at)
    return row


def _demand_aimed(session: Session, measure: Measure, since: date, department: Department | None) -> None:
    where = Where(department=department.code if department else "")
    book = in_force(session, on=since, where=where)
    # What an allowance for efficiency is held against.
    if measure is Measure.EFFICIENCY and any(one.basis is RewardBasis.EFFICIENCY for one in book.incentives.rewards):
        return
    card = book.scorecard
    if card is None or all(part.measure is not measure or part.formula not in AIMED for part in card.parts):
        raise refused(NoSuchTarget, "measure", say("%(measure)s is counted without a target here.", measure=measure))


def _demand_open(session: Session, since: date) -> None:
    """A target that begins before a frozen period would have judged it."""
    frozen = select(ScorePeriod).where(ScorePeriod.status != ScoreStatus.OPEN, ScorePeriod.first >= since)
    row = session.scalars(frozen.order_by(ScorePeriod.first.desc()).limit(1)).one_or_none()
    if row is not None:
        text = say("The cards of %(period)s are frozen; choose a day after it began.", period=str(row))
        raise refused(TooLate, "since", text)

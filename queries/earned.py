"""Who has earned a reward of the policy: the stars of a signed quarter, who handled cases fast in a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Department, ScorePeriod, Staff
from queries.months import month_before, month_of, next_month
from queries.rulebook import in_force
from queries.score_evidence import average_hours
from queries.score_said import targets_on
from queries.scorecards import Card, cards
from rulebook.incentives import Incentives, Reward
from rules.incentives import efficient, stars
from rules.packs_in_force import Where
from rules.scorecard import rounded
from terms.incentives import RewardBasis
from terms.measures import Formula, Measure
from terms.periods import Period
from terms.scorecard import ScoreStatus
from terms.text import Text, say
from terms.time import day_start


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether somebody earned it, and what shows it. of: the period it was earned in. best: the people who did.

    facts: as they are kept with the entry. why_not: in words, where there is nothing to earn it by.
    """

    of: str
    best: tuple[int, ...]
    facts: dict[int, dict[str, str]]
    why_not: Text | None = None


def proof(session: Session, reward: Reward, incentives: Incentives, on: date) -> Proof | None:
    """Who earned a reward by the day; None for one that nothing counts."""
    if reward.basis is RewardBasis.QUARTERLY_SCORE:
        return _stars(session, incentives, on)
    return _efficient(session, incentives, on) if reward.basis is RewardBasis.EFFICIENCY else None


def _stars(session: Session, incentives: Incentives, on: date) -> Proof:
    """Of the newest quarter whose last card was signed by the day.

    Source: P23 三节2(1); PK-13.
    """
    signed = select(ScorePeriod).where(
        ScorePeriod.status == ScoreStatus.SIGNED, ScorePeriod.every == Period.QUARTERLY,
        ScorePeriod.signed_at < day_start(on, 1),
    )  # fmt: skip
    row = session.scalars(signed.order_by(ScorePeriod.first.desc()).limit(1)).one_or_none()
    if row is None:
        return Proof("", (), {}, say("No quarter's scorecards are signed yet."))
    return stars_of(session, row, incentives)


def stars_of(session: Session, row: ScorePeriod, incentives: Incentives) -> Proof:
    """Who has the best customer score of a quarter that is signed; its cards do not change any more."""
    scores = customer_scores(cards(session, row, row.signed_at or row.opened_at))
    earned = stars(scores, incentives)
    facts = {person: {"period": str(row), "score": str(score)} for person, score in scores.items()}
    return Proof(str(row), earned.by if earned else (), facts)


def customer_scores(found: list[Card]) -> dict[int, Decimal]:
    """The customers' score of each person: of the measures that are averages of ratings, satisfaction first."""
    scores: dict[int, Decimal] = {}
    for card in found:
        rated = [one for one in card.figures if one.formula is Formula.AVERAGE_RATING and one.value is not None]
        rated.sort(key=lambda one: one.measure is not Measure.SATISFACTION)
        if rated and rated[0].value is not None and card.subject.staff_id is not None:
            scores[card.subject.staff_id] = rated[0].value
    return scores


def _efficient(session: Session, incentives: Incentives, on: date) -> Proof:
    """Of the month that ended before the day.

    Source: P23 三节2(2); PK-14.
    """
    month = month_before(month_of(on))
    average = average_hours(session, month, next_month(month))
    target = _hours_aimed_at(session, month, average)
    if not target:
        return Proof(f"{month:%Y-%m}", (), {}, say("Nobody has set a target of hours for efficient handling."))
    earned = efficient(average, {person: Fraction(hours) for person, hours in target.items()}, incentives)
    facts = {
        person: {"period": f"{month:%Y-%m}", "hours": str(rounded(average[person])), "target": str(hours)}
        for person, hours in target.items()
    }
    return Proof(f"{month:%Y-%m}", earned.by if earned else (), facts)


def _hours_aimed_at(session: Session, month: date, people: Iterable[int]) -> dict[int, Decimal]:
    """What each person's department aims at, else what all do; a person without either has none."""
    aims = targets_on(session, month)
    where = select(Staff.id, Staff.department_id).where(Staff.id.in_(sorted(people)))
    found = {
        person: aims.get((Measure.EFFICIENCY, department)) or aims.get((Measure.EFFICIENCY, None))
        for person, department in session.execute(where)
    }
    return {person: row.amount for person, row in found.items() if row is not None}


def known_today(session: Session, on: date) -> Incentives:
    """Every reward and sanction that any policy of the company knows, each once."""
    codes = ["", *session.scalars(select(Department.code).order_by(Department.id))]
    books = [in_force(session, on=on, where=Where(department=code)).incentives for code in codes]
    rewards = {one.reward: one for book in books for one in book.rewards}
    sanctions = {one.sanction: one for book in books for one in book.sanctions}
    return Incentives(tuple(rewards.values()), tuple(sanctions.values()))

"""Who has earned a reward of the policy: the stars of a frozen quarter, who handled cases fast in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Department, ScorePeriod
from queries.months import month_before, month_of, next_month
from queries.rulebook import in_force
from queries.score_evidence import average_hours
from queries.score_said import targets_on
from queries.scorecards import Card, cards
from rulebook.incentives import Incentives, Reward
from rules.incentives import efficient, stars
from rules.packs_in_force import Where
from terms.incentives import RewardBasis
from terms.measures import Formula, Measure
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
    """Of the newest quarter whose cards were frozen by the day.

    Source: P23 三节2(1); PK-13.
    """
    frozen = select(ScorePeriod).where(ScorePeriod.status != ScoreStatus.OPEN, ScorePeriod.first <= on)
    row = session.scalars(frozen.order_by(ScorePeriod.first.desc()).limit(1)).one_or_none()
    if row is None or row.frozen_at is None or row.frozen_at >= day_start(on, 1):
        return Proof("", (), {}, say("No quarter's scorecards are frozen yet."))
    scores = customer_scores(cards(session, row, row.frozen_at))
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
    aims = targets_on(session, month)
    target = aims.get((Measure.EFFICIENCY, None))
    if target is None:
        return Proof(f"{month:%Y-%m}", (), {}, say("Nobody has set a target of hours for efficient handling."))
    average = average_hours(session, month, next_month(month))
    earned = efficient(average, timedelta(hours=float(target.amount)), incentives)
    facts = {
        person: {"period": f"{month:%Y-%m}", "hours": f"{spent / timedelta(hours=1):.2f}", "target": str(target.amount)}
        for person, spent in average.items()
    }
    return Proof(f"{month:%Y-%m}", earned.by if earned else (), facts)


def known_today(session: Session, on: date) -> Incentives:
    """Every reward and sanction that any policy of the company knows, each once."""
    codes = ["", *session.scalars(select(Department.code).order_by(Department.id))]
    books = [in_force(session, on=on, where=Where(department=code)).incentives for code in codes]
    rewards = {one.reward: one for book in books for one in book.rewards}
    sanctions = {one.sanction: one for book in books for one in book.sanctions}
    return Incentives(tuple(rewards.values()), tuple(sanctions.values()))

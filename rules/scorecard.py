"""The score of a person or department: parts, formulas, the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rulebook.scorecard import Scorecard
from terms.measures import Measure
from terms.periods import Period
from terms.refusal import Refusal
from terms.text import say

FULL = Decimal(100)
CENT = Decimal("0.01")


class NotMeasured(Refusal):
    """A measure has no figure, or one that is no number of points."""


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """value: 0 to 100; points: what it adds to the score, exact."""

    measure: Measure
    value: Decimal
    share: Fraction
    points: Fraction
    clause: str


@dataclass(frozen=True, slots=True)
class Score:
    """score: rounded half up to two places; the parts are exact."""

    score: Decimal
    parts: tuple[ScoredPart, ...]
    clause: str


def score(values: Mapping[Measure, Decimal], scorecard: Scorecard) -> Score:
    """The weighted score.

    values: points from 0 to 100 for every measure of the card; others are not looked at.

    Source: P23 四章1; PK-15..18, PK-20..23.
    :raises NotMeasured:
    """
    missing = tuple(part.measure for part in scorecard.parts if part.measure not in values)
    if missing:
        raise NotMeasured(say("Not measured: %(measures)s.", measures=missing), clause=scorecard.clause)
    parts = []
    for part in scorecard.parts:
        value, share = values[part.measure], scorecard.share(part)
        if not 0 <= value <= FULL:
            raise NotMeasured(say("%(measure)s must lie between 0 and 100.", measure=part.measure), clause=part.clause)
        parts.append(ScoredPart(part.measure, value, share, Fraction(value) * share, part.clause))
    return Score(rounded(sum((part.points for part in parts), Fraction(0))), tuple(parts), scorecard.clause)


def share_of(done: int, of: int) -> Decimal:
    """Points for a share: in time of all, solved the first time of all; all of nothing is full."""
    return rounded(Fraction(done, of) * 100) if of else FULL


def average_rating(ratings: Sequence[int], *, best: int = 5) -> Decimal:
    """Points for ratings from 1 to the best; nobody asked is not measured.

    :raises NotMeasured:
    """
    if not ratings:
        raise NotMeasured(say("Nobody has rated yet."))
    return rounded(Fraction(sum(ratings), len(ratings) * best) * 100)


def within(target: Fraction, actual: Fraction) -> Decimal:
    """Points for staying within a target, money or hours: full within it, and less in proportion above."""
    return FULL if actual <= target else rounded(target / actual * 100)


def frozen_on(every: Period, day: date) -> date:
    """The last day of the period a day lies in: after it the score is frozen.

    Source: P23 四章2; PK-19.
    """
    months = every.months
    last_month = (day.month - 1) // months * months + months
    following = date(day.year + last_month // 12, last_month % 12 + 1, 1)
    return following - timedelta(days=1)


def rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)

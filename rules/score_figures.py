"""From evidence to points: what every formula of a scorecard counts. A frozen figure can be worked out anew from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rules.scorecard import FULL, NotMeasured, average_rating, share_of, within
from terms.complaint import Clock
from terms.measures import Formula, Measure
from terms.scorecard import EvidenceOf
from terms.text import Text, say

# The limits that whoever handles a case has to keep; the others are the offices' and the warehouse's.
OF_THE_HANDLER = (
    Clock.FIRST_CONTACT, Clock.RESULT, Clock.SAME_DAY, Clock.RESPONSE, Clock.VERIFICATION, Clock.PRELIMINARY_OPINION,
    Clock.REPAIR_ARRANGED,
)  # fmt: skip
# From what each formula is counted.
COUNTED_FROM: dict[Formula, tuple[EvidenceOf, ...]] = {
    Formula.AVERAGE_RATING: (EvidenceOf.CALL_BACK, EvidenceOf.SERVICE_RECORD),
    Formula.SHARE_IN_TIME: (EvidenceOf.CLOCK,),
    Formula.SHARE_FIRST_TIME: (EvidenceOf.CASE, EvidenceOf.SERVICE_RECORD),
    Formula.WITHIN_BUDGET: (EvidenceOf.SPENT,),
    Formula.AVERAGE_DURATION: (EvidenceOf.CASE,),
    Formula.ASSESSED: (EvidenceOf.ASSESSMENT,),
}


class NoTarget(NotMeasured):
    """Nobody has said what the measure aims at."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a figure was counted from.

    key: of the complaint; of a service record or an assessment its own. good: whether it counts well, for a share.
    figure: ratings as "5/4/5", hours, yuan, points.
    """

    of: EvidenceOf
    key: int
    figure: str = ""
    good: bool | None = None

    def plain(self) -> list[object]:
        """As it is kept."""
        return [self.of.value, self.key, self.figure, self.good]

    @classmethod
    def read(cls, kept: Sequence[object]) -> Evidence:
        of, key, figure, good = kept
        return cls(EvidenceOf(str(of)), int(str(key)), str(figure), good if isinstance(good, bool) else None)


def value_of(formula: Formula, evidence: Sequence[Evidence], target: Decimal | None = None) -> Decimal:
    """Points from 0 to 100.

    target: hours for an average duration, yuan a case for a budget.

    Source: P23 四章1; P38 5.1; P24 二十一; PK-15..18, PK-20..23.
    :raises NotMeasured, NoTarget:
    """
    if formula is Formula.AVERAGE_RATING:
        return average_rating([int(one) for each in evidence for one in each.figure.split("/")])
    if formula in (Formula.SHARE_IN_TIME, Formula.SHARE_FIRST_TIME):
        return share_of(sum(1 for one in evidence if one.good), len(evidence))
    if formula is Formula.WITHIN_BUDGET and not evidence:
        return FULL
    if not evidence:
        raise NotMeasured(say("Nothing was counted for it in this period."))
    if formula is Formula.ASSESSED:
        return Decimal(evidence[-1].figure)
    if target is None:
        raise NoTarget(say("Nobody has set a target for it."))
    times = len(evidence) if formula is Formula.WITHIN_BUDGET else 1
    return within(Fraction(target) * times, actual(formula, evidence))


def actual(formula: Formula, evidence: Sequence[Evidence]) -> Fraction:
    """What stands beside the target: all that was spent, or the hours a case took on average."""
    whole = sum(figures(evidence), Fraction(0))
    return whole if formula is Formula.WITHIN_BUDGET else whole / len(evidence)


def figures(evidence: Iterable[Evidence]) -> list[Fraction]:
    return [Fraction(one.figure) for one in evidence]


def in_words(formula: Formula, measure: Measure) -> Text:
    """The formula as a sentence that says what is counted."""
    return WORDS[formula, measure] if (formula, measure) in WORDS else WORDS_OF[formula]


WORDS_OF: dict[Formula, Text] = {
    Formula.AVERAGE_RATING: say("All ratings of call-backs and service visits, averaged; 5 of 5 is 100."),
    Formula.SHARE_IN_TIME: say("Time limits that ended in the period and were kept, of all that ended in it, by 100."),
    Formula.SHARE_FIRST_TIME: say(
        "Cases answered in the period that were neither reopened nor complained about again, and visits accepted, "
        "of all of them, by 100."
    ),
    Formula.WITHIN_BUDGET: say(
        "The target of a case times the cases answered in the period, by what they cost, by 100; at most 100."
    ),
    Formula.AVERAGE_DURATION: say(
        "The target in hours by the average hours from registration to result, by 100; at most 100."
    ),
    Formula.ASSESSED: say("Points from 0 to 100 given by the head or a leader, with the reason."),
}
WORDS: dict[tuple[Formula, Measure], Text] = {
    (Formula.AVERAGE_RATING, Measure.ATTITUDE): say("The ratings of attitude in call-backs, averaged; 5 of 5 is 100."),
}

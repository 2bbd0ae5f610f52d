"""What a case must lead to so that it does not come again."""

from __future__ import annotations

from rulebook.corrective import Corrective, Demanded, Section
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.corrective import CorrectiveDemand, ReportSection


def demanded(
    kind: ComplaintKind, corrective: Corrective, *, case_class: CaseClass | None = None
) -> tuple[Demanded, ...]:
    """What a case demands; what is asked of some classes only is not asked of a case nobody has classed.

    Source: P33 二-四; P35 五; P43 5.4.4, 6.3; QA-02..05.
    """
    return tuple(
        one for one in corrective.demands if kind in one.kinds and (not one.classes or case_class in one.classes)
    )


def is_trend(alike: int, corrective: Corrective) -> bool:
    """Whether so many cases alike are a tendency that must be rectified; the figure itself is one.

    Source: P25 四2(3); QA-05.
    """
    return bool(corrective.trend_from) and alike >= corrective.trend_from


def report_lacks(written: frozenset[ReportSection], corrective: Corrective) -> tuple[Section, ...]:
    """The sections a report to the customer still lacks.

    Source: P43 6.5; QA-06.
    """
    return tuple(one for one in corrective.report if one.section not in written)


def outstanding(
    kind: ComplaintKind,
    done: frozenset[CorrectiveDemand],
    corrective: Corrective,
    *,
    case_class: CaseClass | None = None,
) -> tuple[Demanded, ...]:
    """What of it is not done yet."""
    return tuple(one for one in demanded(kind, corrective, case_class=case_class) if one.demand not in done)

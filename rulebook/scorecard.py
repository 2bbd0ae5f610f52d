"""What service people are scored by, and with which weights, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.measures import Formula, Measure
from terms.people import Role
from terms.periods import Period
from terms.text import say


@dataclass(frozen=True, slots=True)
class Part:
    """One measure. weight: its share of the whole, in the figures of the document; formula: how it becomes points."""

    measure: Measure
    weight: int
    formula: Formula
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """every: how often it is drawn up and frozen; signed_by: whose signature freezes it."""

    parts: tuple[Part, ...]
    every: Period
    filed_by: Words
    signed_by: Role
    clause: str
    reason: Words | None

    def share(self, part: Part) -> Fraction:
        """The part's exact share of the score."""
        return Fraction(part.weight, sum(one.weight for one in self.parts))


def parse(data: Mapping[str, object], where: str) -> Scorecard | None:
    """Read the topic; None for a pack that scores nobody.

    :raises RulebookError: a measure stands twice, or a period that nothing can be frozen by.
    """
    if not data:
        return None
    with reading(data, where) as topic:
        parts = tuple(_part(row) for row in topic.rows("parts"))
        every = topic.term("every", Period)
        if not parts or len({part.measure for part in parts}) != len(parts):
            raise topic.refuse(say("parts must name each measure once; keep one row a measure"))
        if not every.months:
            raise topic.refuse(say("every says %(every)s; choose a period of the calendar", every=every))
        clause, reason = topic.source()
        return Scorecard(parts, every, topic.words("filed_by"), topic.term("signed_by", Role), clause, reason)


def _part(row: Row) -> Part:
    clause, reason = row.source()
    return Part(row.term("measure", Measure), row.whole("weight"), row.term("formula", Formula), clause, reason)

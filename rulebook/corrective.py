"""What a complaint must lead to so that it does not come again, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.corrective import CorrectiveDemand, ReportSection


@dataclass(frozen=True, slots=True)
class Demanded:
    """One demand. kinds and classes: for which cases; empty classes means every class."""

    demand: CorrectiveDemand
    kinds: frozenset[ComplaintKind]
    classes: frozenset[CaseClass]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Section:
    section: ReportSection
    contents: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Corrective:
    """trend_from: how many cases alike make a tendency; 0 where the pack knows none."""

    demands: tuple[Demanded, ...]
    report: tuple[Section, ...]
    trend_from: int
    trend_reason: Words | None


def parse(data: Mapping[str, object], where: str) -> Corrective:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        demands = tuple(_demanded(row) for row in topic.rows_if_any("demands"))
        report = tuple(
            Section(row.term("section", ReportSection), row.words("contents"), row.text("clause"))
            for row in topic.rows_if_any("report")
        )
        trend, reason = 0, None
        if topic.has("trend"):
            with topic.row("trend") as row:
                trend, reason = row.whole("cases", least=2), row.words("reason")
        return Corrective(demands, report, trend, reason)


def _demanded(row: Row) -> Demanded:
    clause, reason = row.source()
    return Demanded(
        row.term("demand", CorrectiveDemand),
        frozenset(row.terms("kinds", ComplaintKind)),
        row.some("classes", CaseClass),
        clause,
        reason,
    )

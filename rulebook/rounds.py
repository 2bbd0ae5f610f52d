"""What recurs beside the cases: checks, trainings, reports, publications and surveys, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.periods import Period


@dataclass(frozen=True, slots=True)
class Round:
    """Something done again and again.

    by, to: who does it and for whom, in the company's words. times: how often in each period.
    reason: why this figure, where the clause gives none.
    """

    key: str
    name: Words
    by: Words
    to: Words | None
    every: Period
    times: int
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Course(Round):
    """A training. gate: who has not passed its test may not start in the post."""

    gate: bool = False
    contents: Words | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What is made known, where, to whom."""

    key: str
    name: Words
    where: Words
    clause: str
    reason: Words | None


def parse_checks(data: Mapping[str, object], where: str) -> tuple[Round, ...]:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return tuple(_round(row, "check") for row in topic.rows_if_any("checks"))


def parse_reports(data: Mapping[str, object], where: str) -> tuple[Round, ...]:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return tuple(_round(row, "report") for row in topic.rows_if_any("reports"))


def parse_courses(data: Mapping[str, object], where: str) -> tuple[Course, ...]:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return tuple(_course(row) for row in topic.rows_if_any("courses"))


def parse_publications(data: Mapping[str, object], where: str) -> tuple[Publication, ...]:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return tuple(_publication(row) for row in topic.rows_if_any("publications"))


def survey(row: Row) -> Round:
    return _round(row, "survey")


def _round(row: Row, key: str) -> Round:
    clause, reason = row.source()
    return Round(
        key=row.text(key),
        name=row.words("name"),
        by=row.words("by"),
        to=row.words("to") if row.has("to") else None,
        every=row.term("every", Period),
        times=row.whole("times") if row.has("times") else 1,
        clause=clause,
        reason=reason,
    )


def _course(row: Row) -> Course:
    gate, contents = row.flag("gate"), row.words("contents")
    known = _round(row, "course")
    return Course(
        known.key, known.name, known.by, known.to, known.every, known.times, known.clause, known.reason,
        gate=gate, contents=contents,
    )  # fmt: skip


def _publication(row: Row) -> Publication:
    clause, reason = row.source()
    return Publication(row.text("publication"), row.words("name"), row.words("where"), clause, reason)

"""Who bears which cost of service, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.bearing import Bearer, CostOccasion


@dataclass(frozen=True, slots=True)
class Bears:
    occasion: CostOccasion
    bears: Bearer
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Bearing:
    bearers: Mapping[CostOccasion, Bears]


def parse(data: Mapping[str, object], where: str) -> Bearing:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        found = [_bears(row) for row in topic.rows_if_any("bearers")]
        return Bearing({one.occasion: one for one in found})


def _bears(row: Row) -> Bears:
    clause, reason = row.source()
    return Bears(row.term("occasion", CostOccasion), row.term("bears", Bearer), clause, reason)

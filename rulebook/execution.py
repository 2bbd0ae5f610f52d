"""What must have happened before goods or money leave, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import reading
from rulebook.words import Words


@dataclass(frozen=True, slots=True)
class Execution:
    needs_filing_first: bool
    clause: str
    reason: Words


def parse(data: Mapping[str, object], where: str) -> Execution:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return Execution(topic.flag("needs_filing_first"), topic.text("clause"), topic.words("reason"))

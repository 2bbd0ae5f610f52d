"""How soon papers come in and letters are answered, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import reading
from rulebook.words import Words


@dataclass(frozen=True, slots=True)
class Papers:
    """hand_in_days: calendar days from approval until an office has the form. reply_days: from a letter's date."""

    hand_in_days: int
    hand_in_clause: str
    hand_in_reason: Words
    reply_days: int
    reply_reason: Words


def parse(data: Mapping[str, object], where: str) -> Papers:
    """:raises RulebookError:"""
    with reading(data, where) as topic, topic.row("hand_in") as form, topic.row("letters") as letter:
        return Papers(
            hand_in_days=form.whole("within_days"),
            hand_in_clause=form.text("clause"),
            hand_in_reason=form.words("reason"),
            reply_days=letter.whole("within_days"),
            reply_reason=letter.words("reason"),
        )

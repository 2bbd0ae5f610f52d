"""What labour law says about taking money from wages; data in `labour/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.text import say


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a company must know before it takes money from a wage."""

    text: Words
    citation: Words
    how_sure: Words


@dataclass(frozen=True, slots=True)
class WageLaw:
    """percent: the most of a month's wage that may be deducted; how_sure: where the figure was read."""

    percent: int
    in_force_from: date
    rule: Words
    citation: Words
    how_sure: Words
    notices: tuple[Notice, ...]


def parse(data: Mapping[str, object], where: str) -> WageLaw:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        percent = topic.whole("percent")
        if percent > 100:  # noqa: PLR2004  the whole wage
            raise topic.refuse(say("percent is more than the whole wage; correct it"))
        return WageLaw(
            percent=percent,
            in_force_from=topic.day("in_force_from"),
            rule=topic.words("rule"),
            citation=topic.words("citation"),
            how_sure=topic.words("how_sure"),
            notices=tuple(_notice(row) for row in topic.rows("notices")),
        )


def _notice(row: Row) -> Notice:
    return Notice(row.words("text"), row.words("citation"), row.words("how_sure"))

"""The penalties the documents set, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.limits import PenaltyMode


@dataclass(frozen=True, slots=True)
class Penalty:
    """One breach and its price in yuan, `least` to `most`, counted `per` time, place or item."""

    breach: str
    name: Words
    who: Words
    least: Decimal
    most: Decimal
    per: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Penalties:
    mode: PenaltyMode
    penalties: tuple[Penalty, ...]


def parse(data: Mapping[str, object], where: str) -> Penalties:
    """Read the topic; refuses a breach that stands twice.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        penalties = tuple(_penalty(row) for row in topic.rows("penalties"))
        if len({penalty.breach for penalty in penalties}) != len(penalties):
            raise topic.refuse("a breach stands twice; keep one row")
        return Penalties(topic.term("mode", PenaltyMode), penalties)


def _penalty(row: Row) -> Penalty:
    least, most = row.amount("least"), row.amount("most")
    if least > most:
        raise row.refuse("least is more than most; exchange them")
    return Penalty(
        row.text("breach"), row.words("name"), row.words("who"), least, most, row.words("per"), row.text("clause")
    )

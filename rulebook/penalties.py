"""The penalties the documents set, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.limits import PenaltyMode
from terms.people import LADDER, Role
from terms.text import say


@dataclass(frozen=True, slots=True)
class Penalty:
    """One breach and its price in yuan, `least` to `most`, counted `per` time, place or item.

    consequence: what personnel has to decide beside the money; None where the clause names nothing.
    """

    breach: str
    name: Words
    who: Words
    least: Decimal
    most: Decimal
    per: Words
    clause: str
    consequence: Words | None = None


@dataclass(frozen=True, slots=True)
class Penalties:
    """stands_as: the rung on which a role off the ladder stands, so that somebody stands above it.

    call_back_days: working days after the result by the end of whose shift a call-back is in time.
    """

    mode: PenaltyMode
    penalties: tuple[Penalty, ...]
    stands_as: Mapping[Role, Role]
    call_back_days: int
    call_back_clause: str


def parse(data: Mapping[str, object], where: str) -> Penalties:
    """Read the topic; refuses a breach that stands twice.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        penalties = tuple(_penalty(row) for row in topic.rows("penalties"))
        if len({penalty.breach for penalty in penalties}) != len(penalties):
            raise topic.refuse(say("a breach stands twice; keep one row"))
        with topic.row("call_back_in_time") as call_back:
            days, clause = call_back.whole("working_days"), call_back.text("clause")
        return Penalties(topic.term("mode", PenaltyMode), penalties, _stands_as(topic), days, clause)


def _stands_as(topic: Row) -> Mapping[Role, Role]:
    stands_as = {row.term("role", Role): row.term("as", Role) for row in topic.rows("stands_as")}
    off_the_ladder = frozenset(Role) - frozenset(LADDER)
    if frozenset(stands_as) != off_the_ladder or not frozenset(stands_as.values()) <= frozenset(LADDER[:-1]):
        raise topic.refuse(say("stands_as must place every role off the ladder on a rung below its top"))
    return stands_as


def _penalty(row: Row) -> Penalty:
    least, most = row.amount("least"), row.amount("most")
    if least > most:
        raise row.refuse(say("least is more than most; exchange them"))
    return Penalty(
        row.text("breach"), row.words("name"), row.words("who"), least, most, row.words("per"), row.text("clause"),
        row.words("consequence") if row.has("consequence") else None,
    )  # fmt: skip

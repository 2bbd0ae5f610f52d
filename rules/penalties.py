"""What a breach costs, and whether a figure stands within it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rulebook.penalties import Penalties
from rulebook.words import Words
from terms.refusal import Refusal
from terms.text import Text, say

# Nobody is accused of more in one entry; a wrong key press is.
MOST_TIMES = 999


class UnknownBreach(Refusal):
    """The rulebook prices no such breach."""


class FigureMissing(Refusal):
    """A range asks for a figure and a reason."""


class OutOfRange(Refusal):
    """The figure lies outside what the clause allows."""


@dataclass(frozen=True, slots=True)
class Price:
    """What so many times of one breach cost, `least` to `most`; yuan, or points where the mode says so."""

    breach: str
    name: Words
    who: Words
    times: int
    least: Decimal
    most: Decimal
    per: Words
    clause: str
    consequence: Words | None

    @property
    def is_range(self) -> bool:
        """Whether a person has to name the figure."""
        return self.least != self.most

    @property
    def fixed(self) -> Decimal | None:
        """The amount, where the clause leaves no choice."""
        return None if self.is_range else self.least


def price(breach: str, penalties: Penalties, *, times: int = 1) -> Price:
    """What `times` of a breach cost: the figure of the clause for each time, place or item.

    Source: P06 七1-5; PK-01..12.
    :raises UnknownBreach, OutOfRange:
    """
    if not 1 <= times <= MOST_TIMES:
        sentence = say("Say how often: 1 to %(most)s.", most=MOST_TIMES)
        raise OutOfRange(sentence, fields=(("times", sentence),))
    row = next((one for one in penalties.penalties if one.breach == breach), None)
    if row is None:
        raise UnknownBreach(say("The rulebook sets no penalty for %(breach)s.", breach=breach))
    return Price(
        breach, row.name, row.who, times, row.least * times, row.most * times, row.per, row.clause, row.consequence
    )


def figure(found: Price, amount: Decimal | None, reason: str) -> Decimal:
    """The amount of an entry: the clause's own, or a person's figure within its range, with the reason.

    Source: P06 七5; PK-10.
    :raises FigureMissing, OutOfRange:
    """
    if found.fixed is not None:
        _demand(amount is None or amount == found.fixed, found)
        return found.fixed
    if amount is None or not reason.strip():
        sentence = say("The clause leaves a range: name a figure and the reason.")
        raise FigureMissing(sentence, clause=found.clause, fields=tuple(_lacking(amount, reason)))
    _demand(found.least <= amount <= found.most, found)
    return amount


def lowered(found: Price, amount: Decimal, *, was: Decimal) -> Decimal:
    """A lower figure after an appeal: less than it was, never under what the clause asks for one time.

    :raises OutOfRange: also where the clause leaves nothing lower; it is then upheld or struck out.
    """
    least = found.least / found.times
    if least <= amount < was:
        return amount
    sentence = (
        say("Lower it to %(least)s or more, and less than %(was)s.", least=least, was=was)
        if least < was
        else say("The clause allows nothing lower: uphold it or strike it out.")
    )
    raise OutOfRange(sentence, clause=found.clause, fields=(("amount", sentence),))


def _lacking(amount: Decimal | None, reason: str) -> list[tuple[str, Text]]:
    needed = say("This is needed.")
    lacks = [] if amount is not None else [("amount", needed)]
    return lacks if reason.strip() else [*lacks, ("reason", needed)]


def _demand(fits: bool, found: Price) -> None:  # noqa: FBT001  the question itself
    if not fits:
        raise _out_of_range(found, found.least)


def _out_of_range(found: Price, least: Decimal) -> OutOfRange:
    sentence = (
        say("The clause allows %(least)s to %(most)s.", least=least, most=found.most)
        if least != found.most
        else say("The clause sets %(amount)s; nothing else.", amount=least)
    )
    return OutOfRange(sentence, clause=found.clause, fields=(("amount", sentence),))

"""What may be taken from a wage, and what a mode does with an amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from rulebook.labour import WageLaw
from terms.limits import PenaltyMode
from terms.text import Text, say

FEN = Decimal("0.01")
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken for a month and what is not; why says what limited it, notice what the law says."""

    owed: Decimal
    taken: Decimal
    why: tuple[Text, ...]
    notice: tuple[Text, ...]

    @property
    def rest(self) -> Decimal:
        return self.owed - self.taken


def deduction(
    owed: Decimal, *, mode: PenaltyMode, law: WageLaw, wage: Decimal | None = None, minimum: Decimal | None = None
) -> Deduction:
    """What a month's penalties take: all of it as points or from a bonus; of a wage no more than the law leaves.

    owed, wage, minimum: yuan; wage None where personnel entered none, and nothing is then taken.
    The cap is rounded down to the fen; exactly the cap may be taken.

    Source: decision 14; the law named in `law.citation`.
    """
    if mode is not PenaltyMode.MONEY:
        return Deduction(owed, owed, (), ())
    if wage is None:
        return Deduction(
            owed, Decimal("0.00"), (say("No wage is entered for the month: nothing is deducted."),), legal_notice(law)
        )
    cap = (wage * law.percent / HUNDRED).quantize(FEN, ROUND_DOWN)
    left = max(Decimal("0.00"), wage - minimum) if minimum is not None else owed
    taken = min(owed, cap, left)
    return Deduction(owed, taken, tuple(_why(owed, cap, left, law)), legal_notice(law))


def _why(owed: Decimal, cap: Decimal, left: Decimal, law: WageLaw) -> list[Text]:
    share = say(
        "At most %(percent)s %% of the month's wage: %(amount)s (%(citation)s).",
        percent=law.percent, amount=cap, citation=law.citation,
    )  # fmt: skip
    minimum = say("The minimum wage must be left: at most %(amount)s.", amount=left)
    return [text for text, limit in ((share, cap), (minimum, left)) if owed > limit]


def legal_notice(law: WageLaw) -> tuple[Text, ...]:
    """What a company must know before it takes money from a wage, each with its citation and how sure it is."""
    rows = [(law.rule, law.citation, law.how_sure), *((one.text, one.citation, one.how_sure) for one in law.notices)]
    return tuple(
        say("%(text)s: %(citation)s (%(how_sure)s)", text=text, citation=citation, how_sure=sure)
        for text, citation, sure in rows
    )

"""The lines of a proposal: what is taken back and what is given, checked before the ladder is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models import Complaint, Product
from rules.authority import multiple
from terms.complaint import Remedy
from terms.refusal import Refusal
from terms.text import Text, say
from terms.trade import Unit

IN_MONEY = frozenset({Remedy.REFUND, Remedy.CASH})
IN_GOODS = frozenset({Remedy.EXCHANGE, Remedy.REPLACEMENT})
# More than any complaint holds: what is beyond is a slip of the finger, and no column could keep it.
MOST_UNITS = 1_000_000
MOST_YUAN = Decimal(100_000_000)

Products = dict[int, Product]


class IncompleteLine(Refusal):
    """A line does not say what is given, or says what its remedy does not give; `fields` names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLine:
    """One line as typed: quantities in `unit`, cash in yuan."""

    remedy: Remedy
    product_id: int | None = None
    exchanged_quantity: int = 0
    compensated_quantity: int = 0
    unit: Unit = Unit.BOTTLE
    cash: Decimal = Decimal(0)
    note: str = ""

    @property
    def in_goods(self) -> bool:
        return self.remedy in IN_GOODS

    @property
    def in_money(self) -> bool:
        return self.remedy in IN_MONEY


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is given and why. other_variety, gifts_returned: what the return rules ask of a dealer."""

    lines: tuple[ProposedLine, ...]
    reason: str
    other_variety: bool = False
    gifts_returned: bool | None = None

    @property
    def goods(self) -> tuple[ProposedLine, ...]:
        return tuple(line for line in self.lines if line.in_goods)

    @property
    def in_cash(self) -> bool:
        return any(line.cash > 0 for line in self.lines)


def check_lines(case: Complaint, proposal: Proposal, products: Products) -> None:
    """Refuse lines that are not complete, and more taken back than was complained of: it would lower the multiple.

    Source: decision 3.
    :raises IncompleteLine: naming each line.
    """
    faults = [(f"lines-{n}", fault) for n, line in enumerate(proposal.lines) if (fault := _fault(line))]
    if not proposal.lines:
        faults = [("lines", say("Say what is given: at least one line."))]
    if not faults and bottles_back(proposal.goods, products) > case.bottles:
        text = say("At most what was complained of is taken back: %(bottles)s bottles.", bottles=case.bottles)
        faults = [(f"lines-{n}", text) for n, line in enumerate(proposal.lines) if line.in_goods]
    if faults:
        raise IncompleteLine(say("The settlement is not complete."), fields=tuple(faults))


def multiples(proposal: Proposal, products: Products) -> list[Fraction]:
    """The multiple of each product: all its lines together, in bottles (decision 3)."""
    by_product: dict[int | None, list[ProposedLine]] = {}
    for line in proposal.goods:
        by_product.setdefault(line.product_id, []).append(line)
    return [multiple(bottles_back(lines, products), bottles_given(lines, products)) for lines in by_product.values()]


def bottles_back(lines: Iterable[ProposedLine], products: Products) -> int:
    """The bottles taken back."""
    return sum(line.exchanged_quantity * _bottles_per_unit(line, products) for line in lines)


def bottles_given(lines: Iterable[ProposedLine], products: Products) -> int:
    """The bottles given for them."""
    return sum(line.compensated_quantity * _bottles_per_unit(line, products) for line in lines)


def _bottles_per_unit(line: ProposedLine, products: Products) -> int:
    return products[line.product_id].units_per_case if line.product_id and line.unit is Unit.CASE else 1


def _fault(line: ProposedLine) -> Text | None:
    return _out_of_range(line) or _beside_the_remedy(line) or (_fault_of_goods(line) if line.in_goods else None)


def _out_of_range(line: ProposedLine) -> Text | None:
    quantities = (line.exchanged_quantity, line.compensated_quantity)
    if not all(0 <= quantity <= MOST_UNITS for quantity in quantities):
        return say("A quantity lies between 0 and %(most)s.", most=MOST_UNITS)
    if not line.cash.is_finite() or not 0 <= line.cash <= MOST_YUAN or line.cash != round(line.cash, 2):
        return say("An amount is in yuan and fen, not negative.")
    return None


def _beside_the_remedy(line: ProposedLine) -> Text | None:
    """Goods or money under a remedy that gives none would pass by the ladder."""
    if not line.in_goods and line.compensated_quantity:
        return say("%(remedy)s gives no goods; enter them as a line of their own.", remedy=line.remedy)
    if not line.in_money and line.cash:
        return say("%(remedy)s gives no money; enter it as a line of its own.", remedy=line.remedy)
    if line.in_money and not line.cash:
        return say("%(remedy)s needs an amount.", remedy=line.remedy)
    return None


def _fault_of_goods(line: ProposedLine) -> Text | None:
    if line.product_id is None or not line.exchanged_quantity:
        return say("%(remedy)s needs a product and the quantity taken back.", remedy=line.remedy)
    if not line.compensated_quantity:
        return say("%(remedy)s needs the quantity given.", remedy=line.remedy)
    if line.remedy is Remedy.EXCHANGE and line.compensated_quantity > line.exchanged_quantity:
        return say("An exchange gives no more than is taken back; use replacement by a multiple.")
    return None

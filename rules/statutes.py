"""The statutory floor beside the company's rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rulebook.law import Statutes, StatutoryFloor
from terms.text import Text, say
from terms.trade import CustomerKind, Fault


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor that may apply: its key, figure and citation as sentences."""

    floor: str
    figure: Text
    citation: Text
    statute: StatutoryFloor


def floors(
    *, customer: CustomerKind, fault: Fault, on: date, statutes: Statutes, purchased_on: date | None = None
) -> tuple[Floor, ...]:
    """The floors that may apply to a customer with a fault on a day.

    purchased_on: None where unknown; a floor with a term is then shown, because it may still run. The last day of
    the term counts as within it.

    Source: decision 10; law and standards table.
    """
    found = [one for one in statutes if customer in one.applies_to and fault in one.faults]
    return tuple(_floor(one) for one in found if _in_force(one, on) and _in_term(one, on, purchased_on))


def least_owed(statute: StatutoryFloor, *, price: Decimal, loss: Decimal = Decimal(0)) -> Decimal:
    """The least amount in yuan that the article gives for a price paid and a loss suffered."""
    return max(statute.minimum, price * statute.price_multiple, loss * statute.loss_multiple)


def warnings(
    found: tuple[Floor, ...], *, given: Decimal, price: Decimal, loss: Decimal = Decimal(0)
) -> tuple[Text, ...]:
    """One sentence for every floor that gives more than the company does; `given` is its value in yuan."""
    owed = [(floor, least_owed(floor.statute, price=price, loss=loss)) for floor in found]
    return tuple(
        say(
            "The law may give more: %(amount)s yuan (%(citation)s, %(name)s).",
            amount=amount, citation=floor.statute.citation, name=floor.statute.name,
        )
        for floor, amount in owed
        if amount > given
    )  # fmt: skip


def _floor(statute: StatutoryFloor) -> Floor:
    figure = say("%(name)s: %(figure)s", name=statute.name, figure=statute.figure)
    citation = say("%(citation)s (%(how_sure)s)", citation=statute.citation, how_sure=statute.how_sure)
    return Floor(statute.floor, figure, citation, statute)


def _in_force(statute: StatutoryFloor, on: date) -> bool:
    return on >= statute.in_force_from


def _in_term(statute: StatutoryFloor, on: date, purchased_on: date | None) -> bool:
    return not statute.days or purchased_on is None or on <= purchased_on + timedelta(days=statute.days)

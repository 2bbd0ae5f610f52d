"""Statutory floors: what the law gives whatever a company's rule says; data in `statutes/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.trade import CustomerKind, Fault


@dataclass(frozen=True, slots=True)
class StatutoryFloor:
    """One floor of one article, in force from a date.

    price_multiple, loss_multiple: how many times the price paid or the loss suffered; 0 where the article names none.
    minimum: yuan; 0 where none. days: the term of a right to return, from purchase; 0 where none.
    how_sure: where the figure was read; statutes are not quoted from the official gazette here.
    """

    floor: str
    applies_to: frozenset[CustomerKind]
    faults: frozenset[Fault]
    in_force_from: date
    price_multiple: int
    loss_multiple: int
    minimum: Decimal
    days: int
    name: Words
    figure: Words
    citation: Words
    how_sure: Words


Statutes = tuple[StatutoryFloor, ...]


def parse(data: Mapping[str, object], where: str) -> Statutes:
    """Read one law.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        return tuple(_floor(row) for row in topic.rows("floors"))


def _floor(row: Row) -> StatutoryFloor:
    return StatutoryFloor(
        floor=row.text("floor"),
        applies_to=frozenset(row.terms("applies_to", CustomerKind)),
        faults=frozenset(row.terms("faults", Fault)),
        in_force_from=row.day("in_force_from"),
        price_multiple=row.whole("price_multiple") if row.has("price_multiple") else 0,
        loss_multiple=row.whole("loss_multiple") if row.has("loss_multiple") else 0,
        minimum=row.amount("minimum") if row.has("minimum") else Decimal(0),
        days=row.whole("days") if row.has("days") else 0,
        name=row.words("name"),
        figure=row.words("figure"),
        citation=row.words("citation"),
        how_sure=row.words("how_sure"),
    )

"""A month's summary as plain figures: what a department signs and the company adds up.

A case counts in the month it was registered; goods and money count in the month they were carried out, so that each
settlement is in exactly one month and one department. A signed summary is kept as JSON and read back the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from terms.month import Loose, ReplenishmentGround


@dataclass(frozen=True, slots=True)
class Amounts:
    """Cases, bottles taken back, bottles given, yuan paid."""

    cases: int = 0
    exchanged: int = 0
    compensated: int = 0
    cash: Decimal = Decimal(0)

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.cases + other.cases,
            self.exchanged + other.exchanged,
            self.compensated + other.compensated,
            self.cash + other.cash,
        )


@dataclass(frozen=True, slots=True, order=True)
class GoodsKey:
    """One product and batch, as they were called when the summary was made; '' for none."""

    product: str
    batch: str


@dataclass(frozen=True, slots=True, order=True)
class LooseEnd:
    """One case that is not in order, and who it waits for."""

    kind: Loose
    complaint_id: int
    number: str
    who: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What one distributor gave out and is to be replenished; bottles and yuan."""

    distributor_id: int
    distributor: str
    bottles: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Due:
    """One line to be replenished, as it stood when it was signed; price in yuan per bottle.

    settlement_line: what the distributor gave out; None for a quarter's glass.
    """

    distributor_id: int
    product_id: int
    bottles: int
    price: Decimal
    ground: ReplenishmentGround
    clause: str
    settlement_line: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Credited:
    """One distributor's glass quarter, in bottles, as it is credited with the month; quarter: its first day."""

    distributor_id: int
    quarter: date
    base: int
    accrued: int
    used: int
    clause: str

    @property
    def rest(self) -> int:
        return max(0, self.accrued - self.used)


@dataclass(frozen=True, slots=True)
class Money:
    """Penalties confirmed (how many, their sum) and still open; rewards; what the cases cost, by kind.

    told: whether the reader is told the penalties; nothing is shown in place of those that are not for the reader.
    """

    penalties: int = 0
    penalty_sum: Decimal = Decimal(0)
    penalties_open: int = 0
    reward_sum: Decimal = Decimal(0)
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    told: bool = True

    @property
    def cost(self) -> Decimal:
        """What the cases cost in all."""
        return sum(self.costs.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one month, of a department or of the company.

    lines: by product and batch. causes: cases by who answers for the cause ('' while nobody found it). faults: cases by
    fault. bands: settlements carried out (`cases`) by the role that decided them. due, credited: what the lock lists
    and credits, the quarter's glass with the company's.
    """

    lines: Mapping[GoodsKey, Amounts] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, Amounts] = field(default_factory=dict)
    loose: tuple[LooseEnd, ...] = ()
    owed: tuple[Owed, ...] = ()
    due: tuple[Due, ...] = ()
    credited: tuple[Credited, ...] = ()
    money: Money = Money()

    @property
    def total(self) -> Amounts:
        return sum(self.lines.values(), Amounts())

    def count(self, kind: Loose) -> int:
        return sum(one.kind is kind for one in self.loose)

    @property
    def worst(self) -> list[tuple[GoodsKey, Amounts]]:
        """The lines with the most cases first, then the most goods given; cases about no product come last."""
        return sorted(
            self.lines.items(), key=lambda line: (not line[0].product, -line[1].cases, -line[1].compensated, line[0])
        )

    @property
    def late_people(self) -> list[tuple[str, int]]:
        """Who answers for the late cases and for how many, the most first."""
        counted = Counter(one.who for one in self.loose if one.kind is Loose.LATE)
        return sorted(counted.items(), key=lambda person: (-person[1], person[0]))

    @property
    def owed_bottles(self) -> int:
        return sum(one.bottles for one in self.owed)


def without_penalties(summary: Summary) -> Summary:
    """The summary for a reader whom the penalties do not concern."""
    return replace(summary, money=Money(costs=summary.money.costs, told=False))


def consolidated(parts: Iterable[Summary]) -> Summary:
    """The company's summary: the sum of its departments', nothing left out, nothing twice.

    Source: P06 五(6); LG-02.
    """
    all_parts = tuple(parts)
    return Summary(
        lines=_added((part.lines for part in all_parts), Amounts()),
        causes=_added((part.causes for part in all_parts), 0),
        faults=_added((part.faults for part in all_parts), 0),
        bands=_added((part.bands for part in all_parts), Amounts()),
        loose=tuple(sorted(one for part in all_parts for one in part.loose)),
        owed=_owed_together(one for part in all_parts for one in part.owed),
        due=tuple(sorted((one for part in all_parts for one in part.due), key=_in_order)),
        credited=tuple(sorted(one for part in all_parts for one in part.credited)),
        money=_money_together(part.money for part in all_parts),
    )


def _in_order(due: Due) -> tuple[Any, ...]:
    """As a list names them: by distributor and product, glass at the end."""
    glass = due.settlement_line is None
    told = (due.bottles, due.price, due.ground.value, due.clause)
    return (due.distributor_id, glass, due.product_id, due.settlement_line or 0, *told)


def _added(tables: Iterable[Mapping[Any, Any]], nothing: Any) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for table in tables:
        for key, value in table.items():
            result[key] = result.get(key, nothing) + value
    return dict(sorted(result.items()))


def _owed_together(parts: Iterable[Owed]) -> tuple[Owed, ...]:
    """One row a distributor: goods given for cases of two departments come on one list."""
    ordered = sorted(parts, key=lambda one: one.distributor_id)
    groups = [list(group) for _id, group in groupby(ordered, key=lambda one: one.distributor_id)]
    return tuple(
        Owed(
            group[0].distributor_id,
            group[0].distributor,
            sum(one.bottles for one in group),
            sum((one.amount for one in group), Decimal(0)),
        )
        for group in groups
    )


def _money_together(parts: Iterable[Money]) -> Money:
    all_parts = tuple(parts)
    return Money(
        sum(one.penalties for one in all_parts),
        sum((one.penalty_sum for one in all_parts), Decimal(0)),
        sum(one.penalties_open for one in all_parts),
        sum((one.reward_sum for one in all_parts), Decimal(0)),
        _added((one.costs for one in all_parts), Decimal(0)),
    )


# --- as JSON: exact amounts are text ------------------------------------------------------------------------------


def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as it is kept."""
    return {
        "lines": [[key.product, key.batch, *_amounts(value)] for key, value in summary.lines.items()],
        "causes": dict(summary.causes),
        "faults": dict(summary.faults),
        "bands": [[key, *_amounts(value)] for key, value in summary.bands.items()],
        "loose": [[one.kind.value, one.complaint_id, one.number, one.who] for one in summary.loose],
        "owed": [[one.distributor_id, one.distributor, one.bottles, str(one.amount)] for one in summary.owed],
        "due": [
            [
                one.distributor_id,
                one.product_id,
                one.bottles,
                str(one.price),
                one.ground.value,
                one.clause,
                one.settlement_line,
            ]
            for one in summary.due
        ],
        "credited": [
            [one.distributor_id, one.quarter.isoformat(), one.base, one.accrued, one.used, one.clause]
            for one in summary.credited
        ],
        "money": {
            "penalties": summary.money.penalties,
            "penalty_sum": str(summary.money.penalty_sum),
            "penalties_open": summary.money.penalties_open,
            "reward_sum": str(summary.money.reward_sum),
            "costs": {kind: str(amount) for kind, amount in summary.money.costs.items()},
        },
    }


def from_json(kept: Mapping[str, Any]) -> Summary:
    """The summary that was kept."""
    money = kept["money"]
    return Summary(
        lines={GoodsKey(product, batch): _read(rest) for product, batch, *rest in kept["lines"]},
        causes=dict(kept["causes"]),
        faults=dict(kept["faults"]),
        bands={key: _read(rest) for key, *rest in kept["bands"]},
        loose=tuple(LooseEnd(Loose(kind), *rest) for kind, *rest in kept["loose"]),
        owed=tuple(Owed(key, name, bottles, Decimal(amount)) for key, name, bottles, amount in kept["owed"]),
        due=tuple(
            Due(to, product, bottles, Decimal(price), ReplenishmentGround(ground), *rest)
            for to, product, bottles, price, ground, *rest in kept["due"]
        ),
        credited=tuple(Credited(key, date.fromisoformat(quarter), *rest) for key, quarter, *rest in kept["credited"]),
        money=Money(
            money["penalties"],
            Decimal(money["penalty_sum"]),
            money["penalties_open"],
            Decimal(money["reward_sum"]),
            {kind: Decimal(amount) for kind, amount in money["costs"].items()},
        ),
    )


def _amounts(value: Amounts) -> list[Any]:
    return [value.cases, value.exchanged, value.compensated, str(value.cash)]


def _read(kept: list[Any]) -> Amounts:
    return Amounts(kept[0], kept[1], kept[2], Decimal(kept[3]))

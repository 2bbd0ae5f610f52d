"""Which packs are in force in one company, for which of its cases, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.row import Row, reading
from terms.text import say
from terms.trade import CustomerKind


@dataclass(frozen=True, slots=True)
class InForce:
    """One pack and whom it holds for. An empty set leaves its side open; names as the company writes them.

    until: the first day it no longer holds; None for a pack without an end.
    """

    pack: str
    since: date
    until: date | None
    departments: frozenset[str]
    branches: frozenset[str]
    product_lines: frozenset[str]
    customers: frozenset[CustomerKind]

    @property
    def sides(self) -> tuple[frozenset[str], ...]:
        return (self.departments, self.branches, self.product_lines, frozenset(self.customers))

    @property
    def named(self) -> int:
        """How many sides the row names: the more, the closer it fits."""
        return sum(bool(side) for side in self.sides)


def parse(data: Mapping[str, object], where: str) -> tuple[InForce, ...]:
    """Read the rows; refuses two that fit one case equally well, and cases that no row fits.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        rows = tuple(_row(row) for row in topic.rows("in_force"))
        for number, one in enumerate(rows, start=1):
            for other in rows[number:]:
                if one.named == other.named and _meet(one, other):
                    raise topic.refuse(
                        say("in_force row %(number)s (%(pack)s) and %(other)s fit the same cases; name more",
                            number=number, pack=one.pack, other=other.pack)
                    )  # fmt: skip
        if not any(not row.named and row.until is None for row in rows):
            raise topic.refuse(say("no pack holds for every case; add a row that names nobody"))
        return rows


def _row(row: Row) -> InForce:
    found = InForce(
        pack=row.text("pack"),
        since=row.day("since"),
        until=row.day("until") if row.has("until") else None,
        departments=_names(row, "departments"),
        branches=_names(row, "branches"),
        product_lines=_names(row, "product_lines"),
        customers=row.some("customers", CustomerKind),
    )
    if found.until is not None and found.until <= found.since:
        raise row.refuse(say("until must be later than since"))
    return found


def _names(row: Row, key: str) -> frozenset[str]:
    return frozenset(row.texts(key)) if row.has(key) else frozenset()


def _meet(one: InForce, other: InForce) -> bool:
    """Whether some case on some day fits both."""
    in_time = (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)
    return in_time and all(
        not ours or not theirs or ours & theirs for ours, theirs in zip(one.sides, other.sides, strict=True)
    )

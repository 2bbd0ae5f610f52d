"""The figures of many cases judged twice: sums that can be added up block by block and kept as JSON.

A figure is a pair [before, after]. Money is in fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rules.past_case import PastCase
from rules.replay import Outcome
from rules.replay_changes import Difference

FEN = 100
BEFORE, AFTER = 0, 1

Pair = list[int]


@dataclass
class Figures:
    """What so many cases come to.

    changes: by kind of change, how many cases show it. tables: by table and row, a pair of counts.
    """

    cases: int = 0
    changed: int = 0
    settlements: int = 0
    people_unknown: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    tables: dict[str, dict[str, Pair]] = field(default_factory=dict)

    def count(self, case: PastCase, before: Outcome, after: Outcome, found: Iterable[Difference]) -> None:
        """Add one case."""
        self.cases += 1
        self.settlements += len(case.settlements)
        self.people_unknown += any(not one.people_known for one in case.settlements)
        kinds = {one.change.value for one in found}
        self.changed += bool(kinds)
        for kind in sorted(kinds):
            self.changes[kind] = self.changes.get(kind, 0) + 1
        for side, outcome in ((BEFORE, before), (AFTER, after)):
            self._count(side, outcome)
        self._moved(before, after)

    def _count(self, side: int, outcome: Outcome) -> None:
        for ruling in outcome.rulings:
            self._rule(side, ruling.decision)
        for clock in outcome.clocks:
            self.add("clocks", clock.clock, side)
            if clock.late:
                self.add("late", clock.clock, side)
            if clock.late is None:
                self.add("unknown", clock.clock, side)
        for one in outcome.penalties:
            self.add("breaches", one.breach, side, one.times)
            self.add("least", one.breach, side, fen(one.least))
            self.add("most", one.breach, side, fen(one.most))
        for breach in outcome.unpriced:
            self.add("unpriced", breach, side)
        self.add("money", "given", side, fen(outcome.given))

    def _rule(self, side: int, decision: Any) -> None:
        if decision is None:
            self.add("decides", "", side)
            return
        self.add("decides", decision.decides, side)
        for role in (decision.decides, *decision.co_signers):
            self.add("signs", role, side)
        self.add("files", decision.file_at, side)
        if decision.needs_goods_received:
            self.add("goods_first", "", side)

    def _moved(self, before: Outcome, after: Outcome) -> None:
        """How many due times come earlier, how many later: kept as a pair."""
        due = {(one.clock, one.started_at): one.due_at for one in before.clocks}
        for one in after.clocks:
            was = due.get((one.clock, one.started_at), one.due_at)
            if was != one.due_at:
                self.add("moved", one.clock, BEFORE if one.due_at < was else AFTER)

    def add(self, table: str, row: str, side: int, amount: int = 1) -> None:
        pair = self.tables.setdefault(table, {}).setdefault(str(row), [0, 0])
        pair[side] += amount

    def merge(self, other: Figures) -> None:
        """Take the figures of another block in."""
        for name in ("cases", "changed", "settlements", "people_unknown"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, many in other.changes.items():
            self.changes[kind] = self.changes.get(kind, 0) + many
        for table, rows in other.tables.items():
            for row, (before, after) in rows.items():
                self.add(table, row, BEFORE, before)
                self.add(table, row, AFTER, after)

    def pair(self, table: str, row: str) -> tuple[int, int]:
        """One figure; zeros where nothing was counted."""
        before, after = self.tables.get(table, {}).get(str(row), (0, 0))
        return before, after

    def total(self, table: str) -> tuple[int, int]:
        rows = self.tables.get(table, {}).values()
        return sum(before for before, _after in rows), sum(after for _before, after in rows)

    def as_json(self) -> dict[str, Any]:
        return {
            "cases": self.cases, "changed": self.changed, "settlements": self.settlements,
            "people_unknown": self.people_unknown, "changes": dict(self.changes),
            "tables": {table: dict(rows) for table, rows in self.tables.items()},
        }  # fmt: skip


def figures_of(kept: Mapping[str, Any]) -> Figures:
    """Figures as they were kept; none where nothing is."""
    return Figures(**kept) if kept else Figures()


def fen(yuan: Decimal) -> int:
    return int(yuan * FEN)

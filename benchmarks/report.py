"""The figures as a table to be read: ratios first, for milliseconds belong to one machine."""

from __future__ import annotations

from dataclasses import dataclass, replace

HEAD = (
    "| operation | ours / peer | asked for | ours / floor | ours ms | of it database | peer ms | floor ms | statements "
    "| KB | |"
)
RULE = "|---|---|---|---|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Line:
    """One operation. ms: medians by application; most: the ratio to the peer that must not be exceeded."""

    name: str
    ms: dict[str, float]
    database_ms: float
    statements: int
    kilobytes: float
    most: float | None = None
    note: str = ""

    def ratio(self, other: str) -> float | None:
        return self.ms["product"] / self.ms[other] if other in self.ms else None

    def with_note(self, note: str) -> Line:
        return replace(self, note=f"{self.note} {note}".strip())

    @property
    def verdict(self) -> str:
        ratio = self.ratio("stock")
        missed = self.most is not None and ratio is not None and ratio > self.most
        return " ".join(part for part in ("MISSED" if missed else "", self.note) if part)

    def cells(self) -> list[str]:
        return [
            self.name, number(self.ratio("stock"), 2), number(self.most, 2), number(self.ratio("floor"), 1),
            number(self.ms["product"], 1), number(self.database_ms, 1), number(self.ms.get("stock"), 1),
            number(self.ms.get("floor"), 1), str(self.statements), number(self.kilobytes, 0), self.verdict,
        ]  # fmt: skip


def number(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:,.{places}f}"


def show(engine: str, complaints: int, lines: list[Line]) -> str:
    rows = [f"| {' | '.join(line.cells())} |" for line in lines]
    return "\n".join([f"\n### {engine}, {complaints:,} complaints\n", HEAD, RULE, *rows, ""])

"""One row of a file as typed values, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange.columns import Kind
from exchange.typed import NotSo
from terms.text import Text, say


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken. column: '' where the row as a whole is meant."""

    column: str
    text: Text
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: typed values by column, other entries still by their codes. blank: columns left empty."""

    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    blank: frozenset[str] = frozenset()


def said(kind: Kind, names: Sequence[str], cells: Sequence[str]) -> Said:
    """The values of the columns that people fill in; what the system gives is passed over."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, cell in zip(names, cells, strict=True):
        column = kind.by_name[name]
        if column.given:
            continue
        try:
            values[name] = column.read(cell)
        except NotSo as problem:
            faults.append(Fault(name, problem.text))
    blank = frozenset(name for name, cell in zip(names, cells, strict=True) if not cell.strip())
    return Said(values, faults, blank)


def lacking(kind: Kind, values: dict[str, Any], *, is_new: bool) -> list[Fault]:
    """What an entry cannot do without: of a new one every such column, of another those that the file has."""
    needed = [column for column in kind.entered if column.required and (is_new or column.name in values)]
    return [
        Fault(column.name, say("This is needed."))
        for column in needed
        if values.get(column.name) in (None, "", frozenset())
    ]


class Doubles:
    """Which rows of one file say the same thing twice: the same key, or what no two entries may share."""

    def __init__(self, kind: Kind) -> None:
        self._sets = tuple(names for names in ((kind.key,), *kind.once) if all(names))
        self._beside = kind.beside
        self._key = kind.key
        self._first: dict[tuple[Any, ...], int] = {}

    def faults(self, number: int, values: dict[str, Any]) -> list[Fault]:
        """The faults of a row as it follows on those before it."""
        return [
            Fault(names[-1], say("Row %(row)s says the same here.", row=before))
            for names in self._told_apart(values)
            if (before := self._before(names, number, values)) is not None
        ]

    def _told_apart(self, values: dict[str, Any]) -> Iterable[tuple[str, ...]]:
        full = [names for names in self._sets if all(values.get(name) not in (None, "") for name in names)]
        # Rows without a key are one entry when they are alike in everything else.
        return full if values.get(self._key) or not self._beside else [*full, self._beside]

    def _before(self, names: tuple[str, ...], number: int, values: dict[str, Any]) -> int | None:
        first = self._first.setdefault((names, *(values.get(name) for name in names)), number)
        return None if first == number else first

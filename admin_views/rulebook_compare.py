"""Two issues of the rulebook side by side: the same tables, and in them the lines that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from admin_views.rulebook_tables import Line, Part, Topic
from rulebook import Book
from terms.rulebook import Change

NO_PLACE = ""


@dataclass(frozen=True)
class Pair:
    """One line in both; None where one of them does not have it."""

    change: Change
    before: Line | None
    after: Line | None

    @property
    def shown(self) -> Line:
        """The line that there is, the later one first."""
        return self.after or self.before or Line(())


@dataclass(frozen=True)
class Compared:
    """What differs in one table."""

    title: str
    labels: Sequence[str]
    pairs: Sequence[Pair]


def compared(topic: Topic, before: Book, after: Book) -> list[Compared]:
    """The tables of a topic that differ, each with its differing lines only."""
    old, new = ({part.title: part for part in topic.parts(book)} for book in (before, after))
    found = [_table(part, old.get(title), new.get(title)) for title, part in {**old, **new}.items()]
    return [one for one in found if one.pairs]


def _table(part: Part, old: Part | None, new: Part | None) -> Compared:
    before, after = _by_place(old), _by_place(new)
    before |= {now: before.pop(then) for then, now in _moved(before, after)}
    pairs = [pair for place in {**after, **before} for pair in _pairs(before.get(place, []), after.get(place, []))]
    return Compared(part.title, part.labels, pairs)


def _by_place(part: Part | None) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in part.lines if part else ():
        if line.place != NO_PLACE:
            found.setdefault(line.place, []).append(line)
    return found


def _moved(before: Mapping[str, object], after: Mapping[str, object]) -> list[tuple[str, str]]:
    """Rungs and levels whose own figure changed: 5 times made 4 is one rung changed, not one gone and one come."""
    gone, come = ([place for place in one if place not in other] for one, other in ((before, after), (after, before)))
    numbered = [[place for place in places if place.rpartition(".")[2].isdigit()] for places in (gone, come)]
    return list(zip(*numbered, strict=True)) if len(numbered[0]) == len(numbered[1]) else []


def _pairs(before: list[Line], after: list[Line]) -> list[Pair]:
    """The lines of one place in both, in their order; those alike are left out."""
    if len(before) != len(after) and before and after:
        gone = [Pair(Change.DROPPED, line, None) for line in before if line not in after]
        return [*gone, *(Pair(Change.ADDED, None, line) for line in after if line not in before)]
    return [Pair(_change(old, new), old, new) for old, new in zip_longest(before, after) if old != new]


def _change(old: Line | None, new: Line | None) -> Change:
    return Change.ADDED if old is None else Change.DROPPED if new is None else Change.CHANGED

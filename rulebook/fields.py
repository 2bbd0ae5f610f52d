"""What the forms of a rulebook are made of: every topic's fields, as the typed readers themselves ask for them.

Nothing describes the data a second time. Whatever the readers ask while they read every shipped pack, and every profile
on top of one, is what a form shows: the name, of which kind, out of which words, and whether it may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rulebook import files, pack
from rulebook.issue import READERS
from rulebook.layers import ROW_KEYS, SOURCE
from rulebook.probe import Reader, probe
from rulebook.witness import Asked, Kind, Path, Witness, witnessing
from terms.term import Term

__all__ = ["TOPICS", "Field", "Kind", "field_at", "reader_of", "schema"]

# What a pack says about where it stands among others; nobody edits it in a form.
FIXED: Mapping[str, tuple[str, ...]] = {
    "pack": ("documents", "effective_from", "builds_on", "adopts", "abstract", "without"),
}

# The topics of an issue that a form can change, in the order people read them.
TOPICS = (
    "intake", "flow", "classes", "time_limits", "authority", "returns", "bearing", "notices", "execution", "callback",
    "corrective", "penalties", "incentives", "scorecard", "month_close", "papers", "supervision", "training",
    "reports", "publicity", "pack",
)  # fmt: skip

Seen = Mapping[Path, list[tuple[Path, Asked, bool]]]


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a topic; a table or a list of rows has `fields` of its own.

    words: what a term is chosen from. optional: it may be left out. key: the rows of its list are told apart by it.
    """

    name: str
    kind: Kind
    words: tuple[Term, ...] = ()
    optional: bool = False
    key: bool = False
    fields: tuple[Field, ...] = ()

    def named(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


@cache
def schema() -> Mapping[str, Field]:
    """Every topic a form can change, as a table, in the order of the readers. `clauses` are the issue's own."""
    packs = [files.whole(one).topics for one in (*files.packs(), *(f"ground+{one}" for one in files.profiles()))]
    return {topic: _topic(topic, [one[topic] for one in packs if topic in one]) for topic in TOPICS}


def field_at(path: Path) -> Field | None:
    """The field of this path, ("authority", "ladder", "within"); None where there is none."""
    found = schema().get(path[0])
    for name in path[1:]:
        found = found.named(name) if found else None
    return found


def reader_of(topic: str) -> Reader:
    """What reads a topic and refuses what is wrong in it."""
    return READERS[topic] if topic != "pack" else lambda data, where: pack.parse(data, where, key="")


def _topic(topic: str, said: list[Mapping[str, Any]]) -> Field:
    read = reader_of(topic)
    with witnessing() as seen:
        for data in said:
            read(data, topic)
    for path in [path for path, asked in seen.asked.items() if asked.kind is None]:
        _ask_for(path, topic, read, said, seen)
    fixed = FIXED.get(topic, ())
    fields = tuple(one for one in _fields((topic,), _below(seen)) if one.name not in fixed)
    return Field(topic, Kind.TABLE, fields=fields)


def _ask_for(path: Path, topic: str, read: Reader, said: list[Mapping[str, Any]], seen: Witness) -> None:
    """What stands at a place that no shipped pack fills."""
    for data in said:
        found = probe(topic, read, data, path)
        if found:
            found[path].optional = True
            seen.asked |= found
            return


def _below(seen: Witness) -> Seen:
    """By the path of a table, what was asked in it, and whether it was read in every such table."""
    found: dict[Path, list[tuple[Path, Asked, bool]]] = {}
    for path, asked in seen.asked.items():
        always = asked.times == max(1, seen.opened[path[:-1]])
        found.setdefault(path[:-1], []).append((path, asked, always))
    return found


def _fields(path: Path, below: Seen) -> Iterator[Field]:
    """The fields of a table: its key first, where it comes from last."""
    key = ROW_KEYS.get((path[0], path[1])) if len(path) == 2 else None  # noqa: PLR2004  topic and list
    asked = [one for one in below.get(path, []) if one[1].kind is not None]
    for at, one, always in sorted(asked, key=lambda each: (each[0][-1] != key, each[0][-1] in SOURCE)):
        assert one.kind is not None
        nested = one.kind in {Kind.TABLE, Kind.ROWS}
        yield Field(
            name=at[-1],
            kind=one.kind,
            words=one.words,
            optional=one.optional or not always,
            key=at[-1] == key,
            fields=tuple(_fields(at, below)) if nested else (),
        )

"""What the typed readers ask of the data, noted while they read: the only description of the data there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

from terms.term import Term

Path = tuple[str, ...]


class Kind(StrEnum):
    """What a reader takes a value for."""

    WHOLE = "whole"
    AMOUNT = "amount"
    TEXT = "text"
    FLAG = "flag"
    TIME = "time"
    DAY = "day"
    TERM = "term"
    TERMS = "terms"
    TEXTS = "texts"
    WORDS = "words"
    TABLE = "table"
    ROWS = "rows"


@dataclass(slots=True)
class Asked:
    """What was asked under one path. optional: whether it is there was asked; times: how often it was read."""

    kind: Kind | None = None
    words: tuple[Term, ...] = ()
    optional: bool = False
    times: int = 0


@dataclass(slots=True)
class Witness:
    """asked: in the order the readers asked. opened: how many tables were read at a path."""

    asked: dict[Path, Asked] = field(default_factory=dict)
    opened: Counter[Path] = field(default_factory=Counter)


_witness: ContextVar[Witness | None] = ContextVar("witness", default=None)


@contextmanager
def witnessing() -> Iterator[Witness]:
    """Note whatever is read inside."""
    found = Witness()
    mark = _witness.set(found)
    try:
        yield found
    finally:
        _witness.reset(mark)


def opened(path: Path) -> None:
    """A table is being read."""
    witness = _witness.get()
    if witness is not None:
        witness.opened[path] += 1


def note(path: Path, kind: Kind | None, words: tuple[Term, ...] = ()) -> None:
    """A reader asks for a value; without a kind it only asks whether the value is there."""
    witness = _witness.get()
    if witness is None:
        return
    asked = witness.asked.setdefault(path, Asked())
    if kind is None:
        asked.optional = True
        return
    asked.times += 1
    if asked.kind is None:
        asked.kind, asked.words = kind, words

"""What a page of the rulebook is made of: tables of figures, each beside the clause it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from admin_views.words import language, listed, words
from rulebook import Book, Words


@dataclass(frozen=True)
class Line:
    """One row: its values in words, the clause it rests on, and why where the clause is silent."""

    values: Sequence[str]
    clause: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """One table of a topic. title '' for a topic of one table."""

    title: str
    labels: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Topic:
    """A page of the rulebook. name: as the topic's file is called."""

    name: str
    title: Any
    about: Any
    parts: Callable[[Book], list[Part]]


def line(clause: str, *values: str, why: Words | None = None) -> Line:
    return Line(values, clause, said(why))


def setting(*values: str, why: Words | None = None) -> Line:
    """A row that rests on no clause."""
    return line("", *values, why=why)


def said(text: Words | None) -> str:
    """A text of the rulebook in the reader's language."""
    return text.label(language()) if text is not None else ""


def yes(value: object) -> str:
    return words(bool(value))


def kinds(values: Iterable[Any]) -> str:
    """A set of words in the order of their values, so that a page reads the same every time."""
    return listed(sorted(values))

"""What a page of the rulebook is made of: tables of figures, each beside the clause it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from admin_views.words import language, listed, words
from rulebook import Book, Words
from terms.term import Term


@dataclass(frozen=True)
class Line:
    """One row: its values in words, the clause it rests on, and why where the clause is silent.

    place: where the figure stands in the topic ("ladder.5"), which tells the pack it was written in.
    beneath: what holds within the row, such as the gates before a step.
    """

    values: Sequence[str]
    clause: str = ""
    reason: str = ""
    place: str = ""
    beneath: Sequence[Line] = ()


@dataclass(frozen=True)
class Part:
    """One table of a topic. title '' for a topic of one table. path: the rows are steps that follow each other."""

    title: str
    labels: Sequence[str]
    lines: Sequence[Line]
    path: bool = False


@dataclass(frozen=True)
class Topic:
    """A page of the rulebook. name: as the topic's file is called."""

    name: str
    title: Any
    about: Any
    parts: Callable[[Book], list[Part]]


def line(clause: str, *values: str, at: str, why: Words | None = None) -> Line:
    return Line(values, clause, said(why), at)


def setting(*values: str, at: str, why: Words | None = None) -> Line:
    """A row that rests on no clause."""
    return line("", *values, at=at, why=why)


def stated(row: Any, at: str, *values: str) -> Line:
    """A row of the data that carries its own clause, or its own reason."""
    return line(getattr(row, "clause", ""), *values, at=at, why=getattr(row, "reason", None))


def said(text: Words | None) -> str:
    """A text of the rulebook in the reader's language."""
    return text.label(language()) if text is not None else ""


def yes(value: object) -> str:
    return words(bool(value))


def kinds(values: Iterable[Any]) -> str:
    """A set of words in the order of their values, so that a page reads the same every time."""
    return listed(sorted(values))


def only(values: Iterable[Term], every: type[Term]) -> str:
    """Whom a row is for: some of the words, or all of them."""
    chosen = set(values)
    return _("all") if not chosen or chosen == set(every) else listed(one for one in every if one in chosen)


def says(topic: Topic, book: Book) -> bool:
    """Whether a policy says anything about a topic; what only follows from elsewhere has no place in it."""
    return any(line.place for part in topic.parts(book) for line in part.lines)

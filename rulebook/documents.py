"""The policy documents: their titles, the laws they lean on, and the text of their clauses; data in `documents/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.row import Row, reading
from rulebook.words import Clause, Words
from terms.documents import LawStatus
from terms.text import say


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document. laws: the keys of the laws it names; clauses in the order of the document.

    principles: the clauses in which it says by what spirit complaints are handled.
    """

    key: str
    title: Words
    laws: tuple[str, ...]
    clauses: Mapping[str, Clause]
    principles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """A law as documents name it. until: the day it was repealed; note: what to cite instead, and how sure."""

    key: str
    name: Words
    status: LawStatus
    until: date | None
    note: Words


def parse(data: Mapping[str, object], where: str, *, key: str) -> Document:
    """:raises RulebookError: a clause that is not one of this document."""
    with reading(data, where) as topic:
        with topic.row("clauses") as rows:
            clauses = {one: _clause(rows, one, key) for one in rows.names()}
        principles = topic.texts("principles") if topic.has("principles") else ()
        strangers = [one for one in principles if one not in clauses]
        if strangers:
            raise topic.refuse(say("principles names %(clause)s, which is no clause of it", clause=strangers[0]))
        return Document(key, topic.words("title"), topic.texts("laws"), clauses, principles)


def parse_laws(data: Mapping[str, object], where: str) -> dict[str, Law]:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        found = [
            Law(
                key=row.text("law"),
                name=row.words("name"),
                status=row.term("status", LawStatus),
                until=row.day("until") if row.has("until") else None,
                note=row.words("note"),
            )
            for row in topic.rows("laws")
        ]
        return {one.key: one for one in found}


def _clause(rows: Row, key: str, document: str) -> Clause:
    if key.split(" ", maxsplit=1)[0] != document:
        raise rows.refuse(
            say("%(clause)s does not belong to %(document)s; write it in its own document",
                clause=repr(key), document=document)
        )  # fmt: skip
    words = rows.words(key)
    return Clause(key, words.zh, words.en)

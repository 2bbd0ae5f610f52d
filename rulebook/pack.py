"""What a pack says about itself, and the text of its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.amendment import Amendment, amendment
from rulebook.row import Row, reading
from rulebook.words import Clause, Words


@dataclass(frozen=True, slots=True)
class Decided:
    """A question the documents leave open, and what was decided with its reason."""

    topic: str
    question: Words
    answer: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class Pack:
    """documents: those the pack and its profiles were built from. builds_on: "" for a pack that stands on its own.

    abstract: only there to be built on; no company runs on it.
    """

    key: str
    name: Words
    documents: tuple[str, ...]
    effective_from: date
    binds: Words
    decided: tuple[Decided, ...]
    builds_on: str
    adopts: tuple[str, ...]
    abstract: bool
    amendment: Amendment | None = None


def parse(data: Mapping[str, object], where: str, *, key: str) -> Pack:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        return Pack(
            key=key,
            name=topic.words("name"),
            documents=topic.texts("documents"),
            effective_from=topic.day("effective_from"),
            binds=topic.words("binds"),
            decided=tuple(_decided(row) for row in topic.rows("decided")),
            builds_on=topic.text("builds_on") if topic.has("builds_on") else "",
            adopts=topic.texts("adopts") if topic.has("adopts") else (),
            abstract=topic.flag("abstract") if topic.has("abstract") else False,
            amendment=amendment(topic),
        )


def parse_clauses(data: Mapping[str, object], where: str) -> dict[str, Clause]:
    """The clauses by the key they are cited with, in the order of the documents.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        return {key: Clause(key, words.zh, words.en) for key, words in ((key, topic.words(key)) for key in data)}


def cited(data: object) -> Iterator[str]:
    """Every clause that some data of a topic cites, wherever it stands."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if str(key).endswith("clause") and isinstance(value, str):
                yield value
            else:
                yield from cited(value)
    elif isinstance(data, list):
        for value in data:
            yield from cited(value)


def _decided(row: Row) -> Decided:
    return Decided(row.text("topic"), row.words("question"), row.words("answer"), row.words("reason"))

"""What a draft changes, in words: before and after beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from admin_views.rulebook_labels import label_at
from admin_views.rulebook_places import Names, place_before, place_words
from admin_views.rulebook_topics import TOPICS
from admin_views.words import language, listed, words
from rulebook.differences import Difference
from rulebook.fields import Field, Kind, field_at
from rulebook.silences import Amended
from terms.rulebook import Change

TITLES = {one.name: one.title for one in TOPICS}


@dataclass(frozen=True)
class Line:
    """One figure of a place, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """One place that a draft changes."""

    topic: str
    title: str
    place: str
    change: Change
    lines: Sequence[Line]
    clause: str


def changes(
    found: Sequence[Difference], amended: Sequence[Amended] = (), *, names: Names | None = None
) -> list[Changed]:
    """Figure by figure, then the decided sentences. names: the rows in words, see `row_names`."""
    figures = [
        Changed(one.topic, topic_title(one.topic), _place(one, names or {}), one.change, lines(one), one.clause)
        for one in found
    ]
    return [*figures, *map(_sentence, amended)]


def _place(one: Difference, names: Names) -> str:
    """The row as it was called before, where it was there before."""
    before = place_before(one)
    return place_words(one.topic, before if (one.topic, before) in names else one.place, names=names)


def _sentence(one: Amended) -> Changed:
    """A decided sentence, before and after."""
    old, new = one.before or {}, one.after or {}
    pairs = [
        Line(
            words(label_at("pack", "decided", name)), value_words(None, old.get(name)), value_words(None, new.get(name))
        )
        for name in ("answer", "reason")
        if old.get(name) != new.get(name)
    ]
    change = Change.ADDED if not old else Change.DROPPED if not new else Change.CHANGED
    question = value_words(None, (new or old).get("question"))
    return Changed("pack", topic_title("pack"), f"{topic_title(one.topic)} · {question}", change, pairs, "")


def topic_title(topic: str) -> str:
    return str(TITLES.get(topic) or words(label_at(topic)) if topic != "pack" else words(label_at("decided")))


def lines(one: Difference) -> list[Line]:
    """Every value that differs; of a row that is new or gone, all that it says."""
    way = (one.topic, *one.place.partition(".")[:1])
    return [
        Line(words(label_at(*way, name)), _said(way, name, old), _said(way, name, new))
        for name, (old, new) in one.fields.items()
    ]


def _said(way: tuple[str, ...], name: str, value: Any) -> str:
    # A single value stands under its own name, one of a table or row under the name of that.
    found = field_at((*way, name)) or field_at(way)
    return value_words(found, value)


def value_words(field: Field | None, value: Any) -> str:
    """A value of the data as people read it."""
    if value is None:
        return ""
    if field is not None and field.kind in {Kind.TERM, Kind.TERMS}:
        names = {word.value: word for word in field.words}
        values = value if isinstance(value, list) else [value]
        return listed([names.get(one, one) for one in values])
    if isinstance(value, Mapping):
        return _table_words(field, value)
    if isinstance(value, list):
        return " / ".join(value_words(field, one) for one in value)
    return value.isoformat("minutes") if isinstance(value, time) else words(value)


def _table_words(field: Field | None, value: Mapping[str, Any]) -> str:
    if set(value) == {"zh", "en"}:
        return str(value["zh" if language().startswith("zh") else "en"])
    below = {one.name: one for one in field.fields} if field else {}
    return listed([value_words(below.get(name), one) for name, one in value.items()])

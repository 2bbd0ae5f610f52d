"""Places and values of the rulebook as a terminal says them: in words, without keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cli.sentences import speaking, spoken
from rulebook.differences import Difference, figures
from rulebook.fields import Field, Kind, field_at
from rulebook.labels import label_at, topic_name
from terms.rulebook import Change
from terms.text import Text, say

LONGEST = 80
ONLY_SOURCE = say("only the source")
YES_NO = {True: say("yes"), False: say("no")}


def place_told(topic: str, place: str, language: str) -> str:
    """A topic and a place in it: "Time limits · Time limits: complaint_result"."""
    name, _dot, row = place.partition(".")
    said = [topic_name(topic).label(language)]
    if name:
        said.append(label_at(topic, name).label(language))
    if row:
        said.append(_row(topic, name, row, language))
    return " · ".join(dict.fromkeys(said))


def difference_told(one: Difference, language: str) -> str:
    """One line: what changes where, from what to what, by which clause."""
    where = f"{one.change.label(language)}  {place_told(one.topic, one.place, language)}"
    if one.change is not Change.CHANGED:
        return f"{where}  ({one.clause or one.below_clause or '-'})"
    way = (one.topic, *one.place.partition(".")[:1])
    told = "; ".join(
        f"{_label(way, name, language)}{_short(way, name, old, language)} → {_short(way, name, new, language)}"
        for name, (old, new) in figures(one).items()
        if name not in {"zh", "en"} - {language}
    )
    clauses = f"  ({one.below_clause or '—'} → {one.clause or '—'})" if one.clause or one.below_clause else ""
    return f"{where}  {told or _sentence(ONLY_SOURCE, language)}{clauses}"


def _label(way: tuple[str, ...], name: str, language: str) -> str:
    """What a value is called; nothing where the place already said it."""
    return "" if name in {*way, language} else f"{label_at(*way, name).label(language)} "


def _row(topic: str, name: str, row: str, language: str) -> str:
    field = field_at((topic, name))
    key = next((one for one in field.fields if one.key), None) if field else None
    return next((one.label(language) for one in key.words if one.value == row), row) if key else row


def _short(way: tuple[str, ...], name: str, value: Any, language: str) -> str:
    # A single value stands under its own name, one of a table or row under the name of that.
    text = _value(field_at((*way, name)) or field_at(way), value, language)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _value(field: Field | None, value: Any, language: str) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return _sentence(YES_NO[value], language)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(_value(field, one, language) for one in value)
    if isinstance(value, Mapping):
        if set(value) <= {"zh", "en"}:
            return str(value.get(language, ""))
        inner = {name: field.named(name) if field else None for name in value}
        return ", ".join(
            f"{label_at(name).label(language)} {_value(inner[name], one, language)}" for name, one in value.items()
        )
    words = {word.value: word for word in field.words} if field and field.kind in {Kind.TERM, Kind.TERMS} else {}
    return words[value].label(language) if value in words else str(value)


def _sentence(text: Text, language: str) -> str:
    with speaking(language):
        return spoken(text, language)

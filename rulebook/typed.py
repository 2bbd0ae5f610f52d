"""From what was typed into a form to the data of a topic, by the fields of `rulebook/fields.py`.

Names are the way to a value: "ladder.2.within", "own_case.reason.zh". A row or an optional table in which nothing was
written is left out, so that a form can always offer one row more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from rulebook.fields import Field, Kind
from terms.text import Text, say

Typed = Mapping[str, Sequence[str]]
LANGUAGES = ("zh", "en")
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A value that cannot be what it should be. at: the name of its input."""

    at: str
    text: Text


@dataclass
class Reading:
    """What is read so far; `wrong` are the values that could not be read."""

    typed: Typed
    wrong: list[Mistyped] = field(default_factory=list)

    def one(self, at: str) -> str:
        values = self.typed.get(at, ())
        return values[0].strip() if values else ""

    def rows_of(self, at: str) -> list[str]:
        """The names of the rows of a list, in the order of their numbers."""
        start = f"{at}."
        numbers = {name[len(start) :].partition(".")[0] for name in self.typed if name.startswith(start)}
        ordered = sorted(int(number) for number in numbers if number.isascii() and number.isdigit())
        return [f"{start}{number}" for number in ordered[:MOST_ROWS]]


def read(topic: Field, typed: Typed) -> tuple[dict[str, Any], tuple[Mistyped, ...]]:
    """The data of a topic as typed, and what could not be read; such a value is left out of the data."""
    reading = Reading(typed)
    data = _table(topic, "", reading)
    return data, tuple(reading.wrong)


def _table(table: Field, at: str, reading: Reading) -> dict[str, Any]:
    found = {}
    for one in table.fields:
        value = READ[one.kind](one, f"{at}.{one.name}" if at else one.name, reading)
        if value is not None:
            found[one.name] = value
    return found


def _optional_table(one: Field, at: str, reading: Reading) -> dict[str, Any] | None:
    table = _table(one, at, reading)
    return None if one.optional and _blank(table) else table


def _rows(one: Field, at: str, reading: Reading) -> list[dict[str, Any]] | None:
    rows = []
    for name in reading.rows_of(at):
        before = len(reading.wrong)
        row = _table(one, name, reading)
        if not _blank(row) or len(reading.wrong) > before:
            rows.append(row)
    return rows if rows or not one.optional else None


def _blank(value: Any) -> bool:
    """Whether nothing was written: no text, nothing ticked."""
    if isinstance(value, dict):
        return all(_blank(one) for one in value.values())
    return value is None or value is False or value in ("", [])


def _text(_one: Field, at: str, reading: Reading) -> str | None:
    return reading.one(at) or None


def _words(_one: Field, at: str, reading: Reading) -> dict[str, str] | None:
    return in_both(*(reading.one(f"{at}.{language}") for language in LANGUAGES))


def in_both(zh: str, en: str) -> dict[str, str] | None:
    """A text in both languages; the Chinese stands for an English one that nobody wrote."""
    return {"zh": zh, "en": en or zh} if zh or en else None


def in_boxes(text: Mapping[str, Any]) -> dict[str, str]:
    """The same for a form: no English where the Chinese stands for it."""
    zh, en = (str(text.get(language, "")) for language in LANGUAGES)
    return {"zh": zh, "en": "" if en == zh else en}


def _flag(one: Field, at: str, reading: Reading) -> bool | None:
    typed = reading.one(at)
    return None if one.optional and not typed else typed == "true"


def _terms(one: Field, at: str, reading: Reading) -> list[str] | None:
    values = [value for value in reading.typed.get(at, ()) if value]
    return values if values or not one.optional else None


def _texts(one: Field, at: str, reading: Reading) -> list[str] | None:
    values = [line.strip() for line in reading.one(at).splitlines() if line.strip()]
    return values if values or not one.optional else None


def _parsed(parse: Callable[[str], Any], like: Text) -> Callable[[Field, str, Reading], Any]:
    def read_one(_one: Field, at: str, reading: Reading) -> Any:
        typed = unicodedata.normalize("NFKC", reading.one(at))
        if not typed:
            return None
        try:
            return parse(typed)
        except (ValueError, InvalidOperation):
            reading.wrong.append(Mistyped(at, say("%(value)s is not %(like)s.", value=typed[:40], like=like)))
            return None

    return read_one


def _whole(typed: str) -> int:
    if len(typed) > 9:  # noqa: PLR2004  more digits than any figure has
        raise ValueError(typed)
    return int(typed)


def _money(typed: str) -> str:
    value = Decimal(typed.replace(",", ""))
    if not value.is_finite():
        raise ValueError(typed)
    return typed.replace(",", "")


READ: Mapping[Kind, Callable[[Field, str, Reading], Any]] = {
    Kind.TEXT: _text,
    Kind.TERM: _text,
    Kind.WORDS: _words,
    Kind.FLAG: _flag,
    Kind.TERMS: _terms,
    Kind.TEXTS: _texts,
    Kind.WHOLE: _parsed(_whole, say("a whole number")),
    Kind.AMOUNT: _parsed(_money, say("a sum like 20.00")),
    Kind.TIME: _parsed(time.fromisoformat, say("a time like 16:00")),
    Kind.DAY: _parsed(date.fromisoformat, say("a date like 2026-01-01")),
    Kind.TABLE: _optional_table,
    Kind.ROWS: _rows,
}


def write(topic: Field, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """The other way: the values of a form for the data of a topic."""
    found: dict[str, list[str]] = {}
    _write(topic, data, "", found)
    return found


def _write(table: Field, data: Mapping[str, Any], at: str, found: dict[str, list[str]]) -> None:
    for one in table.fields:
        if one.name in data:
            name = f"{at}.{one.name}" if at else one.name
            _write_value(one, data[one.name], name, found)


def _write_value(one: Field, value: Any, at: str, found: dict[str, list[str]]) -> None:
    if one.kind is Kind.ROWS:
        for number, row in enumerate(value):
            found[f"{at}.{number}._"] = ["1"]
            _write(one, row, f"{at}.{number}", found)
    elif one.kind is Kind.TABLE:
        _write(one, value, at, found)
    elif one.kind is Kind.WORDS:
        found |= {f"{at}.{language}": [text] for language, text in in_boxes(value).items()}
    else:
        found[at] = SHOWN.get(one.kind, lambda each: [str(each)])(value)


# How single values stand in a form, where not simply as they print.
SHOWN: Mapping[Kind, Callable[[Any], list[str]]] = {
    Kind.TERMS: lambda value: [str(each) for each in value],
    Kind.TEXTS: lambda value: ["\n".join(value)],
    Kind.FLAG: lambda value: ["true" if value else "false"],
    Kind.TIME: lambda value: [value.isoformat("minutes")],
}

"""A topic as a form: every list a table, every value the input its reader asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from admin_views.rulebook_labels import label_at
from admin_views.rulebook_topics import TOPICS
from admin_views.words import listed, translate, words
from rulebook.drafts import CLAUSES, Problem
from rulebook.fields import Field, Kind
from rulebook.rows_typed import MARK
from rulebook.typed import in_boxes
from terms.text import Text

Choices = list[tuple[str, str, bool]]
SINGLE = {Kind.TABLE, Kind.ROWS}
# What people write in sentences needs more than one line.
LONG = {"question", "answer", "contents", "example", "consequence", "reason", "binds"}
YES_NO = ("true", "false")


@dataclass(frozen=True)
class Input:
    """One value. control: how it is drawn; parts: the inputs of a text in two languages."""

    at: str
    label: str
    control: str
    values: Sequence[str]
    must: bool
    choices: Choices = field(default_factory=list)
    errors: Sequence[str] = ()
    long: bool = False

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def chosen(self) -> str:
        return listed([label for _value, label, chosen in self.choices if chosen])


@dataclass(frozen=True)
class Row:
    at: str
    cells: Sequence[Any]
    errors: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A list: its heads and rows, and the blank row a script puts in."""

    at: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    blank: Row | None = None
    control: str = "grid"


@dataclass(frozen=True)
class Group:
    """Values that belong together."""

    at: str
    title: str
    inputs: Sequence[Input]
    errors: Sequence[str]
    control: str = "group"


class Sheet:
    """A topic, with what was typed and what is wrong with it."""

    def __init__(self, topic: str, typed: Mapping[str, Sequence[str]], problems: Iterable[Problem] = ()) -> None:
        self.topic, self.typed = topic, typed
        self.wrong: dict[str, list[str]] = {}
        for one in problems:
            if one.topic == topic:
                self.wrong.setdefault(one.at, []).append(problem_words(one))

    def parts(self, fields: Sequence[Field]) -> list[Group | Grid]:
        """Single values first, then the tables and lists in the order of the readers."""
        singles = [one for one in fields if one.kind not in SINGLE]
        inputs = [self._input(one, one.name, (self.topic,)) for one in singles]
        first = [Group("", "", inputs, self.wrong.get("", []))] if inputs else []
        return [*first, *(self._part(one, one.name, (self.topic,)) for one in fields if one.kind in SINGLE)]

    def _part(self, one: Field, at: str, way: tuple[str, ...]) -> Group | Grid:
        here = (*way, one.name)
        if one.kind is Kind.ROWS:
            return self.grid(one, at, here)
        inputs = [self._input(each, f"{at}.{each.name}", here) for each in one.fields]
        if one.optional:
            inputs = [replace(each, must=False) for each in inputs]
        return Group(at, words(label_at(*here)), inputs, self.wrong.get(at, []))

    def grid(self, one: Field, at: str, way: tuple[str, ...]) -> Grid:
        heads = [words(label_at(*way, each.name)) for each in one.fields]
        rows = [self._row(one, name, way) for name in self._rows_of(at)]
        return Grid(at, words(label_at(*way)), heads, rows, self._row(one, f"{at}.__new__", way))

    def _row(self, one: Field, at: str, way: tuple[str, ...]) -> Row:
        cells = [
            self.grid(each, f"{at}.{each.name}", (*way, each.name))
            if each.kind is Kind.ROWS
            else self._input(each, f"{at}.{each.name}", way)
            for each in one.fields
        ]
        return Row(at, cells, self.wrong.get(at, []))

    def _rows_of(self, at: str) -> list[str]:
        start = f"{at}."
        numbers = {name[len(start) :].partition(".")[0] for name in self.typed if name.startswith(start)}
        return [f"{start}{number}" for number in sorted((one for one in numbers if one.isdigit()), key=int)]

    def _input(self, one: Field, at: str, way: tuple[str, ...]) -> Input:
        if one.kind is Kind.WORDS:
            typed = [self._first(f"{at}.zh"), self._first(f"{at}.en")]
        else:
            typed = list(self.typed.get(at, ()))
        choices = CHOICES.get(one.kind, _none)(one, typed)
        if (*way, one.name) == ("pack", "decided", "topic"):
            choices = [("", "", not typed), *((each.name, str(each.title), each.name in typed) for each in TOPICS)]
        control = "select" if choices and one.kind is Kind.TEXT else CONTROLS[one.kind]
        errors = [text for place, texts in self.wrong.items() if _is_of(place, at) for text in texts]
        return Input(
            at, words(label_at(*way, one.name)), control, typed, not one.optional, choices, errors, one.name in LONG
        )

    def _first(self, at: str) -> str:
        return next(iter(self.typed.get(at, ())), "")


def clause_sheet(typed: Mapping[str, Sequence[str]], problems: Iterable[Problem]) -> Grid:
    """The clauses an issue brings itself."""
    fields = (Field("key", Kind.TEXT), Field("zh", Kind.TEXT), Field("en", Kind.TEXT))
    sheet = Sheet(CLAUSES, typed, problems)
    grid = sheet.grid(Field(CLAUSES, Kind.ROWS, fields=fields), CLAUSES, (CLAUSES,))
    heads = [words(label_at("clause")), words(label_at("zh")), words(label_at("en"))]
    return Grid(CLAUSES, grid.title, heads, grid.rows, grid.blank)


def clauses_typed(clauses: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The form of the clauses an issue has brought so far."""
    found: dict[str, list[str]] = {}
    for number, (key, text) in enumerate(clauses.items()):
        values = {"key": key, **in_boxes(text), MARK: "1"}
        found |= {f"{CLAUSES}.{number}.{name}": [value] for name, value in values.items()}
    return found


def problem_words(problem: Problem) -> str:
    """What is wrong, with the names of values as the form shows them."""
    return translate(Text(problem.text.msgid, tuple(_named(problem.topic, one) for one in problem.text.values)))


def _named(topic: str, value: tuple[str, object]) -> tuple[str, object]:
    name, said = value
    return (name, label_at(topic, said)) if name in {"key", "names"} and isinstance(said, str) else value


def _is_of(place: str, at: str) -> bool:
    return place == at or place.startswith(f"{at}.")


def _none(_one: Field, _typed: Sequence[str]) -> Choices:
    return []


def _terms(one: Field, typed: Sequence[str]) -> Choices:
    return [(word.value, words(word), word.value in typed) for word in one.words]


def _select(one: Field, typed: Sequence[str]) -> Choices:
    return [("", "", not typed or not typed[0]), *_terms(one, typed)]


def _flag(one: Field, typed: Sequence[str]) -> Choices:
    value = typed[0] if typed else ("" if one.optional else "false")
    blank = [("", "", value == "")] if one.optional else []
    return [*blank, *((each, words(each == "true"), each == value) for each in reversed(YES_NO))]


CHOICES: Mapping[Kind, Callable[[Field, Sequence[str]], Choices]] = {
    Kind.TERM: _select,
    Kind.TERMS: _terms,
    Kind.FLAG: _flag,
}
CONTROLS: Mapping[Kind, str] = {
    Kind.TEXT: "line",
    Kind.TEXTS: "lines",
    Kind.WORDS: "words",
    Kind.WHOLE: "whole",
    Kind.AMOUNT: "amount",
    Kind.TIME: "time",
    Kind.DAY: "date",
    Kind.TERM: "select",
    Kind.TERMS: "ticks",
    Kind.FLAG: "select",
    # A table within a table is none of the readers' so far; its values would stand in the same row.
    Kind.TABLE: "line",
}

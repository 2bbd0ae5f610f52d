"""One table of a rulebook, read key by key; what nobody asked for is refused at the end.

Readers never fall back on a default: a figure that is missing must be written down by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import NoReturn, TypeVar

from rulebook.errors import RulebookError
from rulebook.witness import Kind, note, opened
from rulebook.words import Words
from terms.term import Term

T = TypeVar("T")
TermT = TypeVar("TermT", bound=Term)


class Row:
    """A mapping and the place it stands ("food/authority.toml, ladder row 2").

    Every getter raises RulebookError when the key is missing or of another kind.
    path: the names down to it, without the numbers of rows: ("authority", "ladder").
    """

    def __init__(self, data: Mapping[str, object], where: str, path: tuple[str, ...]) -> None:
        self._data = data
        self._read: set[str] = set()
        self._noted: set[str] = set()
        self.where = where
        self.path = path
        opened(path)

    def has(self, key: str) -> bool:
        note((*self.path, key), None)
        return key in self._data

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def text(self, key: str) -> str:
        self._note(key, Kind.TEXT)
        value = self._of(key, str, "a text").strip()
        return value or self._wrong(key, "is empty; write the text")

    def flag(self, key: str) -> bool:
        self._note(key, Kind.FLAG)
        return self._of(key, bool, "true or false")

    def whole(self, key: str, *, least: int = 1) -> int:
        """A whole number; bool and float are no numbers here."""
        self._note(key, Kind.WHOLE)
        value = self._of(key, int, "a whole number")
        if isinstance(value, bool) or value < least:
            return self._wrong(key, f"must be a whole number, at least {least}")
        return value

    def amount(self, key: str) -> Decimal:
        """Money in yuan, written as text ("20.00") because a float is not exact."""
        self._note(key, Kind.AMOUNT)
        try:
            value = Decimal(self.text(key))
        except InvalidOperation:
            return self._wrong(key, 'must be money in quotation marks, like "20.00"')
        return value if value.is_finite() and value >= 0 else self._wrong(key, "must be zero or more")

    def time(self, key: str) -> time:
        self._note(key, Kind.TIME)
        return self._of(key, time, "a time like 16:00:00")

    def day(self, key: str) -> date:
        self._note(key, Kind.DAY)
        value = self._of(key, date, "a date like 2026-01-01")
        return self._wrong(key, "must be a date without a time") if isinstance(value, datetime) else value

    def term(self, key: str, words: type[TermT]) -> TermT:
        self._note(key, Kind.TERM, words)
        return self._member(key, self.text(key), words)

    def terms(self, key: str, words: type[TermT]) -> tuple[TermT, ...]:
        """A list of words; the same word twice is refused."""
        self._note(key, Kind.TERMS, words)
        members = tuple(self._member(key, text, words) for text in self.texts(key))
        return members if len(set(members)) == len(members) else self._wrong(key, "names the same word twice")

    def texts(self, key: str) -> tuple[str, ...]:
        self._note(key, Kind.TEXTS)
        values = self._of(key, list, "a list of texts")
        if not all(isinstance(value, str) for value in values):
            return self._wrong(key, "must be a list of texts")
        return tuple(values)

    def words(self, key: str) -> Words:
        """A table with `zh` and `en`."""
        self._note(key, Kind.WORDS)
        with self.row(key) as row:
            return Words(zh=row.text("zh"), en=row.text("en"))

    def source(self) -> tuple[str, Words | None]:
        """The clause a figure stands in, and why this figure where the clause gives none; one of them must be there."""
        clause = self.text("clause") if self.has("clause") else ""
        reason = self.words("reason") if self.has("reason") else None
        if not clause and reason is None:
            raise self.refuse("clause is missing; add the clause, or a reason where the documents are silent")
        return clause, reason

    def some(self, key: str, words: type[TermT]) -> frozenset[TermT]:
        """A set of words; left out, it restricts nothing."""
        return frozenset(self.terms(key, words)) if self.has(key) else frozenset()

    def maybe(self, key: str, words: type[TermT]) -> TermT | None:
        return self.term(key, words) if self.has(key) else None

    def maybe_flag(self, key: str) -> bool | None:
        return self.flag(key) if self.has(key) else None

    def rows_if_any(self, key: str) -> Iterator[Row]:
        """The rows of a list a pack may leave out: it then says nothing about the matter."""
        return self.rows(key) if self.has(key) else iter(())

    @contextmanager
    def row(self, key: str) -> Iterator[Row]:
        self._note(key, Kind.TABLE)
        inner = Row(self._of(key, dict, "a table"), f"{self.where}, {key}", (*self.path, key))
        yield inner
        inner.end()

    def rows(self, key: str) -> Iterator[Row]:
        """The rows of a list of tables, each checked for unknown keys once it has been read."""
        self._note(key, Kind.ROWS)
        values = self._of(key, list, "a list of tables")
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                self._wrong(key, "must be a list of tables")
            inner = Row(value, f"{self.where}, {key} row {number}", (*self.path, key))
            yield inner
            inner.end()

    def refuse(self, problem: str) -> RulebookError:
        return RulebookError(self.where, problem)

    def end(self) -> None:
        """Refuse keys that no reader asked for: a misspelt figure must not pass unseen."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.refuse(f"unknown key {', '.join(unknown)}; correct the spelling or remove it")

    def _note(self, key: str, kind: Kind, words: type[Term] | None = None) -> None:
        """What is asked first says what the value is: money is read as a text, a word as one too."""
        if key not in self._noted:
            self._noted.add(key)
            note((*self.path, key), kind, words)

    def _of(self, key: str, kind: type[T], name: str) -> T:
        self._read.add(key)
        if key not in self._data:
            raise self.refuse(f"{key} is missing; add it as {name}")
        value = self._data[key]
        return value if isinstance(value, kind) else self._wrong(key, f"must be {name}, not {value!r}")

    def _member(self, key: str, text: str, words: type[TermT]) -> TermT:
        found = next((word for word in words if word.value == text), None)
        return found if found is not None else self._wrong(key, f"says {text!r}; choose one of {', '.join(words)}")

    def _wrong(self, key: str, problem: str) -> NoReturn:
        raise self.refuse(f"{key} {problem}")


@contextmanager
def reading(data: Mapping[str, object], where: str) -> Iterator[Row]:
    """Open a topic for reading and refuse what is left over."""
    row = Row(data, where, (where.rpartition("/")[2],))
    yield row
    row.end()

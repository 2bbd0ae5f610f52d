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
from terms.text import Text, say

T = TypeVar("T")
TermT = TypeVar("TermT", bound=Term)
# No figure of a policy comes near these; arithmetic with days and the width of a page end somewhere.
MOST = 100_000
TOO_MUCH = Decimal(10) ** 12
# Of a wrong value an error quotes so many characters.
SHOWN = 60


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
        value = self._of(key, str, say("a text")).strip()
        return value or self._wrong(say("%(key)s is empty; write the text", key=key))

    def flag(self, key: str) -> bool:
        self._note(key, Kind.FLAG)
        return self._of(key, bool, say("true or false"))

    def whole(self, key: str, *, least: int = 1) -> int:
        """A whole number; bool and float are no numbers here."""
        self._note(key, Kind.WHOLE)
        value = self._of(key, int, say("a whole number"))
        if isinstance(value, bool) or value < least:
            return self._wrong(say("%(key)s must be a whole number, at least %(least)s", key=key, least=least))
        return value if value <= MOST else self._wrong(say("%(key)s must be at most %(most)s", key=key, most=MOST))

    def amount(self, key: str) -> Decimal:
        """Money in yuan, written as text ("20.00") because a float is not exact."""
        self._note(key, Kind.AMOUNT)
        try:
            value = Decimal(self.text(key))
        except InvalidOperation:
            return self._wrong(say('%(key)s must be money in quotation marks, like "20.00"', key=key))
        right = value.is_finite() and 0 <= value < TOO_MUCH
        return value if right else self._wrong(say("%(key)s must be zero or more, and less than 10^12", key=key))

    def time(self, key: str) -> time:
        self._note(key, Kind.TIME)
        return self._of(key, time, say("a time like 16:00:00"))

    def day(self, key: str) -> date:
        self._note(key, Kind.DAY)
        value = self._of(key, date, say("a date like 2026-01-01"))
        timed = isinstance(value, datetime)
        return self._wrong(say("%(key)s must be a date without a time", key=key)) if timed else value

    def term(self, key: str, words: type[TermT], *, among: tuple[TermT, ...] = ()) -> TermT:
        """One word. among: only one of these."""
        self._note(key, Kind.TERM, among or tuple(words))
        return self._member(key, self.text(key), words, among)

    def terms(self, key: str, words: type[TermT], *, among: tuple[TermT, ...] = ()) -> tuple[TermT, ...]:
        """A list of words; the same word twice is refused."""
        self._note(key, Kind.TERMS, among or tuple(words))
        members = tuple(self._member(key, text, words, among) for text in self.texts(key))
        once = len(set(members)) == len(members)
        return members if once else self._wrong(say("%(key)s names the same word twice", key=key))

    def texts(self, key: str) -> tuple[str, ...]:
        self._note(key, Kind.TEXTS)
        values = self._of(key, list, say("a list of texts"))
        if not all(isinstance(value, str) for value in values):
            return self._wrong(say("%(key)s must be a list of texts", key=key))
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
            raise self.refuse(say("clause is missing; add the clause, or a reason where the documents are silent"))
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
        inner = Row(self._of(key, dict, say("a table")), f"{self.where}, {key}", (*self.path, key))
        yield inner
        inner.end()

    def rows(self, key: str) -> Iterator[Row]:
        """The rows of a list of tables, each checked for unknown keys once it has been read."""
        self._note(key, Kind.ROWS)
        values = self._of(key, list, say("a list of tables"))
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                self._wrong(say("%(key)s must be a list of tables", key=key))
            inner = Row(value, f"{self.where}, {key} row {number}", (*self.path, key))
            yield inner
            inner.end()

    def refuse(self, problem: Text) -> RulebookError:
        return RulebookError(self.where, problem)

    def end(self) -> None:
        """Refuse keys that no reader asked for: a misspelt figure must not pass unseen."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            names = ", ".join(unknown)
            raise self.refuse(say("unknown key %(names)s; correct the spelling or remove it", names=names))

    def _note(self, key: str, kind: Kind, words: tuple[Term, ...] = ()) -> None:
        """What is asked first says what the value is: money is read as a text, a word as one too."""
        if key not in self._noted:
            self._noted.add(key)
            note((*self.path, key), kind, words)

    def _of(self, key: str, kind: type[T], name: Text) -> T:
        self._read.add(key)
        if key not in self._data:
            raise self.refuse(say("%(key)s is missing; add it as %(name)s", key=key, name=name))
        value = self._data[key]
        problem = say("%(key)s must be %(name)s, not %(value)s", key=key, name=name, value=repr(value)[:SHOWN])
        return value if isinstance(value, kind) else self._wrong(problem)

    def _member(self, key: str, text: str, words: type[TermT], among: tuple[TermT, ...]) -> TermT:
        found = next((word for word in words if word.value == text), None)
        if found is None:
            known = ", ".join(words)
            return self._wrong(
                say("%(key)s says %(text)s; choose one of %(words)s", key=key, text=repr(text), words=known)
            )
        if among and found not in among:
            return self._wrong(say("%(key)s must be one of %(words)s", key=key, words=among))
        return found

    def _wrong(self, problem: Text) -> NoReturn:
        raise self.refuse(problem)


@contextmanager
def reading(data: Mapping[str, object], where: str) -> Iterator[Row]:
    """Open a topic for reading and refuse what is left over."""
    row = Row(data, where, (where.rpartition("/")[2],))
    yield row
    row.end()

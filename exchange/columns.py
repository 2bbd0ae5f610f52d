"""One column of a file kind: its name, its headers, what may stand in it, and how that is read and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from exchange.typed import SHORTENED, NotSo, day, moment, narrow, readable, tidy, whole, yuan
from terms.exchange import FileKind
from terms.term import Term
from terms.text import say
from terms.time import local

# What a spreadsheet can hold in one cell.
MOST_IN_A_CELL = 32_767
SEPARATORS = "、,，;；"


@dataclass(frozen=True)
class Content:
    """What may stand in a column. `numeric` and `dated` say how a spreadsheet is to hold it."""

    numeric = False
    dated = False

    def read(self, text: str) -> Any:
        """The value of a cell that is not empty.

        :raises NotSo:
        """
        raise NotImplementedError

    def write(self, value: Any, language: str) -> str:
        """The text of a value that is not None; reading it gives the value again."""
        raise NotImplementedError

    def recall(self, plain: Any) -> Any:
        """The value of what is kept of it as JSON."""
        return plain

    def allowed(self, language: str) -> tuple[str, ...]:
        """Every value there is, where there are few."""
        return ()


@dataclass(frozen=True)
class Line(Content):
    """Text of at most so many characters. code: a number or code, which a spreadsheet may have shortened."""

    most: int = 200
    code: bool = False

    def read(self, text: str) -> str:
        found = readable(tidy(text))
        if self.code:
            found = _code(found)
        if len(found) > self.most:
            raise NotSo(say("Use at most %(most)s characters.", most=self.most))
        return found

    def write(self, value: Any, language: str) -> str:
        return str(value)


def _code(text: str) -> str:
    if SHORTENED.fullmatch(text):
        raise NotSo(say("The spreadsheet shortened this number; format the column as text and write it again."))
    return text


@dataclass(frozen=True)
class Title(Content):
    """What something is called, in the reader's language; written only, for a column that the system gives."""

    def write(self, value: Any, language: str) -> str:
        return str(value.label(language))


@dataclass(frozen=True)
class Whole(Content):
    least: int = 0
    most: int = 2**31 - 1
    numeric = True

    def read(self, text: str) -> int:
        return whole(text, least=self.least, most=self.most)

    def write(self, value: Any, language: str) -> str:
        return str(value)


@dataclass(frozen=True)
class Yuan(Content):
    numeric = True

    def read(self, text: str) -> Decimal:
        return yuan(text)

    def write(self, value: Any, language: str) -> str:
        return f"{Decimal(value):.2f}"

    def recall(self, plain: Any) -> Decimal:
        return Decimal(plain)


@dataclass(frozen=True)
class Day(Content):
    dated = True

    def read(self, text: str) -> date:
        return day(text)

    def write(self, value: Any, language: str) -> str:
        return str(value.isoformat())

    def recall(self, plain: Any) -> date:
        return date.fromisoformat(plain)


@dataclass(frozen=True)
class Moment(Content):
    """A minute on the company's clock; seconds are kept when there are any."""

    def read(self, text: str) -> datetime:
        return moment(text)

    def write(self, value: Any, language: str) -> str:
        at = local(value)
        return f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"

    def recall(self, plain: Any) -> datetime:
        return datetime.fromisoformat(plain)


@dataclass(frozen=True)
class Word(Content):
    """One word of a Term: in Chinese, in English, or as it is stored."""

    kind: type[Term]

    def read(self, text: str) -> Term:
        found = _member(self.kind, text)
        if found is None:
            raise NotSo(say("“%(value)s” is none of: %(words)s.", value=text[:40], words=tuple(self.kind)))
        return found

    def write(self, value: Any, language: str) -> str:
        return str(value.label(language))

    def recall(self, plain: Any) -> Term:
        return self.kind(plain)

    def allowed(self, language: str) -> tuple[str, ...]:
        return tuple(member.label(language) for member in self.kind)


@dataclass(frozen=True)
class Words(Content):
    """Several words of a Term, separated by 、 or a comma; the value is a frozenset."""

    kind: type[Term]

    def read(self, text: str) -> frozenset[Term]:
        one = Word(self.kind)
        return frozenset(one.read(part) for part in _parts(text))

    def write(self, value: Any, language: str) -> str:
        between = "、" if language.startswith("zh") else "; "
        return between.join(member.label(language) for member in self.kind if member in value)

    def recall(self, plain: Any) -> frozenset[Term]:
        return frozenset(self.kind(one) for one in plain)

    def allowed(self, language: str) -> tuple[str, ...]:
        return tuple(member.label(language) for member in self.kind)


def _parts(text: str) -> Iterable[str]:
    for separator in SEPARATORS:
        text = text.replace(separator, "\n")
    return [part.strip() for part in text.split("\n") if part.strip()]


def _member(kind: type[Term], text: str) -> Term | None:
    said = narrow(text).lower()
    return next((one for one in kind if said in (one.value, narrow(one.zh).lower(), one.en.lower())), None)


YES = ("是", "yes", "y", "1", "true", "√", "对", "有")
NO = ("否", "no", "n", "0", "false", "×", "不是", "无")


@dataclass(frozen=True)
class YesNo(Content):
    def read(self, text: str) -> bool:
        said = narrow(text).lower()
        if said not in (*YES, *NO):
            raise NotSo(say("Write yes or no."))
        return said in YES

    def write(self, value: Any, language: str) -> str:
        return self.allowed(language)[0 if value else 1]

    def allowed(self, language: str) -> tuple[str, ...]:
        return ("是", "否") if language.startswith("zh") else ("yes", "no")


@dataclass(frozen=True)
class Named(Content):
    """Another entry, by the code or number that is written; what it is called there says `subject`."""

    subject: str
    most: int = 200

    def read(self, text: str) -> str:
        return Line(self.most, code=True).read(text)

    def write(self, value: Any, language: str) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    name: the argument of the use-case, with `_id` for another entry. required: a new entry cannot do without.
    unasked: what an empty cell means. given: by the system; exported for reading, passed over when imported.
    """

    name: str
    zh: str
    en: str
    content: Content
    about_zh: str = ""
    about_en: str = ""
    required: bool = False
    unasked: Any = ""
    given: bool = False

    def header(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    def about(self, language: str) -> str:
        return self.about_zh if language.startswith("zh") else self.about_en

    def read(self, text: str) -> Any:
        """The value of a cell.

        :raises NotSo:
        """
        return self.content.read(text) if text.strip() else self.unasked

    def write(self, value: Any, language: str) -> str:
        return "" if value is None or value == "" else self.content.write(value, language)

    def recall(self, plain: Any) -> Any:
        """The value of what was kept of it as JSON."""
        return plain if plain is None or plain == "" else self.content.recall(plain)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of file.

    key: the column by which an entry is known again. beside: columns that, all equal, say that two rows without a key
    mean one entry. table: the table of its entries. once: sets of columns that no two rows of one file may share.
    """

    kind: FileKind
    table: str
    key: str
    beside: tuple[str, ...]
    columns: tuple[Column, ...]
    once: tuple[tuple[str, ...], ...] = ()
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def entered(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(column for column in self.columns if not column.given)

"""Rows of every file kind, made up: whatever a person may write into a column, and what spreadsheets stumble over."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from exchange.columns import Column, Day, Kind, Line, Moment, Named, Whole, Word, Words, YesNo, Yuan
from exchange.typed import readable, tidy
from terms.time import SHANGHAI

NASTY = (
    "=1+1", "+86 139", "-5", "@SUM(A1)", "'=x", "''+", "007", "0551-62345678", "1,234", '"', "a,b;c\td", "x;=1+1\t=2", "甲\n＝1", "第一行\n第二行",
    "＝1", "＠", "1e5", "2026-11-05", "TRUE", "#N/A", "是", "𠮷㐱龘", "a" * 60, "'", "-", "=cmd|' /C calc'!A0",
)  # fmt: skip


def texts(most: int) -> st.SearchStrategy[str]:
    """Text as it is kept: tidied, readable, within its length."""
    letters = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t")
    made = st.one_of(st.sampled_from([one[:most] for one in NASTY]), st.text(letters, max_size=min(most, 30)))
    return made.map(tidy).filter(lambda text: len(text) <= most and readable(text) == text)


def gb18030(text: str) -> bool:
    return text.encode("gb18030").decode("gb18030") == text


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values of a column as they are kept; nothing where it may stay empty."""
    content, days = column.content, st.dates(date(1950, 1, 1), date(2150, 12, 31))
    moments = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(
        lambda at: at.replace(microsecond=0, tzinfo=SHANGHAI)
    )
    made = {
        Line: lambda: texts(content.most).filter(
            lambda text: not getattr(content, "code", False) or "E" not in text.upper()
        ),
        Named: lambda: texts(60).filter(lambda text: "E" not in text.upper()),
        Whole: lambda: st.integers(content.least, content.most),
        Yuan: lambda: st.integers(0, 10**12 - 1).map(lambda fen: Decimal(fen) / 100),
        Day: lambda: days,
        Moment: lambda: moments,
        Word: lambda: st.sampled_from(list(content.kind)),
        Words: lambda: st.frozensets(st.sampled_from(list(content.kind)), min_size=1),
        YesNo: st.booleans,
    }[type(content)]()
    # Nothing written is what an empty cell means.
    made = made.map(lambda value: column.unasked if value == "" else value)
    return made if column.unasked == frozenset() else st.one_of(made, st.just(column.unasked))


def rows(kind: Kind) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Some rows; each says something, for a blank row is no row."""
    row = st.tuples(*(values(column) for column in kind.entered))
    return st.lists(row.filter(lambda one: says_something(kind, one)), max_size=4)


def says_something(kind: Kind, row: tuple[Any, ...]) -> bool:
    return any(column.write(value, "zh") for column, value in zip(kind.entered, row, strict=True))

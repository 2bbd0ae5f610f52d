"""Rows as a file: what is exported, the rows that were wrong, the blank form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import IO, Any

import xlsxwriter

from exchange.columns import Column, Kind
from exchange.csv_files import CsvWriter
from exchange.headers import REASON_EN, REASON_ZH, ROW_EN, ROW_ZH
from exchange.texts import hint_of

# Rows of CSV between two blocks that are sent.
BLOCK = 200
# No shortcut by which text becomes a formula, a link or a number.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
MOST_IN_A_LIST = 255
LISTED_ROWS = 5_000
WIDTH = 16

Values = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """What a file is to hold: its columns, and rows of typed values in their order."""

    columns: tuple[Column, ...]
    language: str

    @property
    def headers(self) -> list[str]:
        return [column.header(self.language) for column in self.columns]

    @property
    def numeric(self) -> list[bool]:
        return [column.content.numeric for column in self.columns]

    def texts(self, values: Values) -> list[str]:
        pairs = zip(self.columns, values, strict=True)
        return [column.write(value, self.language) for column, value in pairs]


def csv_blocks(sheet: Sheet, rows: Iterator[Values]) -> Iterator[bytes]:
    """The file block by block; the first block comes with the headers, before any row is asked for."""
    writer, numeric = CsvWriter(), sheet.numeric
    writer.add(sheet.headers)
    yield writer.take()
    for count, values in enumerate(rows, 1):
        writer.add(sheet.texts(values), numeric)
        if count % BLOCK == 0:
            yield writer.take()
    yield writer.take()


def write_xlsx(file: IO[bytes], sheet: Sheet, rows: Iterator[Values]) -> int:
    """Write a workbook row by row, with flat memory; the answer is how many rows it has."""
    with xlsxwriter.Workbook(file, PLAIN) as book:
        page = _page(book, sheet)
        written = 0
        for written, values in enumerate(rows, 1):
            for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
                _put(page, written, place, column, value, sheet.language)
    return written


def _page(book: Any, sheet: Sheet) -> Any:
    page = book.add_worksheet()
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True})
    plain = book.add_format({"num_format": "@"})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(sheet.columns):
        kept = dated if column.content.dated else None if column.content.numeric else plain
        page.set_column(place, place, WIDTH, kept)
        page.write_string(0, place, column.header(sheet.language), bold)
    page.freeze_panes(1, 0)
    return page


def _put(page: Any, row: int, place: int, column: Column, value: Any, language: str) -> None:
    """One cell as what it is: numbers can be added up, days sorted, everything else is text."""
    if value is None or value == "":
        return
    if isinstance(value, int | Decimal) and column.content.numeric:
        page.write_number(row, place, value)
    elif isinstance(value, date) and column.content.dated:
        page.write_datetime(row, place, value)
    else:
        page.write_string(row, place, column.write(value, language))


def wrong_rows(kind: Kind, names: Sequence[str], language: str) -> list[str]:
    """The headers of the file of wrong rows: the columns that were sent, their row, and why."""
    chinese = language.startswith("zh")
    beside = [ROW_ZH, REASON_ZH] if chinese else [ROW_EN, REASON_EN]
    return [*(kind.by_name[name].header(language) for name in names), *beside]


def texts_as_csv(headers: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[bytes]:
    """Plain texts as CSV."""
    writer = CsvWriter()
    writer.add(headers)
    for count, cells in enumerate(rows, 1):
        writer.add(cells)
        if count % BLOCK == 0:
            yield writer.take()
    yield writer.take()


def texts_as_xlsx(file: IO[bytes], headers: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """Plain texts as a workbook, every cell text."""
    with xlsxwriter.Workbook(file, PLAIN) as book:
        page = book.add_worksheet()
        kept = book.add_format({"num_format": "@"})
        page.set_column(0, len(headers) - 1, WIDTH, kept)
        for row, cells in enumerate([headers]):
            for place, cell in enumerate(cells):
                page.write_string(row, place, cell)
        for row, cells in enumerate(rows, 1):
            for place, cell in enumerate(cells):
                page.write_string(row, place, cell, kept)


def blank_csv(kind: Kind, language: str) -> bytes:
    """The headers alone."""
    writer = CsvWriter()
    writer.add([column.header(language) for column in kind.entered])
    return writer.take()


# Column, and what may stand in it: each code with what it is called.
Codes = Mapping[str, Sequence[tuple[str, str]]]


def blank_xlsx(file: IO[bytes], kind: Kind, language: str, codes: Codes = MappingProxyType({})) -> None:
    """The headers with lists to choose from, and a second sheet that explains every column.

    codes: of columns whose codes stand in no list of words; they are listed below the explanations.
    """
    whole = {**PLAIN, "constant_memory": False}
    with xlsxwriter.Workbook(file, whole) as book:
        page = _page(book, Sheet(kind.entered, language))
        for place, column in enumerate(kind.entered):
            _offer(page, place, column, language)
        notes = _explain(book, kind, language)
        below = len(kind.entered) + 2
        for name, pairs in codes.items():
            below = _offer_codes(page, notes, kind, name, pairs, below, language)


def _offer(page: Any, place: int, column: Column, language: str) -> None:
    words = column.content.allowed(language)
    if words and not hasattr(column.unasked, "union") and len(",".join(words)) <= MOST_IN_A_LIST:
        page.data_validation(1, place, LISTED_ROWS, place, {"validate": "list", "source": list(words)})


def _offer_codes(
    page: Any, notes: Any, kind: Kind, name: str, pairs: Sequence[tuple[str, str]], below: int, language: str
) -> int:
    """List codes with their names on the sheet of explanations, to be chosen from; the answer is the next free row."""
    column = kind.by_name[name]
    notes.write_string(below, 0, column.header(language))
    for row, pair in enumerate(pairs, below + 1):
        for place, text in enumerate(pair):
            notes.write_string(row, place * 2, text)
    last, place = below + len(pairs), kind.entered.index(column)
    source = f"='{notes.get_name()}'!$A${below + 2}:$A${last + 1}"
    page.data_validation(1, place, LISTED_ROWS, place, {"validate": "list", "source": source})
    return last + 2


def _explain(book: Any, kind: Kind, language: str) -> Any:
    chinese = language.startswith("zh")
    page = book.add_worksheet("填写说明" if chinese else "How to fill it in")
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7"})
    wraps = book.add_format({"text_wrap": True, "valign": "top"})
    heads = ("列", "必填", "填写内容", "说明") if chinese else ("Column", "Needed", "What to write", "Explanation")
    for place, (head, width) in enumerate(zip(heads, (24, 8, 60, 60), strict=True)):
        page.set_column(place, place, width, wraps)
        page.write_string(0, place, head, bold)
    needed = ("是", "") if chinese else ("yes", "")
    for row, column in enumerate(kind.entered, 1):
        cells = (
            column.header(language),
            needed[0 if column.required else 1],
            hint_of(column, language),
            column.about(language),
        )
        for place, cell in enumerate(cells):
            page.write_string(row, place, cell)
    return page

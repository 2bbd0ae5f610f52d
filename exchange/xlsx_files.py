"""Excel: looked through before it is read, for a packed file can claim to be larger than any memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from exchange.errors import Unreadable
from exchange.limits import MOST_PARTS, MOST_RATIO, Limits
from exchange.sheets import BLOCK, NOT_EXCEL, TOO_LARGE, WORKBOOK, measure
from terms.text import say

# By these parts the reader knows other workbooks (.xlsb, .ods), which nobody measures.
OTHER_WORKBOOKS = {"xl/workbook.bin", "content.xml", "mimetype"}
WHOLE_DIGITS = 15


def look_through(path: Path, limits: Limits) -> None:
    """Refuse what is no workbook, what is packed too tightly, and what would not fit into memory.

    :raises Unreadable:
    """
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if WORKBOOK not in names or not OTHER_WORKBOOKS.isdisjoint(name.lower() for name in names):
                raise Unreadable(NOT_EXCEL)
            if len(names) > MOST_PARTS:
                raise Unreadable(TOO_LARGE)
            _unpack(packed, path.stat().st_size, limits)
            measure(packed, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zipfile.zlib.error) as problem:  # type: ignore[attr-defined]
        raise Unreadable(NOT_EXCEL) from problem


def _unpack(packed: zipfile.ZipFile, size: int, limits: Limits) -> None:
    """Unpack every part once without keeping it: what it claims of its size is not believed."""
    room = min(limits.most_unpacked, max(size * MOST_RATIO, BLOCK * 4))
    for part in packed.infolist():
        with packed.open(part) as file:
            while block := file.read(BLOCK):
                room -= len(block)
                if room < 0:
                    raise Unreadable(TOO_LARGE)


def rows(path: Path, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first sheet with its number, blank ones left out. Formulas count as what they last gave.

    :raises Unreadable: also where cells are merged below the first rows, for then a row lacks what another shows.
    """
    look_through(path, limits)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
            _demand_single(sheet.merged_cell_ranges or [])
            for number, cells in enumerate(sheet.iter_rows(), 1):
                if any(cell not in ("", None) for cell in cells):
                    yield number, [text_of(cell, limits, number) for cell in cells]
    except PasswordError as problem:
        raise Unreadable(say("This workbook is protected by a password. Save it without one.")) from problem
    except (CalamineError, IndexError, ValueError, OSError) as problem:
        raise Unreadable(NOT_EXCEL) from problem


# Above the headers a title may stretch over several cells.
TITLE_ROWS = 10


def _demand_single(merged: list[Any]) -> None:
    for (top, _left), (bottom, _right) in merged:
        if bottom > TITLE_ROWS or bottom > top:
            raise Unreadable(
                say("Rows %(first)s to %(last)s have merged cells; unmerge them.", first=top + 1, last=bottom + 1)
            )


def text_of(value: Any, limits: Limits, row: int) -> str:
    """A cell as it would be typed: whole numbers without a fraction, days as days.

    :raises Unreadable: longer than any cell, or a number whose last digits Excel has thrown away.
    """
    if isinstance(value, str):
        if len(value) > limits.most_in_a_cell:
            raise Unreadable(say("A cell has more than %(most)s characters.", most=limits.most_in_a_cell))
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | int):
        if abs(value) >= 10**WHOLE_DIGITS:
            raise Unreadable(
                say(
                    "Row %(row)s holds a number of more than 15 digits, of which Excel keeps 15. "
                    "Format the column as text and write it again.",
                    row=row,
                )
            )
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.{WHOLE_DIGITS}g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""

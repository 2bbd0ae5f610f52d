"""Excel: looked through before it is read, for a packed file can claim to be larger than any memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from exchange.errors import Unreadable
from exchange.limits import MOST_PARTS, MOST_RATIO, Limits
from terms.text import Text, say

BLOCK = 2**20
CELL = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
LONGEST_MATCH = 32
WHOLE_DIGITS = 15
NOT_EXCEL = say("This is no Excel workbook. Save it as .xlsx, or as CSV UTF-8.")
TOO_LARGE = say("This workbook unpacks to more than any list needs; it is not opened.")


def look_through(path: Path, limits: Limits) -> None:
    """Refuse what is no workbook, what is packed too tightly, and what would not fit into memory.

    :raises Unreadable:
    """
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" not in names:
                raise Unreadable(NOT_EXCEL)
            if len(names) > MOST_PARTS:
                raise Unreadable(TOO_LARGE)
            _unpack(packed, path.stat().st_size, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zipfile.zlib.error) as problem:  # type: ignore[attr-defined]
        raise Unreadable(NOT_EXCEL) from problem


def _unpack(packed: zipfile.ZipFile, size: int, limits: Limits) -> None:
    """Unpack every part once without keeping it: what it claims of its size is not believed."""
    room = min(limits.most_unpacked, max(size * MOST_RATIO, BLOCK * 4))
    for part in packed.infolist():
        is_sheet = part.filename.startswith("xl/worksheets/")
        with packed.open(part) as file:
            rest = b""
            while block := file.read(BLOCK):
                room -= len(block)
                if room < 0:
                    raise Unreadable(TOO_LARGE)
                if is_sheet:
                    _measure(rest + block, limits)
                    rest = block[-LONGEST_MATCH:]


def _measure(xml: bytes, limits: Limits) -> None:
    """Refuse cells far to the right or far down: the reader makes room for everything before them."""
    for letters, digits in CELL.findall(xml):
        if _column(letters) > limits.most_columns:
            raise Unreadable(say("The sheet has more than %(most)s columns.", most=limits.most_columns))
        if int(digits) > limits.most_rows + 1:
            raise Unreadable(too_many_rows(limits))


def too_many_rows(limits: Limits) -> Text:
    return say("The file has more than %(most)s rows; split it.", most=limits.most_rows)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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
                    yield number, [text_of(cell, limits) for cell in cells]
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


def text_of(value: Any, limits: Limits) -> str:
    """A cell as it would be typed: whole numbers without a fraction, days as days."""
    if isinstance(value, str):
        if len(value) > limits.most_in_a_cell:
            raise Unreadable(say("A cell has more than %(most)s characters.", most=limits.most_in_a_cell))
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | int):
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.{WHOLE_DIGITS}g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""

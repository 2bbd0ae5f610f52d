"""How far the cells of a workbook's sheets reach, found by reading its XML a block at a time.

The reader of workbooks makes room for every cell of the rectangle that a sheet spans, and for a few bytes of XML that
can be more than any memory. So whatever could be a sheet to it is measured first, and what cannot be read is refused.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any
from xml.parsers import expat

from exchange.errors import Unreadable
from exchange.limits import Limits
from terms.text import Text, say

BLOCK = 2**20
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
ROW = re.compile(r"[0-9]{1,7}")
LAST_SLASH = re.compile(r".*[/\\]", re.DOTALL)
NOT_EXCEL = say("This is no Excel workbook. Save it as .xlsx, or as CSV UTF-8.")
TOO_LARGE = say("This workbook unpacks to more than any list needs; it is not opened.")


def too_many_rows(limits: Limits) -> Text:
    return say("The file has more than %(most)s rows; split it.", most=limits.most_rows)


def measure(packed: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a workbook one of whose sheets spans more than is taken, or cannot be told from something else.

    :raises Unreadable:
    """
    wanted = _sheet_names(packed)
    parts = [part for part in packed.infolist() if _last(part.filename) in wanted]
    if not wanted or wanted - {_last(part.filename) for part in parts}:
        raise Unreadable(NOT_EXCEL)
    for part in parts:
        _parse(packed, part, _Reach(limits).begins)


def _sheet_names(packed: zipfile.ZipFile) -> set[str]:
    """The last part of the path of everything that the workbook calls a sheet, wherever it says that it lies."""
    named: set[str] = set()
    targets: list[tuple[str, str]] = []

    def of_workbook(tag: str, about: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            named.update(about.values())

    def of_relations(tag: str, about: dict[str, str]) -> None:
        if _local(tag) == "relationship":
            targets.append((about.get("Id", ""), about.get("Target", "")))

    for part in packed.infolist():
        name = part.filename.lower()
        if name == WORKBOOK:
            _parse(packed, part, of_workbook)
        elif name == RELATIONS:
            _parse(packed, part, of_relations)
    return {_last(target) for key, target in targets if key in named}


def _last(path: str) -> str:
    return LAST_SLASH.sub("", path).lower()


def _local(tag: str) -> str:
    return tag.rpartition(":")[2].lower()


def _parse(packed: zipfile.ZipFile, part: zipfile.ZipInfo, begins: Any) -> None:
    """Read one part as XML; none that is not well-formed or declares things of its own."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = begins
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with packed.open(part) as file:
            while block := file.read(BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise Unreadable(NOT_EXCEL) from problem


def _refuse(*_about: Any) -> None:
    raise Unreadable(NOT_EXCEL)


class _Reach:
    """How far down and to the right a sheet's cells lie. One without a place follows the one before it."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.row, self.column = limits, 0, 0
        self.lowest = self.farthest = 0

    def begins(self, tag: str, about: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            self._cell(about.get("r"))
        elif tag == "row" or tag.endswith(":row"):
            self._row(about.get("r"))

    def _row(self, place: str | None) -> None:
        if place is not None and not ROW.fullmatch(place):
            _refuse()
        self.column = 0
        self.row = int(place) if place is not None else max(self.row, self.lowest) + 1
        self._reaches()

    def _cell(self, place: str | None) -> None:
        if place is None:
            self.column += 1
        else:
            found = CELL.fullmatch(place)
            if found is None:
                raise Unreadable(NOT_EXCEL)
            self.column, self.row = max(self.column, _number(found[1])), max(self.row, int(found[2]))
        self._reaches()

    def _reaches(self) -> None:
        self.farthest = max(self.farthest, self.column)
        self.lowest = max(self.lowest, self.row)
        if self.farthest > self.limits.most_columns:
            raise Unreadable(say("The sheet has more than %(most)s columns.", most=self.limits.most_columns))
        if self.lowest > self.limits.most_rows + 1:
            raise Unreadable(too_many_rows(self.limits))
        if self.farthest * self.lowest > self.limits.most_cells:
            raise Unreadable(TOO_LARGE)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number

"""A file as rows of text under known columns, whatever it was made with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from exchange import csv_files, xlsx_files
from exchange.columns import Kind
from exchange.errors import Unreadable
from exchange.headers import LOOKED_THROUGH, columns_of, looks_like_headers
from exchange.limits import Limits
from exchange.sheets import NOT_EXCEL, too_many_rows
from terms.exchange import FileEncoding
from terms.text import say

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
RowOfText = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """A file that could be opened. columns: by place, '' where one is passed over. rows: (number, cells by place)."""

    read_as: str
    columns: list[str]
    rows: Iterator[RowOfText]

    @property
    def named(self) -> list[str]:
        """The columns the file has, in its order."""
        return [name for name in self.columns if name]

    def named_rows(self) -> Iterator[RowOfText]:
        """The rows with the cells of the named columns only; a row that ends early is filled up."""
        places = [place for place, name in enumerate(self.columns) if name]
        for number, cells in self.rows:
            yield number, [cells[place] if place < len(cells) else "" for place in places]


def open_table(path: Path, kind: Kind, *, encoding: FileEncoding, limits: Limits) -> Table:
    """Find out what the file is, and where its headers are.

    :raises Unreadable:
    """
    read_as, rows = _rows(path, encoding, limits)
    rows = _counted(rows, limits)
    head = _first(rows)
    if not head:
        raise Unreadable(say("The file is empty."))
    place = next((place for place, (_number, cells) in enumerate(head) if looks_like_headers(cells, kind)), 0)
    columns = columns_of(head[place][1], kind)
    return Table(read_as, columns, _after(head[place + 1 :], rows, len(columns)))


def _rows(path: Path, encoding: FileEncoding, limits: Limits) -> tuple[str, Iterator[RowOfText]]:
    if path.stat().st_size > limits.most_bytes:
        raise Unreadable(say("The file is larger than %(most)s MB; split it.", most=limits.most_bytes // 2**20))
    with path.open("rb") as file:
        begins = file.read(4)
    if begins.startswith(ZIP):
        return "xlsx", xlsx_files.rows(path, limits)
    if begins.startswith((OLE, PDF)):
        raise Unreadable(NOT_EXCEL)
    found = csv_files.encoding_of(path, encoding)
    return found, csv_files.rows(path, found, limits)


def _counted(rows: Iterator[RowOfText], limits: Limits) -> Iterator[RowOfText]:
    for count, row in enumerate(rows):
        if count > limits.most_rows:
            raise Unreadable(too_many_rows(limits))
        yield row


def _first(rows: Iterator[RowOfText]) -> list[RowOfText]:
    return list(islice(rows, LOOKED_THROUGH))


def _after(first: list[RowOfText], rows: Iterator[RowOfText], width: int) -> Iterator[RowOfText]:
    for number, cells in first:
        yield number, _fitting(number, cells, width)
    for number, cells in rows:
        yield number, _fitting(number, cells, width)


def _fitting(number: int, cells: list[str], width: int) -> list[str]:
    if any(cell.strip() for cell in cells[width:]):
        raise Unreadable(say("Row %(row)s has more cells than there are headers.", row=number))
    return cells[:width]

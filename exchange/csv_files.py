"""CSV: read in whatever encoding and with whatever separator it comes, written so that Excel opens it right."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from exchange.errors import Unreadable
from exchange.guard import guarded, unguarded
from exchange.limits import Limits
from terms.exchange import FileEncoding
from terms.text import Text, say

BLOCK = 2**20
SEPARATORS = ",;\t"
# By these bytes at its beginning a file says how it is written down.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WANTED = {FileEncoding.UTF_8: "utf-8-sig", FileEncoding.GB18030: "gb18030", FileEncoding.UTF_16: "utf-16"}


def encoding_of(path: Path, wanted: FileEncoding) -> str:
    """How the file is written down: as asked, or what it says itself, or what it can be read as.

    :raises Unreadable:
    """
    tries = [WANTED[wanted]] if wanted in WANTED else _tries(path)
    for encoding in tries:
        if _decodes(path, encoding):
            return encoding
    raise Unreadable(
        say(
            "The characters of this file cannot be read as %(encodings)s. Save it as CSV UTF-8 or as Excel.",
            encodings=", ".join(one.upper().removesuffix("-SIG") for one in tries),
        )
    )


def _tries(path: Path) -> list[str]:
    with path.open("rb") as file:
        begins = file.read(4)
    return next(([name] for mark, name in MARKS if begins.startswith(mark)), ["utf-8", "gb18030"])


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def rows(path: Path, encoding: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number as a spreadsheet counts, blank ones left out; it swallows a line `sep=;`.

    :raises Unreadable: damaged, or a cell or row beyond all measure.
    """
    csv.field_size_limit(limits.most_in_a_cell)
    with path.open(encoding=encoding, newline="") as file:
        separator, named = _separator(file)
        reader = csv.reader(_checked(file, limits), delimiter=separator, strict=True)
        number = -1 if named else 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                raise Unreadable(_damaged(number + 1, str(problem), limits)) from problem
            number += 1
            if len(cells) > limits.most_columns:
                raise Unreadable(
                    say("Row %(row)s has more than %(most)s columns.", row=number, most=limits.most_columns)
                )
            if number and any(cell.strip() for cell in cells):
                yield number, [unguarded(cell) for cell in cells]


def _damaged(row: int, problem: str, limits: Limits) -> Text:
    if "field limit" in problem:
        return say("A cell in row %(row)s has more than %(most)s characters.", row=row, most=limits.most_in_a_cell)
    return say("Row %(row)s cannot be read; a quotation mark may be missing.", row=row)


def _separator(file: TextIO) -> tuple[str, bool]:
    """What separates the cells, by the first row; whether a line of its own says so (`sep=;`)."""
    first = file.readline(BLOCK)
    file.seek(0)
    if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:  # noqa: PLR2004
        return first[4], True
    outside = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(SEPARATORS, key=outside.count), False


def _checked(file: TextIO, limits: Limits) -> Iterator[str]:
    """The lines; one without an end, or with signs no text has, is refused before it fills the memory."""
    longest = limits.most_in_a_cell * 4
    for number, line in enumerate(iter(lambda: file.readline(longest + 1), ""), 1):
        if len(line) > longest:
            raise Unreadable(say("Line %(line)s is longer than any row can be.", line=number))
        if "\0" in line:
            raise Unreadable(say("Line %(line)s holds signs that no text has: is this a CSV file?", line=number))
        yield line


class CsvWriter:
    """Rows as bytes, a block at a time; begins with the mark by which Excel knows UTF-8."""

    def __init__(self) -> None:
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._mark = codecs.BOM_UTF8

    def add(self, cells: Sequence[str], numeric: Sequence[bool] = ()) -> None:
        """One row. numeric: which cells hold numbers, whose minus is no formula."""
        self._writer.writerow(
            [cell if place < len(numeric) and numeric[place] else guarded(cell) for place, cell in enumerate(cells)]
        )

    def take(self) -> bytes:
        """What was added since."""
        text = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        mark, self._mark = self._mark, b""
        return mark + text.encode("utf-8", "surrogatepass")

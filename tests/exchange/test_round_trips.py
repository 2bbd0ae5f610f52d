"""What goes out comes in again as it was: every kind of file, both formats, both languages, every encoding."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange.guard import guarded, unguarded
from exchange.kinds import KINDS
from exchange.limits import Limits
from exchange.reading import open_table
from exchange.rows import said
from exchange.writing import Sheet, csv_blocks, write_xlsx
from terms.exchange import FileEncoding
from tests.exchange.rows_of import gb18030, rows

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
LIVE = ("=", "+", "@", "＝", "＋", "＠")
LANGUAGES = st.sampled_from(["zh_Hans_CN", "en"])
# A failure is told as it was found: making it smaller would write some thousand files.
HOUSE = settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(path: Path, kind):
    """The typed values of every row, in the order of the kind's columns."""
    table = open_table(path, kind, encoding=FileEncoding.FOUND, limits=Limits())
    names = [column.name for column in kind.entered]
    found = []
    for _number, cells in table.named_rows():
        heard = said(kind, table.named, cells)
        assert heard.faults == []
        found.append(tuple(heard.values[name] for name in names))
    return found


@EVERY
class TestRoundTrip:
    @HOUSE
    @given(st.data(), LANGUAGES)
    def test_through_csv_gives_the_same_values(self, tmp_path, kind, data, language):
        wanted = data.draw(rows(kind))
        path = tmp_path / "rows.csv"
        path.write_bytes(b"".join(csv_blocks(Sheet(kind.entered, language), iter(wanted))))

        assert read(path, kind) == wanted

    @HOUSE
    @given(st.data(), LANGUAGES)
    def test_through_a_workbook_gives_the_same_values(self, tmp_path, kind, data, language):
        wanted = data.draw(rows(kind))
        path = tmp_path / "rows.xlsx"
        with path.open("wb") as file:
            write_xlsx(file, Sheet(kind.entered, language), iter(wanted))

        assert read(path, kind) == wanted

    @HOUSE
    @given(st.data(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.sampled_from(",;\t"))
    def test_through_other_encodings_and_separators_gives_the_same_values(
        self, tmp_path, kind, data, encoding, separator
    ):
        sheet = Sheet(kind.entered, "zh")
        wanted = data.draw(
            rows(kind).filter(lambda some: all(gb18030(text) for row in some for text in sheet.texts(row)))
        )
        path = tmp_path / "rows.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=separator)
            writer.writerow(sheet.headers)
            writer.writerows([guarded(text) for text in sheet.texts(row)] for row in wanted)

        assert read(path, kind) == wanted

    @HOUSE
    @given(st.data())
    def test_of_what_was_read_writes_the_same_file(self, tmp_path, kind, data):
        """export(import(x)) == x"""
        sheet = Sheet(kind.entered, "zh")
        written = b"".join(csv_blocks(sheet, iter(data.draw(rows(kind)))))
        path = tmp_path / "rows.csv"
        path.write_bytes(written)

        assert b"".join(csv_blocks(sheet, iter(read(path, kind)))) == written

    @HOUSE
    @given(st.data())
    def test_holds_no_cell_that_a_spreadsheet_would_reckon_with(self, tmp_path, kind, data):
        wanted = data.draw(rows(kind))
        sheet = Sheet(kind.entered, "zh")
        text = b"".join(csv_blocks(sheet, iter(wanted))).decode("utf-8-sig")
        path = tmp_path / "rows.xlsx"
        with path.open("wb") as file:
            write_xlsx(file, sheet, iter(wanted))

        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if cell.lstrip().startswith(LIVE)]
        # Where ; or a tab is the list separator, no quotation mark within a line holds a cell together.
        for piece in re.split(r"[;\t\r\n]", text):
            assert not piece.strip(' "').startswith(LIVE)
        with path.open("rb") as file:
            page = openpyxl.load_workbook(file).active
            assert not [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"]


class TestGuard:
    @given(st.text())
    def test_is_taken_off_exactly(self, text):
        assert unguarded(guarded(text)) == text

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "'=1", " =1", "＝1"])
    def test_stands_before_whatever_begins_a_formula(self, text):
        assert guarded(text) == f"'{text}"

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("x;=1+1", "x;'=1+1"),
            ("x;'=1", "x;''=1"),
            ("x; =1;-2", "x;' =1;'-2"),
            ('x;"=1', "x;'\"=1"),
            ("a\t=2", "a\t'=2"),
            ("第一行\n=2", "第一行\n'=2"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
        ],
    )
    def test_stands_wherever_a_spreadsheet_might_cut_the_cell(self, text, written):
        assert (guarded(text), unguarded(written)) == (written, text)

    @pytest.mark.parametrize("text", ["", "a=1", "a;b=1", "a;b\tc", "甲；=1", "1-2", "王芳", "'王", "0551-1"])
    def test_leaves_other_text_alone(self, text):
        assert guarded(text) == text

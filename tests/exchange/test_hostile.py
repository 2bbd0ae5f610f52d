"""Files nobody should open without looking: refused at once, with a sentence that says why."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from exchange.errors import Unreadable
from exchange.kinds import KINDS
from exchange.limits import Limits
from exchange.reading import open_table
from exchange.rows import said
from terms.exchange import FileEncoding, FileKind

CUSTOMERS = KINDS[FileKind.CUSTOMERS]
HEAD = "客户编号,客户名称,客户类型,电话,大区\n"


@pytest.fixture
def table_of(tmp_path):
    """`table_of(content)`: (row number, cells) of a file with this content."""

    def read(content: bytes | str, *, encoding=FileEncoding.FOUND, **limits):
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        table = open_table(path, CUSTOMERS, encoding=encoding, limits=Limits(**limits))
        return table.named, list(table.named_rows())

    return read


def workbook(fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for place, header in enumerate(("客户编号", "客户名称", "客户类型", "电话", "大区")):
            page.write_string(0, place, header)
        fill(page)
    return out.getvalue()


def edited(change, rename=lambda name: name) -> bytes:
    """A workbook of two rows, its parts as somebody with a text editor would have them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(lambda page: page.write_string(1, 0, "x")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(rename(part.filename), change(part.filename, old.read(part)))
    return out.getvalue()


def cell_as(written: bytes, row: bytes = b'<row r="2"'):
    def change(name, content):
        if name == "xl/worksheets/sheet1.xml":
            return content.replace(b'<row r="2"', row).replace(b'r="A2"', written)
        return content

    return change


class TestOpenTable:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "empty"),
            (b"\n\n  \n", "empty"),
            (b"%PDF-1.7 ...", "no Excel workbook"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "no Excel workbook"),
            (b"PK\x03\x04 not a zip", "no Excel workbook"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "characters of this file|signs that no text has"),
            ((HEAD + "A1,\0,x,y,z\n").encode(), "signs that no text has"),
            ((HEAD + '"A1,never closed\n').encode(), "quotation mark"),
            ((HEAD + "A1,a,b,c,d,e,f\n").encode(), "more cells than there are headers"),
            (b"foo,bar\n1,2\n", "not known here: .*foo.*bar"),
            ("客户编号,客户名称,客户名称\n1,2,3\n".encode(), "twice: .*客户名称"),
            (("," * 300 + "\n").encode() + b"x", "more than 200 columns"),
        ],
    )
    def test_refuses_what_is_no_table_and_says_why(self, table_of, content, sentence):
        with pytest.raises(Unreadable, match=sentence):
            table_of(content)

    def test_refuses_a_cell_of_a_gigabyte_long_before_it_is_read(self, table_of):
        with pytest.raises(Unreadable, match=r"characters|longer than any row"):
            table_of(HEAD + "A1," + "x" * 200_000 + ",,,\n")

    def test_refuses_more_rows_than_it_was_told_to_take(self, table_of):
        with pytest.raises(Unreadable, match="more than 3 rows"):
            table_of(HEAD + "A,b,c,d,e\n" * 5, most_rows=3)

    def test_refuses_a_packed_bomb_without_unpacking_it(self, table_of):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", "<workbook/>")
            packed.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 2**20))

        with pytest.raises(Unreadable, match="unpacks to more"):
            table_of(out.getvalue())

    def test_refuses_a_cell_so_far_off_that_everything_before_it_would_fill_the_memory(self, table_of):
        with pytest.raises(Unreadable, match=r"columns|rows"):
            table_of(workbook(lambda page: page.write_string(1_048_575, 16_383, "far")))

    @pytest.mark.parametrize(
        "written",
        [b'r="XFD9"', b"r='XFD9'", b'r = "XFD9"', b'r="xfd9"', b'r="&#88;FD9"', b'r="A1048576"', b"r='XFD1048576'"],
    )
    def test_finds_it_however_its_place_is_written(self, table_of, written):
        with pytest.raises(Unreadable, match=r"columns|rows"):
            table_of(edited(cell_as(written)))

    def test_finds_it_in_a_row_far_down(self, table_of):
        with pytest.raises(Unreadable, match="rows"):
            table_of(edited(cell_as(b"", b"<row r='1048576'")))

    def test_finds_it_wherever_the_sheet_lies(self, table_of):
        def change(name, content):
            moved = content.replace(b"worksheets/sheet1.xml", b"Other/S.bin")
            return cell_as(b'r="XFD9"')(name, moved)

        with pytest.raises(Unreadable, match="columns"):
            table_of(edited(change, lambda name: name.replace("worksheets/sheet1.xml", "other/s.bin")))

    def test_refuses_a_long_list_that_is_as_wide_for_a_single_cell(self, table_of):
        with pytest.raises(Unreadable, match="unpacks to more"):
            table_of(workbook(lambda page: page.write_string(150_000, 150, "far")))

    @pytest.mark.parametrize("part", ["mimetype", "content.xml", "xl/workbook.bin"])
    def test_refuses_what_another_reader_would_take_for_its_own(self, table_of, part):
        content = io.BytesIO(edited(lambda _name, content: content))
        with zipfile.ZipFile(content, "a") as packed:
            packed.writestr(part, "application/vnd.oasis.opendocument.spreadsheet")

        with pytest.raises(Unreadable, match="no Excel workbook"):
            table_of(content.getvalue())

    def test_refuses_xml_that_declares_things_of_its_own(self, table_of):
        def change(name, content):
            return content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)

        with pytest.raises(Unreadable, match="no Excel workbook"):
            table_of(edited(change))

    def test_takes_what_nobody_tampered_with(self, table_of):
        assert table_of(edited(lambda _name, content: content))[1] == [(2, ["x", "", "", "", ""])]

    def test_takes_cells_that_do_not_say_where_they_stand(self, table_of):
        assert table_of(edited(cell_as(b"")))[1] == [(2, ["x", "", "", "", ""])]

    @pytest.mark.parametrize("number", [123_456_789_012_345_678, 10**15, -(2**53), 1.5e15])
    def test_refuses_a_number_whose_last_digits_excel_threw_away(self, table_of, number):
        with pytest.raises(Unreadable, match="Row 2 holds a number of more than 15 digits"):
            table_of(workbook(lambda page: page.write_number(1, 3, number)))

    def test_takes_a_number_of_fifteen_digits_as_it_is(self, table_of):
        rows = table_of(workbook(lambda page: page.write_number(1, 3, 999_999_999_999_999)))[1]

        assert rows[0][1][3] == "999999999999999"

    def test_refuses_cells_merged_over_rows(self, table_of):
        with pytest.raises(Unreadable, match="merged"):
            table_of(workbook(lambda page: page.merge_range(2, 0, 4, 0, "A1")))

    def test_refuses_what_cannot_be_read_as_the_reader_says(self, table_of):
        with pytest.raises(Unreadable, match="cannot be read as UTF-8"):
            table_of((HEAD + "A1,王芳,,,\n").encode("gb18030"), encoding=FileEncoding.UTF_8)


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "gb18030"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_finds_out_encoding_and_separator(self, table_of, encoding, separator):
        text = (HEAD + "A1,王芳,消费者,13900001234,安徽\n").replace(",", separator)
        raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)

        assert table_of(raw)[1] == [(2, ["A1", "王芳", "消费者", "13900001234", "安徽"])]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_counts_rows_as_excel_shows_them_which_swallows_the_line_that_names_the_separator(self, table_of, line_end):
        lines = ["sep=;", "客户编号;客户名称", "A1;王芳", "", 'A2;"a\nb"', "A3;李敏"]

        rows = table_of(line_end.join(lines))[1]
        assert [(number, cells[0]) for number, cells in rows] == [(2, "A1"), (4, "A2"), (5, "A3")]

    def test_names_the_row_that_cannot_be_read_by_the_same_count(self, table_of):
        with pytest.raises(Unreadable, match="Row 2 cannot be read"):
            table_of('sep=;\n客户编号;客户名称\n"A1;never closed\n')

    def test_takes_headers_in_either_language_by_name_and_in_any_order(self, table_of):
        names, _rows = table_of("Region,name*,客户编号（必填）,KIND,错误原因\nR,n,c,k,why\n")

        assert names == ["region_id", "name", "code", "kind"]

    def test_passes_over_a_title_above_the_headers(self, table_of):
        names, rows = table_of("客户档案表,,,,\n2026年,,,,\n" + HEAD + "A1,王芳,消费者,,安徽\n")

        assert (names[0], rows[0][0]) == ("code", 4)

    def test_gives_phones_back_that_a_spreadsheet_took_for_numbers(self, table_of):
        def fill(page):
            page.write_row(1, 0, ["A1", "王芳", "消费者", 13900001234, "安徽"])
            page.write_row(2, 0, ["007", "李敏", "消费者", "0551-6234", "安徽"])

        rows = table_of(workbook(fill))[1]
        assert [cells[3] for _number, cells in rows] == ["13900001234", "0551-6234"]
        assert rows[1][1][0] == "007"

    def test_takes_a_formula_for_what_it_last_gave(self, table_of):
        rows = table_of(workbook(lambda page: page.write_formula(1, 0, "=1+1", None, "2")))[1]

        assert rows[0][1][0] == "2"

    def test_says_that_a_spreadsheet_shortened_a_number(self, table_of):
        names, rows = table_of(HEAD + "A1,王芳,消费者,1.39E+10,安徽\n")

        assert "shortened" in str(said(CUSTOMERS, names, rows[0][1]).faults[0].text)

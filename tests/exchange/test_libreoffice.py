"""A spreadsheet program as the real client: it opens what we write, and sees what we meant."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from datetime import date
from decimal import Decimal

import pytest

from exchange.kinds import KINDS
from exchange.writing import Sheet, blank_xlsx, csv_blocks, write_xlsx
from terms.exchange import FileKind

KIND = KINDS[FileKind.SHIPMENTS]
ROW = {
    "number": "0012345", "customer_id": "KH000381", "batch_id": "-20261105", "shipped_on": date(2026, 11, 5), "cases": 30,
    "price": Decimal("96.50"), "promotion": "=HYPERLINK(\"http://x\",\"点我\")", "voucher": "+86 139",
}  # fmt: skip
LONGEST_WAIT = 120
# In CSV the apostrophe stays in sight: there is no other way to keep a spreadsheet from reckoning.
SEEN = ["0012345", "KH000381", "-20261105", "2026-11-05", "30", "96.5", ROW["promotion"], "+86 139"]


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed here; with libreoffice-calc this would have been tried with it")
    return found


@pytest.fixture
def opened(soffice, tmp_path):
    """`opened(file)`: the rows that the program shows, written down by itself."""

    def convert(path):
        out = tmp_path / "out"
        # Columns 76 (UTF-8), quotes, cells as they are shown: what a person at the screen would read.
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{tmp_path / 'home'}", "--headless", "--convert-to",
             "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "--infilter=CSV:44,34,76,1" if path.suffix == ".csv" else "--norestore",
             "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=LONGEST_WAIT, env={**os.environ, "LANG": "C.UTF-8"},
        )  # fmt: skip
        written = next(out.iterdir())
        return list(csv.reader(io.StringIO(written.read_text("utf-8-sig"))))

    return convert


def rows():
    return iter([tuple(ROW[column.name] for column in KIND.entered)])


class TestLibreOffice:
    def test_opens_a_workbook_with_every_value_as_it_was(self, opened, tmp_path):
        path = tmp_path / "发货.xlsx"
        with path.open("wb") as file:
            write_xlsx(file, Sheet(KIND.entered, "zh"), rows())

        head, row = opened(path)
        assert head == [column.zh for column in KIND.entered]
        assert row == SEEN

    def test_opens_csv_with_chinese_and_reckons_with_nothing(self, opened, tmp_path):
        path = tmp_path / "发货.csv"
        path.write_bytes(b"".join(csv_blocks(Sheet(KIND.entered, "zh"), rows())))

        head, row = opened(path)
        assert head == [column.zh for column in KIND.entered]
        assert [row[6], row[7]] == [f"'{ROW['promotion']}", "'+86 139"]
        assert row[2] == "'-20261105"
        assert row[3] == "2026-11-05"

    def test_opens_the_blank_form(self, opened, tmp_path):
        path = tmp_path / "空白表.xlsx"
        with path.open("wb") as file:
            blank_xlsx(file, KIND, "zh")

        assert opened(path)[0] == [column.zh for column in KIND.entered]

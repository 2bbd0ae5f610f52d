"""500 customers out of an old program, in GB18030 with seven wrong rows: corrected through the error file, then undone."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import func, select

from jobs.work import run_work
from models import Customer, FileImport
from terms.exchange import ImportState
from terms.people import Role
from tests.browser.conftest import picture
from tests.browser.hands import press
from tests.factories import make_region, make_staff
from workflows.housekeeping.work import waiting_work

pytestmark = pytest.mark.browser
HEADERS = ("客户编号", "客户名称", "客户类型", "电话", "大区", "地址")
WRONG = {
    17: {"客户名称": ""}, 60: {"客户类型": "神仙"}, 111: {"大区": "火星一区"}, 222: {"电话": "1.39E+10"},
    333: {"客户类型": ""}, 404: {"地址": "路" * 201}, 499: {"大区": ""},
}  # fmt: skip
RIGHT = {"客户名称": "王芳", "客户类型": "消费者", "大区": "安徽一区", "电话": "13912340000", "地址": "合肥市蜀山区1号"}


def old_list() -> list[dict[str, str]]:
    rows = [
        dict(zip(HEADERS, (f"A{n:04d}", f"李敏{n}", "消费者", f"139{n:08d}", "安徽一区", f"合肥市{n}号"), strict=True))
        for n in range(1, 501)
    ]
    for number, wrong in WRONG.items():
        rows[number - 1] |= wrong
    return rows


def as_csv(rows: list[dict[str, str]], headers=HEADERS) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headers)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Importing:
    """Somebody at the page of imports, and the runner that works meanwhile."""

    def __init__(self, desk, page) -> None:
        self.desk, self.page = desk, page

    def send(self, path) -> None:
        self.page.goto("/import/new/?kind=customers")
        self.page.locator("[name=file]").set_input_files(path)
        press(self.page, self.page.locator("form.card .actions button"))
        self.wait_for_the_runner()

    def wait_for_the_runner(self) -> None:
        """The page stands at its bar; when the work is done it shows what came of it by itself."""
        self.page.locator("[data-progress]").wait_for()
        self.desk.session.rollback()
        for key in waiting_work(self.desk.session, at=self.desk.clock(), most=10):
            self.desk.session.rollback()
            assert run_work(self.desk.app, key, runner="test")
        self.page.locator("[data-progress]").wait_for(state="detached")

    def counts(self) -> list[int]:
        """Rows, new, changes, the same, wrong."""
        return [int(one) for one in self.page.locator(".counts b").all_inner_texts()]

    def newest(self) -> FileImport:
        self.desk.session.rollback()
        return self.desk.session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()

    def customers(self) -> int:
        self.desk.session.rollback()
        return self.desk.session.scalar(select(func.count(Customer.id)))


def test_five_hundred_customers_come_in_and_go_again(desk, tmp_path):
    region = make_region(desk.session, name="安徽一区")
    page = desk.open(make_staff(desk.session, Role.SUPERVISOR, region=region))
    page.set_default_timeout(60_000)
    desk_of_imports = Importing(desk, page)
    path = tmp_path / "老客户.csv"
    path.write_bytes(as_csv(old_list()).encode("gb18030"))

    # The preview: 493 new ones, and seven rows with what is wrong with each.
    desk_of_imports.send(path)
    assert desk_of_imports.counts() == [500, 493, 0, 0, 7]
    said = page.locator("body").inner_text()
    for number in WRONG:
        assert f"\n{number + 1}\t" in said or str(number + 1) in said
    assert "神仙" in said
    assert "找不到“火星一区”" in said
    picture(page, "import-preview")

    # Only the good rows, please; the wrong ones come back as a file.
    page.locator("[name=reach][value=good_rows]").check()
    press(page, page.locator("form[action*=confirm] button"))
    desk_of_imports.wait_for_the_runner()
    assert desk_of_imports.customers() == 493
    with page.expect_download() as download:
        page.locator("a[href*='/import/wrong/'][href*=csv]").click()
    assert download.value.suggested_filename.startswith("客户_错误行_")
    picture(page, "import-done")
    first = desk_of_imports.newest()

    # Corrected in the file that came back, with its reasons still in it, and sent again.
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row["原行号"] for row in rows] == [str(number + 1) for number in WRONG]
    assert all(row["错误原因"] for row in rows)
    for place, row in enumerate(rows):
        wrong = WRONG[int(row["原行号"]) - 1]
        row.update({name: RIGHT[name] + (str(place) if name == "电话" else "") for name in wrong})
    corrected = tmp_path / "更正.csv"
    corrected.write_text(as_csv(rows, list(rows[0])), encoding="utf-8")
    desk_of_imports.send(corrected)
    assert desk_of_imports.counts() == [7, 7, 0, 0, 0]
    press(page, page.locator("form[action*=confirm] button"))
    desk_of_imports.wait_for_the_runner()
    assert desk_of_imports.customers() == 500

    # The same file once more does nothing.
    desk_of_imports.send(corrected)
    assert desk_of_imports.counts() == [7, 0, 0, 7, 0]
    assert page.locator("form[action*=confirm]").count() == 0

    # It was the wrong list after all.
    page.goto(f"/import/undo/?id={first.id}")
    page.locator("[name=reason]").fill("名单拿错了")
    press(page, page.locator("form.card .actions button"))
    desk_of_imports.wait_for_the_runner()
    desk.session.rollback()
    assert desk.session.get_one(FileImport, first.id).state is ImportState.UNDONE
    assert desk_of_imports.customers() == 7
    picture(page, "import-undone")

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from sqlalchemy import select

from jobs.imports import do_import
from jobs.work import Errand
from models import AuditEvent, Customer, FileImport
from queries.rulebook import in_force
from terms.exchange import ImportState
from terms.people import Role
from tests.factories import MORNING, make_customer, make_region, make_staff
from workflows.penalties.propose import propose

HEAD = "客户编号,客户名称,客户类型,电话,大区\n"


@pytest.fixture
def region(session):
    return make_region(session, name="安徽一区")


@pytest.fixture
def supervisor(session, region):
    return make_staff(session, Role.SUPERVISOR, region=region)


@pytest.fixture
def browser(log_in, supervisor):
    return log_in(supervisor)


@pytest.fixture
def do_work(app, session):
    """What the runner would do within seconds."""

    def do(row_id: int) -> FileImport:
        session.commit()
        errand = Errand(row_id, None, app.config["SETTINGS"], lambda: MORNING, lambda done, total: None)
        do_import(session, errand)
        session.expire_all()
        return session.get_one(FileImport, row_id)

    return do


def send(browser, text: str | bytes, name="客户.csv", **fields):
    data = text.encode() if isinstance(text, str) else text
    return browser.post(
        "/import/new/",
        data={"kind": "customers", "encoding": "found", "file": (io.BytesIO(data), name), **fields},
        content_type="multipart/form-data",
    )


def got(browser, url: str) -> bytes:
    with browser.get(url) as answer:
        assert answer.status_code == 200
        return answer.get_data()


def newest(session) -> FileImport:
    session.expire_all()
    return session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()


def marks(page: str, action: str) -> dict[str, str]:
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)
    assert form is not None
    return dict(re.findall(r'name="(version|submission|id)" value="([^"]*)"', form.group()))


class TestImports:
    def test_walk_from_the_file_to_the_entries(self, browser, session, do_work):
        answer = send(browser, HEAD + "A1,王芳,消费者,13900001234,安徽一区\nA2,,消费者,,安徽一区\n")
        assert answer.status_code == 302
        row = do_work(newest(session).id)
        page = browser.get(f"/import/details/?id={row.id}").get_data(as_text=True)
        assert "客户名称" in page
        assert "此项必填" in page

        sent = marks(page, "/import/confirm/")
        browser.post("/import/confirm/", data={**sent, "reach": "good_rows"})
        row = do_work(row.id)

        assert row.state is ImportState.IMPORTED
        assert [one.code for one in session.scalars(select(Customer))] == ["A1"]

    def test_give_the_wrong_rows_back_with_their_reasons(self, browser, session, do_work):
        send(browser, HEAD + "A1,王芳,消费者,13900001234,安徽一区\nA2,,神仙,,安徽一区\n")
        row = do_work(newest(session).id)

        text = browser.get(f"/import/wrong/?id={row.id}&format=csv").get_data().decode("utf-8-sig")

        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0] == ["客户编号", "客户名称", "客户类型", "电话", "大区", "原行号", "错误原因"]
        assert rows[1][:6] == ["A2", "", "神仙", "", "安徽一区", "3"]
        assert "客户类型" in rows[1][6]

    def test_refuse_a_file_without_known_headers_in_the_reader_s_language(self, browser, session, do_work):
        send(browser, "foo,bar\n1,2\n")
        row = do_work(newest(session).id)

        page = browser.get(f"/import/details/?id={row.id}").get_data(as_text=True)

        assert row.state is ImportState.UNREADABLE
        assert "无法识别的表头：foo、bar" in page

    def test_tell_how_far_they_are(self, browser, session):
        send(browser, HEAD + "A1,王芳,消费者,13900001234,安徽一区\n")

        told = browser.get(f"/import/progress/?id={newest(session).id}").get_json()

        assert told == {"state": "checking", "at_work": True, "done": 0, "total": 0}

    def test_show_an_administrator_that_a_file_came_and_nothing_of_its_rows(self, browser, log_in, session, do_work):
        send(browser, HEAD + "A1,王芳芳芳,消费者,13900001234,安徽一区\nA2,,神仙,,安徽一区\n")
        row = do_work(newest(session).id)
        administrator = log_in(make_staff(session, Role.ADMINISTRATOR))

        page = administrator.get(f"/import/details/?id={row.id}").get_data(as_text=True)

        assert row.original_name in page
        assert "王芳芳芳" not in page
        assert "神仙" not in page
        assert administrator.get(f"/import/wrong/?id={row.id}&format=csv").status_code == 404

    def test_are_nobody_else_s(self, browser, log_in, session, region, do_work):
        send(browser, HEAD + "A1,王芳,消费者,13900001234,安徽一区\n")
        other = log_in(make_staff(session, Role.SUPERVISOR, region=region))

        assert other.get(f"/import/details/?id={newest(session).id}").status_code == 404

    def test_offer_a_blank_form_of_every_kind_one_may_enter(self, browser):
        page = browser.get("/import/new/").get_data(as_text=True)
        kinds = re.findall(r"/import/blank/\?kind=(\w+)&amp;format=csv", page)

        assert kinds == ["customers", "complaints", "services", "letters"]
        for kind in kinds:
            assert got(browser, f"/import/blank/?kind={kind}&format=csv").startswith(b"\xef\xbb\xbf")
            assert got(browser, f"/import/blank/?kind={kind}&format=xlsx").startswith(b"PK")
        assert browser.get("/import/blank/?kind=staff&format=csv").status_code == 404


class TestPenaltyFiles:
    @pytest.fixture
    def head(self, session, region):
        return make_staff(session, Role.DEPARTMENT_HEAD, department=region.department)

    def test_list_every_breach_of_the_rulebook_in_the_blank_form(self, session, log_in, head):
        book = openpyxl.load_workbook(io.BytesIO(got(log_in(head), "/import/blank/?kind=penalties&format=xlsx")))

        page, notes = book.worksheets
        listed = [(row[0], row[2]) for row in notes.iter_rows(values_only=True) if row[0]]
        for priced in in_force(session, on=MORNING.date()).penalties.penalties:
            assert (priced.breach, f"{priced.name.zh} · {priced.clause}") in listed
        codes = [row[0] for row in listed][-len(in_force(session, on=MORNING.date()).penalties.penalties) :]
        column = [cell.value for cell in page[1]].index("项目代码")
        offered = next(
            rule
            for rule in page.data_validations.dataValidation
            if min(r.min_col for r in rule.sqref.ranges) == column + 1
        )
        first, last = re.findall(r"\$A\$(\d+)", offered.formula1)
        assert [notes[f"A{row}"].value for row in range(int(first), int(last) + 1)] == codes

    def test_say_in_words_what_a_breach_is(self, session, log_in, head, region):
        make_staff(session, Role.SUPERVISOR, region=region)
        clerk = make_staff(session, Role.CLERK, region=region)
        propose(
            session, staff_id=clerk.id, breach="late_handling", happened_on=MORNING.date(), reason="迟了", actor=head,
            at=MORNING,
        )  # fmt: skip

        text = got(log_in(head), "/penalty/download/?format=csv").decode("utf-8-sig")
        row = next(csv.DictReader(io.StringIO(text)))
        named = {one.breach: one.name.zh for one in in_force(session, on=MORNING.date()).penalties.penalties}
        assert (row["项目代码"], row["项目名称"]) == ("late_handling", named["late_handling"])


class TestExports:
    def test_give_what_the_filter_shows(self, browser, session, region):
        make_customer(session, region, code="A1", name="王芳")
        make_customer(session, region, code="A2", name="李敏", grade="key")

        answer = browser.get("/customer/download/?format=csv&grade=key")

        text = answer.get_data().decode("utf-8-sig")
        assert [row[0] for row in csv.reader(io.StringIO(text))] == ["客户编号", "A2"]
        assert "filename*=UTF-8''%E5%AE%A2%E6%88%B7_" in answer.headers["Content-Disposition"]

    def test_are_put_on_record_with_who_how_many_and_what(self, browser, session, region, supervisor):
        make_customer(session, region)
        got(browser, "/customer/download/?format=xlsx&kind=consumer")

        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "customer.exported")).one()

        assert (event.actor_id, event.changes["rows"], event.changes["format"]) == (
            supervisor.id,
            [None, 1],
            [None, "xlsx"],
        )
        assert "消费者" in event.note

    def test_hide_a_phone_from_whom_the_list_hides_it(self, log_in, session, region):
        make_customer(session, region, phone="13912345678")

        director = log_in(make_staff(session, Role.DIRECTOR))

        assert b"139****5678" in director.get("/customer/download/?format=csv").get_data()

    def test_hold_only_what_the_person_may_see(self, browser, session):
        make_customer(session, make_region(session), name="远方")

        assert "远方" not in browser.get("/customer/download/?format=csv").get_data().decode()

    @pytest.mark.parametrize("screen", ["customer", "product", "batch", "shipment", "staff", "complaint", "service"])
    @pytest.mark.parametrize("written", ["csv", "xlsx"])
    def test_answer_on_every_list_of_a_kind(self, log_in, session, region, screen, written):
        head = log_in(make_staff(session, Role.DEPARTMENT_HEAD, department=region.department))

        assert got(head, f"/{screen}/download/?format={written}")

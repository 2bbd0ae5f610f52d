"""The month on screen: whose turn it is, what is signed, the papers, the lists and the accounts."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from terms.month import MonthStatus
from tests.admin_views.at_the_desk import marks
from tests.factories import make_department
from tests.web import HouseClient
from tests.workflows.months.closing import FIRST, THIRD, Closing
from tests.workflows.pictures import picture
from workflows.attachments.files import Storage


@pytest.fixture
def closing(app, session):
    settings = app.config["SETTINGS"]
    return Closing(session, Storage(settings.attachments_dir, largest=2**20))


def act(client: HouseClient, month, name: str, **entries):
    path = f"/month/act/?id={month.id}&act={name}&department_id={entries.get('department_id', '')}"
    found = marks(client.get(path).text)
    return client.post("/month/act/", data={"id": month.id, "act": name, **found, **entries})


class TestTheFiveDays:
    @pytest.mark.requirement("LG-03")
    def test_are_walked_by_the_five_roles_on_their_pages(self, session, closing, clock, log_in):
        company = closing.company
        closing.given_by(closing.distributor(name="合肥经销"))
        month = closing.month()
        clock.at = FIRST
        act(log_in(company.sales_administration), month, "sign", department_id=company.department.id, remark="齐全")
        clock.at = THIRD
        act(log_in(company.general_office), month, "send", remark="")
        act(log_in(company.manager), month, "approve", remark="")
        act(log_in(company.finance), month, "approve", remark="")
        session.expire_all()
        assert month.status is MonthStatus.LOCKED
        logistics, row = log_in(company.logistics), closing.lists()[0]
        page = logistics.get(f"/replenishment/deliver/?id={row.id}").text
        sent = logistics.post(
            "/replenishment/deliver/",
            data={
                "id": row.id, **marks(page), "delivery_note": "SH-1", "delivered_on": "2026-10-03", "received_by": "张",
                "uploads": (picture_file(), "签收.jpg"),
            },
            content_type="multipart/form-data",
        )  # fmt: skip
        assert sent.status_code == 302
        act(log_in(company.finance), month, "close", remark="")

        session.expire_all()
        assert month.status is MonthStatus.CLOSED

    def test_are_said_on_the_month_with_who_is_late(self, closing, clock, log_in):
        closing.executed()
        month = closing.month()
        clock.at = FIRST + timedelta(days=1)

        page = log_in(closing.company.manager).get(f"/month/details/?id={month.id}").text

        assert closing.company.sales_administration.name in page
        assert "超时" in page


class TestHome:
    def test_shows_everybody_their_turn(self, closing, clock, log_in):
        closing.executed()
        closing.month()
        clock.at = FIRST

        page = log_in(closing.company.sales_administration).get("/").text

        assert "/month/act/?" in page
        assert "act=sign" in page

    def test_names_who_is_late_to_the_leaders(self, closing, clock, log_in):
        closing.executed()
        closing.month()
        clock.at = FIRST + timedelta(days=1)

        page = log_in(closing.company.manager).get("/").text

        assert 'id="month_late"' in page
        assert closing.company.sales_administration.name in page


class TestPages:
    @pytest.mark.parametrize(
        "who", ["manager", "finance", "logistics", "head", "sales_administration", "general_office"]
    )
    def test_open_for_whoever_has_a_part(self, closing, clock, log_in, who):
        closing.given_by(closing.distributor())
        month = closing.month_closed()
        clock.at = THIRD
        client = log_in(getattr(closing.company, who))
        department = closing.company.department.id
        row = closing.lists()[0]
        for path in (
            "/month/", f"/month/details/?id={month.id}", f"/month/summary/?id={month.id}&department_id={department}",
            f"/month/paper/?id={month.id}&department_id={department}", "/replenishment/", "/replenishment/?tab=waiting",
            f"/replenishment/details/?id={row.id}", f"/replenishment/note/?id={row.id}",
            f"/replenishment/file/?id={row.id}&file={row.papers[0].id}", "/account/", "/account/?search=合",
            f"/account/details/?id={row.distributor_id}", f"/account/statement/?id={row.distributor_id}",
        ):  # fmt: skip
            with client.get(path) as answer:
                assert answer.status_code == 200, path

    def test_of_the_company_are_closed_to_a_department(self, closing, log_in, clock):
        closing.executed()
        month = closing.month_closed()
        clock.at = THIRD

        for path in (f"/month/summary/?id={month.id}", f"/month/paper/?id={month.id}"):
            assert log_in(closing.company.head).get(path).status_code == 404
            assert log_in(closing.company.manager).get(path).status_code == 200

    def test_of_another_department_are_closed(self, session, closing, log_in, clock):
        other = make_department(session)
        closing.executed()
        month = closing.month()
        clock.at = THIRD

        path = f"/month/summary/?id={month.id}&department_id={other.id}"
        assert log_in(closing.company.sales_administration).get(path).status_code == 404


class TestPaper:
    @pytest.mark.requirement("LG-01")
    def test_carries_lines_causes_bands_lists_and_names(self, closing, log_in, clock):
        closing.given_by(closing.distributor(name="合肥经销"))
        month = closing.locked()
        clock.at = THIRD

        page = log_in(closing.company.manager).get(f"/month/paper/?id={month.id}").text

        for word in (
            closing.company.product.name, closing.company.batch.code, "合肥经销", closing.company.general_office.name,
            closing.company.finance.name, closing.company.manager.name, "生产",
        ):  # fmt: skip
            assert word in page


class TestAccount:
    @pytest.mark.requirement("RX-07")
    def test_says_what_was_earned_delivered_and_is_owed(self, closing, log_in, clock):
        distributor = closing.distributor()
        closing.given_by(distributor, 12, 48)
        closing.month_closed()
        clock.at = THIRD + timedelta(days=4)

        page = log_in(closing.company.finance).get(f"/account/details/?id={distributor.id}").text

        assert "+48" in page
        assert "−48" in page


def picture_file():
    return BytesIO(picture().content)

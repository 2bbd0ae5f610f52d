"""What busy hands do to forms: too little, too often, too late. Nothing typed is lost, nothing is done twice."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models import Attachment, Complaint, Contact, Settlement
from terms.complaint import Channel
from tests.browser.conftest import picture
from tests.browser.hands import fill, photo, pick, press, unfold
from tests.browser.tongues import CHINESE
from tests.factories import MORNING, Company
from workflows.complaints.contact import contact

pytestmark = pytest.mark.browser

WHAT = "整箱24瓶中有12瓶瓶盖渗漏"


@pytest.fixture
def company(desk):
    company = Company(desk.session)
    CHINESE.name(company)
    return company


def rows(desk, model) -> int:
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(model))


def register_form(desk, company, *, place: str):
    """The register form, filled in by somebody at the desk."""
    page = desk.open(company.clerk)
    page.goto("/complaint/new/")
    pick(page, "customer_id", "李敏")
    pick(page, "batch_id", company.batch.code)
    fill(page.locator("form.form"), quantity="12", fault="leak", description=WHAT, purchase_place=place)
    return page


class TestRegisterForm:
    def test_takes_product_and_day_from_the_batch(self, desk, company):
        page = register_form(desk, company, place="街口便利店")

        assert page.locator("[name=product_id]").input_value() == str(company.product.id)
        assert page.locator("[name=produced_on]").input_value() == company.batch.produced_on.isoformat()

    @pytest.mark.parametrize("with_photo", [True, False], ids=["photo", "no-photo"])
    def test_keeps_everything_when_it_is_refused(self, desk, company, tmp_path, with_photo):
        page = register_form(desk, company, place="")
        if with_photo:
            page.locator("[name=photos]").set_input_files(photo(tmp_path))

        page.locator("form.form button.primary").click()
        page.locator("[name=purchase_place][aria-invalid=true]").wait_for()
        picture(page, "register-refused")

        assert "P06 五(1)" in page.locator("[role=alert]").inner_text()
        assert page.locator("[name=description]").input_value() == WHAT
        assert page.locator("[name=batch_id]").input_value() == str(company.batch.id)
        assert rows(desk, Complaint) == 0

        page.locator("[name=purchase_place]").fill("街口便利店")
        press(page, page.locator("form.form button.primary"))
        assert "new=1" in page.url
        assert rows(desk, Attachment) == int(with_photo)

    @pytest.mark.parametrize("with_photo", [True, False], ids=["photo", "no-photo"])
    def test_sent_by_a_double_click_makes_one_case(self, desk, company, tmp_path, with_photo):
        page = register_form(desk, company, place="街口便利店")
        if with_photo:
            page.locator("[name=photos]").set_input_files(photo(tmp_path))

        page.locator("form.form button.primary").dblclick()
        page.wait_for_url("**/complaint/details/**")

        assert rows(desk, Complaint) == 1


class TestProposeForm:
    def test_says_who_changed_what_and_goes_on_with_what_was_typed(self, desk, company, storage):
        case = company.ready_to_propose(storage)
        page = desk.open(company.clerk)
        page.goto(f"/complaint/act/?id={case.id}&act=propose")
        form = page.locator("form[data-live]")
        form.locator("[name=reason]").fill("消费者聚会用，全部退回")
        contact(
            desk.session, complaint_id=case.id, channel=Channel.WECHAT, reached=True, said="又要求加赔",
            actor=company.supervisor, at=MORNING,
        )  # fmt: skip

        press(page, form.locator(".actions button"))
        picture(page, "stale-proposal")
        assert rows(desk, Settlement) == 0
        meanwhile = page.locator("section.attention", has_text="又要求加赔").inner_text()
        assert company.supervisor.name in meanwhile
        assert page.locator("[name=reason]").input_value() == "消费者聚会用，全部退回"

        press(page, page.locator("form[data-live] .actions button"))
        assert rows(desk, Settlement) == 1


class TestActPanel:
    def test_sent_by_a_double_click_is_done_once(self, desk, company, storage):
        case = company.register(storage)
        page = desk.open(company.clerk)
        page.goto(f"/complaint/details/?id={case.id}")
        panel = unfold(page, "contact")
        fill(panel, said="已致电核实")

        panel.locator(".actions button").dblclick()
        page.locator("p.said", has_text="已致电核实").wait_for()

        assert rows(desk, Contact) == 1

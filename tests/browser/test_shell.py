"""The shell in a real browser: themes, phone, keyboard, and nothing serious for people who read with their ears."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from admin_views import register
from models import Customer
from terms.people import Role
from tests.admin_views.screens import GROUPS
from tests.browser.conftest import picture
from tests.factories import make_customer, make_region, make_staff

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def own_screens(monkeypatch):
    """The tests' own screens in the menu; set before the desk is made."""
    monkeypatch.setattr(register, "GROUPS", GROUPS)


@pytest.fixture
def region(own_screens, desk):
    return make_region(desk.session, name="合肥大区")


@pytest.fixture
def clerk(desk, region):
    return make_staff(desk.session, Role.CLERK, region=region, name="王芳")


@pytest.fixture
def shop(desk, region):
    return make_customer(desk.session, region, name="桃园便利店", code="KH-0001")


def serious(page) -> list:
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")]


def offered(page):
    """What a box with a list offers; a select's options are options too."""
    return page.locator("[role=listbox] [role=option]")


class TestAccessibility:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
    def test_has_nothing_serious_on_any_kind_of_page(self, desk, clerk, shop, theme, phone):
        page = desk.open(clerk, color_scheme=theme, phone=phone)
        found = {}
        for path in ("/shops/", "/shops/?kind=consumer&search=桃园", f"/shops/details/?id={shop.id}", "/shops/new/", "/account",
                     f"/shops/edit/?id={shop.id}", "/account/password", "/find/?q=没有", "/areas/"):  # fmt: skip
            page.goto(path)
            found[path] = serious(page)
        picture(page, f"areas-{theme}-{'phone' if phone else 'desktop'}")
        page.goto("/shops/")
        page.click(".filters summary")
        found["filters"] = serious(page)

        assert {path: problems for path, problems in found.items() if problems} == {}

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_has_nothing_serious_at_the_door(self, desk, clerk, theme):
        page = desk.open(color_scheme=theme)
        page.goto("/login")
        assert page.locator("html").get_attribute("data-theme") == theme
        assert serious(page) == []


class TestTheme:
    def test_turns_at_a_button_and_stays(self, desk, clerk):
        page = desk.open(clerk, color_scheme="light")
        page.goto("/shops/")

        page.click("[data-theme-toggle]")
        page.goto("/account")

        assert page.locator("html").get_attribute("data-theme") == "dark"


class TestMenu:
    def test_opens_on_a_phone_by_its_button_and_closes_by_escape(self, desk, clerk):
        page = desk.open(clerk, phone=True)
        page.goto("/shops/")
        side, burger = page.locator("#side"), page.locator("[data-menu]")
        assert not side.is_visible()

        burger.click()
        assert side.is_visible()
        assert burger.get_attribute("aria-expanded") == "true"

        page.keyboard.press("Escape")
        side.wait_for(state="hidden")

    def test_is_jumped_over_by_the_first_key(self, desk, clerk):
        page = desk.open(clerk)
        page.goto("/shops/")

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main"


class TestPicking:
    def test_works_by_keyboard_alone(self, desk, clerk, shop):
        make_customer(desk.session, shop.region, name="桃园二店")
        page = desk.open(clerk)
        page.goto("/shops/new/")

        box = page.get_by_role("combobox", name="Distributor")
        box.press_sequentially("桃园")
        offered(page).nth(1).wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        box.press("ArrowDown")
        box.press("ArrowUp")
        box.press("Enter")

        assert box.input_value() == "桃园便利店 · KH-0001"
        assert page.locator("input[name=distributor_id]").input_value() == str(shop.id)
        assert not page.get_by_role("listbox").is_visible()

    def test_forgets_the_picked_row_when_its_words_are_changed(self, desk, clerk, shop):
        page = desk.open(clerk)
        page.goto(f"/shops/edit/?id={shop.id}")

        page.get_by_role("combobox", name="Region").press_sequentially("x")

        assert page.locator("input[name=region_id]").input_value() == ""

    def test_leaves_the_list_by_escape_without_losing_what_was_typed(self, desk, clerk, shop):
        page = desk.open(clerk)
        page.goto("/shops/new/")
        box = page.get_by_role("combobox", name="Distributor")
        box.press_sequentially("桃园")
        offered(page).first.wait_for()

        box.press("Escape")

        assert not page.get_by_role("listbox").is_visible()
        assert box.input_value() == "桃园"


class TestForm:
    def test_sent_by_a_double_click_makes_one_row(self, desk, clerk, region):
        page = desk.open(clerk)
        page.goto("/shops/")
        page.keyboard.press("F2")
        page.get_by_label("Code").fill("KH-0009")
        page.get_by_label("Name").fill("江淮商贸")
        page.get_by_role("combobox", name="Region").press_sequentially("合")
        offered(page).first.click()

        page.get_by_role("button", name="保存").dblclick()
        page.wait_for_url("**/shops/details/**")

        assert desk.session.scalars(select(Customer.code)).all() == ["KH-0009"]


class TestSeveralRows:
    def test_are_acted_on_only_after_a_yes(self, desk, clerk, shop):
        page = desk.open(clerk)
        page.goto("/shops/")
        answers = iter([False, True])
        page.on("dialog", lambda dialog: dialog.accept() if next(answers) else dialog.dismiss())
        assert not page.locator("[data-bulk]").is_visible()
        page.locator("[data-all]").check()

        page.get_by_role("button", name="Promote").click()
        assert page.locator(".pill-key").count() == 0
        page.get_by_role("button", name="Promote").click()

        page.locator("td .pill-key").wait_for()

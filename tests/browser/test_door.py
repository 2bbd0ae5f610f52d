from __future__ import annotations

import pytest

from terms.people import Role
from tests.factories import make_staff

pytestmark = pytest.mark.browser


class TestDoor:
    @pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh-CN"), ("en-GB", "en")])
    def test_speaks_the_browsers_language(self, desk, locale, language):
        make_staff(desk.session, Role.ADMINISTRATOR)
        page = desk.open(locale=locale)

        page.goto("/")

        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("input[type=password]").is_visible()

    def test_lets_somebody_in_who_logged_in(self, desk):
        page = desk.open(make_staff(desk.session, Role.CLERK, name="王芳"))

        page.goto("/")

        assert "王芳" in page.locator("body").inner_text()

"""Everybody's first page."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views.signed_in import actor, is_signed_in


class Home(BaseView):
    """What waits for me, and what I may decide."""

    title = lazy_gettext("Home")
    icon = "home"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="home", url="/")

    def is_accessible(self) -> bool:
        return is_signed_in()

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self.render("screen/home.html", staff=actor(), heading=self.title)

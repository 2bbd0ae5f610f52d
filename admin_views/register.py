"""The menu: every screen in its group, one line each; `menu.py` shows it to people."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import lazy_gettext

from admin_views import menu
from admin_views.find import Find
from admin_views.home import Home

# (heading, screens in the order they are shown)
GROUPS: tuple[tuple[Any, tuple[type[Any], ...]], ...] = (
    (lazy_gettext("Daily work"), ()),
    (lazy_gettext("Customers and goods"), ()),
    (lazy_gettext("Company"), ()),
)

# What is one key away on every page: Quick(label, "complaint.create_view", Permission.COMPLAINT_REGISTER, key="F2")
QUICK: tuple[menu.Quick, ...] = ()


def install(app: Flask) -> None:
    admin = Admin(
        app, name="Shouhou", url="/", index_view=Home(), theme=Bootstrap4Theme(base_template="layout/base.html")
    )
    menu.install(app, admin, GROUPS, QUICK)
    admin.add_view(Find())

"""The menu: every screen in its group, one line each; `menu.py` shows it to people."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import lazy_gettext

from admin_views import case_words, menu
from admin_views.call_backs import CallBacks
from admin_views.complaints import Complaints
from admin_views.filings import Filings
from admin_views.find import Find
from admin_views.home import Home
from admin_views.inbox import Inbox
from admin_views.reports import Reports
from admin_views.settlements import Settlements
from rules.permissions import Permission

# (heading, screens in the order they are shown)
GROUPS: tuple[tuple[Any, tuple[type[Any], ...]], ...] = (
    (lazy_gettext("Daily work"), (Inbox, Complaints, Settlements, Filings, CallBacks, Reports)),
    (lazy_gettext("Customers and goods"), ()),
    (lazy_gettext("Company"), ()),
)

# What is one key away on every page.
QUICK: tuple[menu.Quick, ...] = (
    menu.Quick(lazy_gettext("Register"), "complaint.create_view", Permission.COMPLAINT_REGISTER, key="F2"),
)


def install(app: Flask) -> None:
    admin = Admin(
        app, name="Shouhou", url="/", index_view=Home(), theme=Bootstrap4Theme(base_template="layout/base.html")
    )
    menu.install(app, admin, GROUPS, QUICK)
    admin.add_view(Find())
    case_words.install(app)

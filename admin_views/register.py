"""The menu: every screen, in its group, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import lazy_gettext

from admin_views.home import Home

# (heading, screens in the order they are shown)
GROUPS: tuple[tuple[Any, tuple[type[Any], ...]], ...] = (
    (lazy_gettext("Daily work"), ()),
    (lazy_gettext("Customers and goods"), ()),
    (lazy_gettext("Company"), ()),
)


@dataclass(frozen=True)
class Group:
    heading: Any
    screens: list[Any]


def menu() -> list[Group]:
    """The groups with the screens the person may open; groups without any are left out."""
    groups = [
        Group(heading, [screen for screen in screens if screen.is_accessible()]) for heading, screens in _groups()
    ]
    return [group for group in groups if group.screens]


def _groups() -> list[tuple[Any, list[Any]]]:
    return current_app.extensions["menu"]


def install(app: Flask) -> None:
    """Make one of each screen and give it its addresses."""
    admin = Admin(
        app, name="Shouhou", url="/", index_view=Home(), theme=Bootstrap4Theme(base_template="layout/base.html")
    )
    app.extensions["menu"] = [(heading, [screen() for screen in screens]) for heading, screens in GROUPS]
    for _heading, screens in app.extensions["menu"]:
        for screen in screens:
            admin.add_view(screen)
    app.jinja_env.globals["menu"] = menu

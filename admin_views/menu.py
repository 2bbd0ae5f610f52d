"""The menu as one person sees it: groups of the screens they may open, and the few things one key away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, url_for
from flask_admin import Admin
from flask_login import current_user

from admin_views.addresses import address_of
from admin_views.signed_in import may
from admin_views.story import Link
from admin_views.words import language
from rules.permissions import Permission
from terms.people import Role


@dataclass(frozen=True)
class Quick:
    """A thing that is done all day: a button in the head of every page. key: a key that opens it, such as `F2`."""

    label: Any
    endpoint: str
    permission: Permission
    icon: str = "plus"
    key: str = ""


@dataclass(frozen=True)
class Group:
    heading: Any
    screens: list[Any]


@dataclass(frozen=True)
class Entry:
    """One line of the menu, in one language."""

    screen: Any
    title: str
    url: str


@dataclass(frozen=True)
class Shown:
    """One group of the menu as a person sees it."""

    heading: str
    entries: list[Entry]


@dataclass(frozen=True)
class Menu:
    """What `register.py` declares, with one object a screen."""

    groups: list[Group]
    quick: tuple[Quick, ...]
    shown: dict[tuple[frozenset[Role], str], list[Shown]] = field(default_factory=dict)


def screens() -> list[Any]:
    """Every screen of the application, whoever may open it."""
    return [screen for group in _menu().groups for screen in group.screens]


def groups() -> list[Shown]:
    """The groups with the screens the person may open; empty ones are left out.

    What a person may open follows from the roles alone, so it is worked out once for each set of them.
    """
    shown, key = _menu().shown, (current_user.roles, language())
    if key not in shown:
        shown[key] = [group for group in map(_shown, _menu().groups) if group.entries]
    return shown[key]


def _shown(group: Group) -> Shown:
    mine = [screen for screen in group.screens if screen.is_accessible()]
    return Shown(
        str(group.heading),
        [Entry(one, str(one.title), address_of(f"{one.endpoint}.{one._default_view}")) for one in mine],  # noqa: SLF001
    )


def quick() -> list[tuple[Link, str]]:
    """The buttons of the head with their keys."""
    mine = [one for one in _menu().quick if may(one.permission) and one.endpoint in current_app.view_functions]
    return [(Link(one.label, url_for(one.endpoint), icon=one.icon), one.key) for one in mine]


def _menu() -> Menu:
    return current_app.extensions["menu"]


def install(app: Flask, admin: Admin, declared: Any, quick_ones: tuple[Quick, ...]) -> None:
    """Make one of each screen and give it its addresses."""
    made = [Group(heading, [screen() for screen in kinds]) for heading, kinds in declared]
    app.extensions["menu"] = Menu(made, quick_ones)
    for group in made:
        for screen in group.screens:
            admin.add_view(screen)
    app.jinja_env.globals.update(menu=groups, quick=quick)

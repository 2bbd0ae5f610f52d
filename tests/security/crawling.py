"""What all roles together find by following links and reading forms, and the same requests turned to foreign rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask

from terms.people import Role
from tests.security.browsing import Form, Page
from tests.security.planted import Ledger, Planted
from tests.security.sees import WITH_BORDERS
from tests.security.walking import Try, Walker, foreign_to, screens

# They end the log-in that looks, or are walked by tests of their own.
LEFT_OUT = ("/logout", "/account/password", "/static/", "/login", "/setup")
# What a list is narrowed and turned by: the declared walk covers it.
TURNS = re.compile(r"[?&](?:order|size|page|search|q)=")
# The rulebook reads alike for everybody, pack by pack and clause by clause: one page of each kind is enough.
ALIKE = frozenset(f"/rulebook/{page}/" for page in ("pack", "topic", "clause", "differences", "export", "calendar"))


@dataclass
class Atlas:
    """Addresses by role as they were found, and every form that any role was offered."""

    pages: dict[Role, list[str]] = field(default_factory=dict)
    forms: dict[Try, Role] = field(default_factory=dict)

    def addresses(self) -> set[str]:
        return {url for urls in self.pages.values() for url in urls}


# Parameters that name a row of a table of its own, whatever screen they stand on.
KEYS = {"file": "attachment", "issue": "rulebook_issue"}


@dataclass(frozen=True)
class Named:
    """The planted row that a request names, and by which parameter."""

    row: Planted
    by: str


def named(step: Try, ledger: Ledger, app: Flask) -> Named | None:
    """Which planted row a request is about."""
    parts = urlsplit(step.url)
    sent = dict(parse_qsl(parts.query)) | dict(step.data or ())
    table = tables_by_url(app).get(parts.path.split("/")[1], "")
    for by, kind in ({"id": table} | KEYS).items():
        row = ledger.row(kind, sent.get(by, ""))
        if row is not None:
            return Named(row, by)
    return None


@cache
def tables_by_url(app: Flask) -> dict[str, str]:
    """The table of each screen, by the first word of its addresses."""
    return {screen.url.strip("/"): screen.model.__tablename__ for screen in screens(app)}


def shape(step: Try, ledger: Ledger, app: Flask, *, places: bool) -> tuple[Any, ...]:
    """What makes two requests alike: the same page, the same words, a row of the same story (and place)."""
    parts, about = urlsplit(step.url), named(step, ledger, app)
    alike = parts.path in ALIKE
    words = {name: "" if value.isdigit() or alike else value for name, value in parse_qsl(parts.query)}
    act = dict(step.data or ()).get("act")
    sent = tuple(sorted(name for name, _value in step.data or ()))
    row = (about.row.tags, about.row.place if places else "") if about else None
    return parts.path, tuple(sorted(words.items())), act, sent, row


def aimed_elsewhere(step: Try, role: Role, ledger: Ledger, app: Flask) -> list[Try]:
    """The same request about rows of the same story that are not this role's; itself when it is about no row."""
    about = named(step, ledger, app)
    if about is None:
        return [step]
    foreign = [row for row in foreign_to(role, about.row.table, ledger) if row.tags == about.row.tags]
    return [turned(step, about, row) for row in {id(row): row for row in (*foreign[:1], *foreign[-1:])}.values()]


def turned(step: Try, about: Named, row: Planted) -> Try:
    old, new = f"{about.by}={about.row.id}", f"{about.by}={row.id}"
    url = re.sub(rf"(?<=[?&]){old}(?=&|$)", new, step.url)
    data = step.data and tuple((name, str(row.id) if name == about.by else value) for name, value in step.data)
    return Try(url, data)


def crawl(walker: Walker, app: Flask, atlas: Atlas, most: int = 400) -> None:
    """Follow every link from home on, one of each kind, and write down the forms."""
    waiting, known = ["/", *(f"{screen.url}/?size=100" for screen in screens(app))], set[Any]()
    links, places = set[str](), walker.role in WITH_BORDERS
    found = atlas.pages[walker.role] = []
    while waiting and len(found) < most:
        url = waiting.pop(0)
        answer = walker.go(Try(url))
        if answer.status_code != 200 or "html" not in (answer.content_type or ""):
            continue
        found.append(url)
        page = Page(answer.get_data(as_text=True), url)
        for form in page.forms:
            note(form, walker, atlas)
        for link in page.own_links():
            if link in links or link.startswith(LEFT_OUT) or TURNS.search(link):
                continue
            links.add(link)
            kind = shape(Try(link), walker.ledger, app, places=places and link.startswith("/complaint/details/"))
            if kind not in known:
                known.add(kind)
                waiting.append(link)


def note(form: Form, walker: Walker, atlas: Atlas) -> None:
    """Write down a form as it would be sent; forms that look things up are links."""
    if form.method != "post" or form.action.startswith(LEFT_OUT):
        return
    base = form.filled(lambda control: control.value or example(control.name))
    for name, value in form.buttons or [("", "")]:
        sent = {**base, name: value} if name else base
        sent.pop("csrf_token", None)
        sent.pop("submission", None)
        step = Try(form.action, tuple(sorted((key, str(text)) for key, text in sent.items())))
        atlas.forms.setdefault(step, walker.role)


def example(name: str) -> str:
    """Something that fits a field of this name well enough to get past its shape."""
    if name.endswith(("_on", "_from", "_to")):
        return "2026-09-16"
    if name.endswith("_at"):
        return "2026-09-17T10:00"
    return (
        "1" if any(word in name for word in ("quantity", "cash", "cases", "price", "rating", "consumers")) else "walked"
    )

"""What people type is text: it is shown as it was typed, runs nowhere, and breaks nothing."""

from __future__ import annotations

import itertools
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEvent, Model
from terms.people import Role
from tests.factories import NOON
from tests.security.browsing import Page
from tests.security.conftest import Enter
from tests.security.crawling import Atlas, crawl
from tests.security.payloads import AWAY, HOSTILE, SOLVED, TEMPLATES, XSS
from tests.security.places import World
from tests.security.planted import FINISHED, texts
from tests.security.walking import Try, Walker, screens

# Texts that are no text of anybody's: addresses of files and the words of states.
KEPT = frozenset({"audit_event", "audit_link", "staff_role", "number_series", "submission", "setup_token"})
ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def poisoned(session: Session, world: World) -> World:
    """Every text of every row says something that a careless page would run."""
    poison = itertools.cycle((*XSS, *TEMPLATES))
    for mapper in Model.registry.mappers:
        if mapper.class_.__tablename__ in KEPT:
            continue
        for row in session.scalars(select(mapper.class_)).unique():
            # What was approved never changes, whoever asks.
            if not (mapper.class_.__tablename__ in FINISHED and row.key):
                poison_row(row, poison)
    for table, key in (("complaint", 1), ("customer", 1), ("staff", 1), ("service_record", 1)):
        session.add(AuditEvent(at=NOON, kind=f"{table}.changed", subject=table, subject_id=key, note=XSS[3],
                               changes={"name": [XSS[1], XSS[2]], XSS[0]: [None, [XSS[12], XSS[8]]]}))  # fmt: skip
    session.commit()
    return world


def poison_row(row, poison) -> None:
    for name in texts(type(row)):
        column = row.__table__.columns[name]
        alone = column.unique or any(index.unique and name in index.columns for index in row.__table__.indexes)
        if alone and name != "name":
            continue
        setattr(row, name, next(poison)[: column.type.length or 4000])
    if hasattr(row, "name") and row.__table__.columns["name"].unique:
        row.name = f"{row.name}{row.id}"[-64:]


def injected(html: str, url: str) -> list[str]:
    """What on a page came to life: foreign elements, handlers, inline scripts, script addresses, solved templates."""
    page, found = Page(html, url), []
    for tag, said in page.tags:
        handlers = [name for name in said if name.startswith("on") or "zap" in name]
        address = (said.get("href") or said.get("src") or said.get("action") or "").strip().lower()
        inline = tag == "script" and not (said.get("src") or "").startswith("/static/")
        if tag == "zap" or handlers or inline or address.startswith(("javascript:", "vbscript:", "data:text")):
            found.append(f"{url}: <{tag} {said}>")
    return found + [f"{url}: {answer}" for answer in SOLVED if answer in html]


class Reader(Walker):
    """A walker who looks for what came to life."""

    def go(self, step: Try):
        answer = super().go(step)
        if "html" in (answer.content_type or ""):
            self.faults += injected(answer.get_data(as_text=True), str(step)[:200])
        return answer


@ONE_ENGINE
class TestStoredText:
    @pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.GENERAL_OFFICE, Role.ADMINISTRATOR], ids=str)
    def test_stays_text_on_every_page(self, role, poisoned, app, enter):
        reader = Reader(enter(role), role, poisoned.ledger)
        crawl(reader, app, Atlas())

        assert not reader.report()

    def test_stays_text_in_every_lookup(self, poisoned, app, enter):
        client = enter(Role.GENERAL_OFFICE)
        for screen in screens(app):
            answer = client.get(f"{screen.url}/ajax/lookup/?name=customer_id&query=zap")
            assert answer.status_code in (200, 403, 404)
            assert answer.status_code != 200 or answer.mimetype == "application/json"


@ONE_ENGINE
class TestTypedText:
    def test_is_given_back_as_text(self, app, enter, world):
        """Searches, filters and refused forms show again what was typed."""
        reader = Reader(enter(Role.GENERAL_OFFICE), Role.GENERAL_MANAGER, world.ledger)
        lists = screens(app)
        for number, payload in enumerate(XSS):
            # All lists are one template: every payload meets one list, and over the payloads every list is met.
            for screen in lists[number % len(lists) :: 7]:
                names = ["search", "order", "tab", *(name for one in screen.filters for name in one.names)]
                picks = [f"{one.name}-text" for one in screen.filters if one.kind == "pick"]
                reader.go(Try(f"{screen.url}/?{urlencode(dict.fromkeys([*names, *picks], payload))}"))
            reader.go(Try(f"/find/?{urlencode({'q': payload})}"))

        assert not [fault for fault in reader.faults if " shows " not in fault]

    def test_is_given_back_as_text_by_every_form(self, app, enter, world):
        atlas = Atlas()
        reader = Reader(enter(Role.SUPERVISOR), Role.GENERAL_MANAGER, world.ledger)
        crawl(Walker(reader.client, Role.SUPERVISOR, world.ledger), app, atlas)
        for payload, step in zip(itertools.cycle(XSS), list(atlas.forms) * 2, strict=False):
            reader.go(typed(step, payload))

        assert not [fault for fault in reader.faults if " shows " not in fault]


def typed(step: Try, text: str) -> Try:
    """A form with this text in every field that is not a key or a mark."""
    data = step.data or ()
    return Try(step.url, tuple((name, value if keeps(name, value) else text) for name, value in data))


def keeps(name: str, value: str) -> bool:
    return name in ("id", "version", "submission", "act", "action") or (value.isdigit() and name.endswith("_id"))


@ONE_ENGINE
class TestHostileStrings:
    @pytest.mark.parametrize(
        ("role", "texts"), [(Role.SUPERVISOR, HOSTILE[::2]), (Role.ADMINISTRATOR, HOSTILE[1::2])], ids=["even", "odd"]
    )
    def test_break_no_address(self, role, texts, app: Flask, enter: Enter, world: World, monkeypatch):
        monkeypatch.setattr("flask.templating._render", lambda _app, _template, _context: "")
        walker = Walker(enter(role), role, world.ledger)
        names = [
            "id",
            "search",
            "q",
            "order",
            "page",
            "size",
            "tab",
            "name",
            "query",
            "act",
            "file",
            "ref",
            "day",
            "next",
        ]
        names += sorted({name for screen in screens(app) for one in screen.filters for name in one.names})
        for rule in app.url_map.iter_rules():
            if rule.endpoint.endswith("static") or "GET" not in (rule.methods or ()):
                continue
            for text in texts:
                short = text[:3000]
                query = urlencode(dict.fromkeys(names, short), errors="surrogatepass")
                walker.go(Try(f"{rule}?{query}"))

        assert not walker.report()

    @pytest.mark.parametrize(
        ("role", "texts"), [(Role.SUPERVISOR, HOSTILE[::2]), (Role.GENERAL_OFFICE, HOSTILE[1::2])], ids=["even", "odd"]
    )
    def test_break_no_form(self, role, texts, app, enter, world, monkeypatch):
        atlas = Atlas()
        walker = Walker(enter(role), role, world.ledger)
        crawl(Walker(walker.client, role, world.ledger), app, atlas, most=60)
        monkeypatch.setattr("flask.templating._render", lambda _app, _template, _context: "")
        for step in kinds_of(atlas.forms):
            for text in texts:
                answer = walker.client.post(step.url, data=encoded(typed(step, text)))
                answer.close()
                if answer.status_code >= 500:
                    walker.faults.append(f"{step.url} {dict(step.data).get('act')} {text[:20]!r}: {answer.status_code}")

        assert not walker.report()

    def test_set_no_header(self, enter, world):
        client = enter(Role.CLERK)
        for url in ("/complaint/?search=", "/login?next=", "/find/?q="):
            answer = client.get(url + "a%0d%0aSet-Cookie:%20zap=1")
            assert "zap" not in str(answer.headers.getlist("Set-Cookie"))


def kinds_of(forms) -> list[Try]:
    found = {}
    for step in forms:
        found.setdefault((urlsplit(step.url).path, dict(step.data or ()).get("act")), step)
    return list(found.values())


def encoded(step: Try) -> dict[str, bytes]:
    return {name: value.encode("utf-8", "surrogatepass") for name, value in step.data or ()}


@ONE_ENGINE
class TestNext:
    @pytest.mark.parametrize("target", AWAY)
    def test_never_leads_away(self, target, app, client, enter):
        """After a language choice, and on the log-in page of somebody who is logged in already."""
        person = enter(Role.CLERK)
        for answer in (
            client.post("/language", data={"language": "en", "next": target}),
            person.post("/language", data={"language": "en", "next": target}),
            person.get("/login", query_string={"next": target}),
        ):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/")
            assert not answer.headers["Location"].startswith(("//", "/\\"))
            assert "evil" not in answer.headers["Location"] or answer.headers["Location"].startswith("/")

    def test_leads_where_it_was_going_inside(self, client):
        assert (
            client.post("/language", data={"language": "en", "next": "/complaint/?tab=open"}).headers["Location"]
            == "/complaint/?tab=open"
        )

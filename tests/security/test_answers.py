"""What every answer carries and what none does: headers, plain errors, files as files, nobody's telephone in a log."""

from __future__ import annotations

import io
import logging
import re

import pytest
from flask import abort
from PIL import Image
from sqlalchemy import select

from models import Attachment, Complaint
from terms.people import Role
from tests.security.conftest import Enter
from tests.security.crawling import Atlas, crawl
from tests.security.places import World
from tests.security.planted import TOKEN
from tests.security.walking import Walker

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'",
}


def undressed(answer, *, keeps: bool = False) -> list[str]:
    """The headers an answer lacks."""
    policy = answer.headers.get("Content-Security-Policy", "")
    lacks = [name for name, value in ALWAYS.items() if value not in answer.headers.get(name, "")]
    lacks += ["no inline script"] if "unsafe" in policy or "script-src 'self'" not in policy else []
    lacks += ["no-store"] if not keeps and "no-store" not in answer.headers.get("Cache-Control", "") else []
    lacks += (
        ["charset"] if "text/html" in (answer.content_type or "") and "charset=utf-8" not in answer.content_type else []
    )
    return lacks + (["a CORS header"] if "Access-Control-Allow-Origin" in answer.headers else [])


@ONE_ENGINE
class TestEveryAnswer:
    @pytest.mark.parametrize("role", [None, Role.GENERAL_OFFICE, Role.ADMINISTRATOR], ids=str)
    def test_carries_its_headers(self, role, app, client, enter: Enter, world: World):
        client, bare = (enter(role) if role else client), {}
        for rule in app.url_map.iter_rules():
            url = str(rule).replace("<path:filename>", "app.css")
            for method, data in (("GET", None), ("POST", {"id": "1"}), ("DELETE", None)):
                if rule.endpoint == "auth.log_out" and method == "POST":
                    continue
                answer = client.open(url, method=method, data=data)
                if lacks := undressed(answer, keeps=rule.endpoint.endswith("static")):
                    bare[f"{method} {url} {answer.status_code}"] = lacks
                answer.close()

        assert bare == {}

    @pytest.mark.parametrize(
        "url", ["/nothing", "/.git/config", "/.env", "/static/../app.py", "/data/shouhou.db", "/console", "/metrics"]
    )
    def test_serves_nothing_that_is_no_page(self, url, client, enter):
        for person in (client, enter(Role.ADMINISTRATOR)):
            answer = person.get(url)
            assert answer.status_code in (302, 404)
            assert undressed(answer, keeps=url.startswith("/static")) == []

    def test_has_a_cookie_that_scripts_and_other_sites_do_not_get(self, client):
        client.get("/login")
        cookie = client.post("/language", data={"language": "en"}).headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@ONE_ENGINE
class TestFault:
    @pytest.fixture
    def broken(self, app, monkeypatch):
        """A page that fails on the way, with what it knew."""

        def fail(*_args, **_more):
            raise RuntimeError("secret detail 13912345678")

        monkeypatch.setitem(app.view_functions, "home.index", fail)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        return app

    def test_is_an_apology_with_a_number_that_the_log_has_too(self, broken, enter, caplog):
        with caplog.at_level(logging.ERROR):
            answer = enter(Role.CLERK).get("/")

        text = answer.get_data(as_text=True)
        number = re.search(r"\b[0-9a-f]{8}\b", text)
        assert answer.status_code == 500
        assert undressed(answer) == []
        assert "secret detail" not in text
        assert "Traceback" not in text
        assert number
        assert f"fault {number.group()}" in caplog.text

    @pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429])
    def test_of_the_reader_is_a_page_in_plain_words(self, status, app, enter, monkeypatch):
        monkeypatch.setitem(app.view_functions, "home.index", lambda *_args, **_more: abort(status))
        answer = enter(Role.CLERK).get("/")

        assert answer.status_code == status
        assert undressed(answer) == []
        assert "Traceback" not in answer.get_data(as_text=True)


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


@ONE_ENGINE
class TestUploads:
    REFUSED = (
        ("page.html", b"<script>zap()</script>"),
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="zap()"/>'),
        ("photo.png", b"<html><script>zap()</script>"),
        ("photo.jpg.exe", b"MZ\x90\x00"),
        ("paper.html.pdf", b"<html>"),
        ("empty.png", b""),
        ("cut.png", picture()[:40]),
        (
            "bomb.png",
            b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR\x00\x00u0\x00\x00u0\x08\x02\x00\x00\x00" + b"\x00" * 40,
        ),
    )

    def send(self, client, world, name: str, content: bytes):
        key = world.cases["own", "handling"]
        page = client.get(f"/complaint/attach/?id={key}").get_data(as_text=True)
        version = re.search(r'name="version" value="(\d+)"', page)
        data = {
            "id": str(key),
            "version": version.group(1) if version else "",
            "kind": "photo",
            "uploads": (io.BytesIO(content), name),
        }
        return client.post("/complaint/attach/", data=data, content_type="multipart/form-data")

    @pytest.mark.parametrize(("name", "content"), REFUSED, ids=[name for name, _content in REFUSED])
    def test_that_are_not_what_they_claim_are_refused(self, name, content, enter, world, session):
        count = len(session.scalars(select(Attachment.id)).all())

        assert self.send(enter(Role.CLERK), world, name, content).status_code == 422
        assert len(session.scalars(select(Attachment.id)).all()) == count

    @pytest.mark.parametrize("name", ["../../etc/passwd.png", "照片<zap>.png", '"; filename="x.exe.png'])
    def test_get_a_name_of_ours_and_are_served_as_what_they_are(self, name, enter, world, session, ground):
        client = enter(Role.CLERK)
        assert self.send(client, world, name, picture()).status_code == 302

        row = session.scalars(select(Attachment).order_by(Attachment.id.desc()).limit(1)).one()
        answer = client.get(f"/complaint/attachment/?file={row.id}")
        answer.get_data()
        assert (ground.folder / "attachments" / row.stored_name).parent == ground.folder / "attachments"
        assert re.fullmatch(r"[0-9a-f]{32}\.png", row.stored_name)
        assert answer.mimetype == "image/png"
        assert undressed(answer) == []
        assert "zap" not in str(answer.headers.getlist("Set-Cookie"))
        assert answer.headers["Content-Disposition"].partition(";")[0] in ("inline", "attachment")
        answer.close()

    def test_with_a_line_break_in_the_name_set_no_header(self, enter, world, session):
        client = enter(Role.CLERK)
        self.send(client, world, "a\r\nSet-Cookie: zap=1.png", picture())
        for row in session.scalars(select(Attachment).where(Attachment.added_by_id == world.viewers[Role.CLERK])):
            answer = client.get(f"/complaint/attachment/?file={row.id}")
            answer.close()
            assert "zap" not in str(answer.headers.getlist("Set-Cookie"))

    def test_papers_are_saved_never_opened_here(self, enter, world, session):
        row = session.scalars(select(Attachment).where(Attachment.complaint_id == world.cases["own", "proposed"])).one()
        answer = enter(Role.CLERK).get(f"/complaint/attachment/?file={row.id}")
        answer.close()

        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")


@ONE_ENGINE
class TestPersonalData:
    @pytest.mark.parametrize("role", [Role.CLERK, Role.GENERAL_OFFICE, Role.ADMINISTRATOR], ids=str)
    def test_stands_in_no_log_and_no_link(self, role, app, enter, world, caplog):
        """What is typed into a search is the reader's own; what the house writes into addresses and logs is not."""
        walker, atlas = Walker(enter(role), role, world.ledger), Atlas()
        with caplog.at_level(logging.DEBUG):
            crawl(walker, app, atlas, most=60)
            for step in [*atlas.forms][:60]:
                walker.go(step)

        private = {
            marker
            for row in world.ledger.all()
            if row.table in ("complaint", "customer")
            for marker in row.markers.values()
        }
        numbers = set(world_numbers(world))
        ours = [
            record.getMessage()
            for record in caplog.records
            if not record.name.startswith(("sqlalchemy", "hypothesis", "PIL"))
        ]
        assert {marker for line in ours for marker in TOKEN.findall(line)} & (private - numbers) == set()
        assert {marker for url in atlas.pages[role] for marker in TOKEN.findall(url)} & (private - numbers) == set()

    def test_of_a_form_travels_in_the_body(self, app, enter, world):
        """Every form that takes a name or a telephone number is posted; searches are not, and say so in docs/security.md."""
        atlas, client = Atlas(), enter(Role.GENERAL_OFFICE)
        crawl(Walker(client, Role.GENERAL_OFFICE, world.ledger), app, atlas, most=120)

        assert any("complainant_phone" in dict(step.data or ()) for step in atlas.forms)
        assert not [url for url in atlas.pages[Role.GENERAL_OFFICE] if "phone=" in url]


def world_numbers(world: World) -> list[str]:
    """Case numbers and customer codes name files, not people."""
    return [row.markers[name] for row in world.ledger.all() for name in ("number", "code") if name in row.markers]


class TestReach:
    def test_of_a_case_ends_with_the_act_that_took_it_away(self, enter, world, session):
        """A supervisor moves a case to another's hands: the clerk who neither took the call nor handles it is out."""
        case = session.get_one(Complaint, world.cases["region", "registered"])
        clerk = enter(Role.CLERK)
        assert clerk.get(f"/complaint/details/?id={case.id}").status_code == 404

        case.assigned_to_id = world.viewers[Role.CLERK]
        session.commit()
        assert clerk.get(f"/complaint/details/?id={case.id}").status_code == 200

        case.assigned_to_id = None
        session.commit()
        assert clerk.get(f"/complaint/details/?id={case.id}").status_code == 404

"""What every answer carries, and what an error page says."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from admin_views import doors
from models import AuditEvent
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from tests.factories import make_staff

ANYWHERE = [
    "/",
    "/login",
    "/account",
    "/nowhere",
    "/static/app.css",
    "/static/nothing.css",
    "/logout",
    "/.git/config",
    "/find/?q=x",
]


@pytest.fixture
def clerk(session, log_in):
    return log_in(make_staff(session, Role.CLERK))


class TestHeaders:
    @pytest.mark.parametrize("path", ANYWHERE)
    @pytest.mark.parametrize("who", ["stranger", "clerk"])
    def test_stand_on_every_answer(self, request, client, path, who):
        browser = client if who == "stranger" else request.getfixturevalue("clerk")

        headers = browser.get(path, buffered=True).headers

        assert "'unsafe" not in headers["Content-Security-Policy"]
        for part in ("default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"):
            assert part in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Type"].startswith("text/")
        assert "charset=utf-8" in headers["Content-Type"]

    def test_let_no_page_be_kept_but_files_for_long(self, clerk):
        assert clerk.get("/account").headers["Cache-Control"] == "no-store"
        assert clerk.get("/login").headers["Cache-Control"] == "no-store"
        assert "max-age=31536000" in clerk.get("/static/app.css", buffered=True).headers["Cache-Control"]

    def test_name_tls_only_where_it_is_on(self, clerk):
        assert "Strict-Transport-Security" not in clerk.get("/account").headers

    def test_keep_the_cookie_from_scripts_and_other_sites(self, client):
        cookie = client.get("/login").headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


class TestErrorPages:
    def test_say_that_nothing_is_here(self, clerk):
        answer = clerk.get("/nowhere")

        assert answer.status_code == 404
        assert "页面不存在" in answer.text

    def test_speak_the_readers_language(self, clerk):
        assert "There is nothing here" in clerk.get("/nowhere", headers={"Accept-Language": "en"}).text

    def test_a_fault_shows_a_number_that_is_in_the_log_and_nothing_else(self, app, client, monkeypatch, caplog):
        monkeypatch.setitem(app.view_functions, "auth.log_in", broken)

        answer = client.get("/login")

        number = re.findall(r"<code>(\w{8})</code>", answer.text)[0]
        assert answer.status_code == 500
        assert number in caplog.text
        assert "the cupboard is empty" in caplog.text
        assert "cupboard" not in answer.text
        assert "Traceback" not in answer.text

    def test_a_database_that_is_away_still_gives_the_apology(self, client, monkeypatch, caplog):
        monkeypatch.setattr(doors, "is_signed_in", away)

        answer = client.get("/account")

        assert answer.status_code == 500
        assert "secret_table" not in answer.text
        assert re.search(r"<code>\w{8}</code>", answer.text)

    def test_a_refusal_no_page_caught_is_told_with_its_clause(self, app, client, monkeypatch):
        monkeypatch.setitem(app.view_functions, "auth.log_in", refusing)

        answer = client.get("/login")

        assert answer.status_code == 409
        assert "The warehouse is closed" in answer.text
        assert "P06 六(5)" in answer.text

    def test_a_forged_form_is_told_kindly(self, app, client):
        app.config["WTF_CSRF_ENABLED"] = True

        answer = client.post("/login", data={"name": "x", "csrf_token": "forged"})

        assert answer.status_code == 400
        assert "请重新打开页面后再提交" in answer.text

    def test_a_line_break_in_an_address_cannot_forge_a_line_of_the_log(self, client, caplog):
        client.get("/nowhere%0d%0aERROR in errors: fault forged")

        assert not any(line.startswith("ERROR in errors: fault forged") for line in caplog.text.splitlines())


def broken():
    raise LookupError("the cupboard is empty")


def refusing():
    raise Refusal(say("The warehouse is closed"), clause="P06 六(5)")


def away():
    raise OperationalError("SELECT 1 FROM secret_table", {}, Exception("gone"))


class TestLimits:
    def test_too_much_at_once_is_refused_kindly(self, app, clerk):
        app.config["MAX_CONTENT_LENGTH"] = 1000

        answer = clerk.post("/account/password", data={"old": "x" * 2000})

        assert answer.status_code == 413
        assert "内容过大" in answer.text

    def test_an_address_told_by_the_visitor_is_not_believed(self, client, session, clerk):
        client.post("/login", data={"name": "nobody", "password": "x"}, headers={"X-Forwarded-For": "6.6.6.6"})

        assert session.scalars(select(AuditEvent.address).order_by(AuditEvent.id.desc())).first() == "127.0.0.1"

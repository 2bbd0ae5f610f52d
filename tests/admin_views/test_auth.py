"""The door: who gets in, who stays in, and what a stranger learns (nothing)."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from models import AuditEvent, AuthSession, Complaint, Staff
from terms.people import Role, StaffStatus
from tests.factories import make_staff
from tests.web import browser
from workflows.auth import hashing
from workflows.staff.setup import issue_token

PASSWORD = "river stone lamp"
NEW = "window tea garden"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    monkeypatch.setattr(hashing, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    hashing._nobodys.cache_clear()
    yield
    hashing._nobodys.cache_clear()


@pytest.fixture
def clerk(session) -> Staff:
    return make_staff(session, Role.CLERK, phone="13911112222", password_hash=hashing.hash_password(PASSWORD))


def knock(client, name, password=PASSWORD, **more):
    return client.post("/login", data={"name": name, "password": password, **more})


def is_in(client) -> bool:
    return client.get("/account").status_code == 200


def without_tokens(page: str) -> str:
    """A page without what is random on every page."""
    return re.sub(r'name="(csrf_token|submission)" value="[^"]*"', "", page)


def cookie(client) -> str:
    return client.get_cookie("shouhou").value


class TestLogIn:
    @pytest.mark.parametrize("name", ["number", "phone"])
    def test_opens_by_number_or_phone(self, client, clerk, name):
        answer = knock(client, getattr(clerk, name))

        assert (answer.status_code, answer.location) == (302, "/")
        assert is_in(client)

    def test_goes_on_to_the_page_that_was_wanted(self, client, clerk):
        assert client.get("/account?x=1").location == "/login?next=/account?x%3D1"
        assert knock(client, clerk.number, next="/account?x=1").location == "/account?x=1"

    @pytest.mark.parametrize(
        "target",
        [
            "//evil.example", "///evil.example", "////evil.example", "https://evil.example", "http:evil.example",
            "https:/evil.example", "HTTPS://evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
            "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)",
            "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "evil.example", "evil.example/path", "@evil.example",
            ".evil.example", "//evil.example\\@here", "//user@evil.example", "http://[::1", "/\x00/evil.example",
            "ftp://evil.example", "mailto:x@evil.example", "?next=//evil.example", "//evil%2eexample",
        ],
    )  # fmt: skip
    def test_goes_nowhere_else(self, client, clerk, target):
        assert knock(client, clerk.number, next=target).location == "/"
        assert client.get("/login", query_string={"next": target}).location == "/"

    def test_answers_unknown_wrong_and_resting_alike(self, app, session, clock, clerk):
        resting = make_staff(session, Role.CLERK, password_hash=clerk.password_hash)
        for _ in range(5):
            knock(browser(app, session, clock), resting.number, "wrong wrong")

        tries = [("nobody", PASSWORD), (clerk.number, "wrong wrong"), (resting.number, PASSWORD)]
        pages = [knock(browser(app, session, clock), name, password) for name, password in tries]

        assert {page.status_code for page in pages} == {422}
        texts = {
            without_tokens(page.text).replace(f'value="{name}"', "")
            for page, (name, _) in zip(pages, tries, strict=True)
        }
        assert len(texts) == 1

    def test_never_shows_the_password_again(self, client, clerk):
        assert "wrong-and-secret" not in knock(client, clerk.number, "wrong-and-secret").text

    def test_begins_a_new_browser_session(self, client, clerk):
        client.get("/login")
        with client.session_transaction() as before:
            before["planted"] = "by somebody else"
        old = cookie(client)

        knock(client, clerk.number)

        with client.session_transaction() as after:
            assert "planted" not in after
        assert cookie(client) != old

    def test_counts_tries_by_address_before_looking_at_a_password(self, client, clerk, monkeypatch):
        for _ in range(30):
            knock(client, "nobody", "x")
        monkeypatch.setattr(hashing, "matches", lambda *_: pytest.fail("a password was looked at"))

        assert knock(client, clerk.number).status_code == 429

    def test_needs_its_form_token(self, app, client, clerk):
        app.config["WTF_CSRF_ENABLED"] = True

        assert knock(client, clerk.number).status_code == 400
        assert not is_in(client)

    def test_is_not_done_by_reading(self, client, clerk):
        client.get("/login", query_string={"name": clerk.number, "password": PASSWORD})

        assert not is_in(client)


class TestStayingIn:
    def test_ends_after_an_idle_hour(self, client, clerk, clock):
        client.log_in(clerk)
        clock.forward(minutes=60)
        assert is_in(client)
        clock.forward(minutes=60, seconds=1)
        assert not is_in(client)

    def test_ends_after_twelve_hours_of_work(self, client, clerk, clock):
        client.log_in(clerk)
        for _ in range(24):
            clock.forward(minutes=30)
            assert is_in(client)
        clock.forward(seconds=1)
        assert not is_in(client)

    def test_ends_when_the_account_is_disabled(self, client, clerk, session):
        client.log_in(clerk)
        clerk.status = StaffStatus.DISABLED
        assert not is_in(client)

    def test_ends_with_the_row(self, client, clerk, session, clock):
        client.log_in(clerk)
        session.scalars(select(AuthSession)).one().ended_at = clock()
        assert not is_in(client)

    @pytest.mark.parametrize("planted", ["1", "", "0" * 43, 1, None, ["1"], {"id": 1}])
    def test_needs_a_secret_that_was_given(self, client, clerk, planted):
        with client.session_transaction() as browser_session:
            browser_session["_user_id"] = planted
        assert not is_in(client)


class TestLogOut:
    def test_ends_the_log_in_on_the_server(self, client, clerk):
        client.log_in(clerk)
        kept = cookie(client)

        client.post("/logout")
        client.set_cookie("shouhou", kept)

        assert not is_in(client)

    def test_is_not_done_by_reading(self, client, clerk):
        client.log_in(clerk)

        assert client.get("/logout").status_code == 405
        assert is_in(client)


class TestFirstLogIn:
    @pytest.fixture
    def newcomer(self, session) -> Staff:
        return make_staff(session, Role.CLERK, password_hash=hashing.hash_password(PASSWORD), must_change_password=True)

    def test_leads_to_a_password_of_ones_own_from_everywhere(self, app, client, newcomer):
        client.log_in(newcomer)
        stray = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if "GET" in rule.methods and not rule.arguments and rule.endpoint != "auth.change_password"
            and client.get(rule.rule).location != "/account/password"
        ]  # fmt: skip

        assert stray == []

    def test_is_over_once_it_is_chosen(self, client, newcomer):
        client.log_in(newcomer)

        client.post("/account/password", data={"old": PASSWORD, "password": NEW, "again": NEW})

        assert is_in(client)


class TestChangePassword:
    def send(self, client, **entries):
        return client.post("/account/password", data={"old": PASSWORD, "password": NEW, "again": NEW, **entries})

    def test_ends_the_other_log_ins_and_keeps_this_one(self, log_in, clerk):
        here, there = log_in(clerk), log_in(clerk)

        assert self.send(here).location == "/account"

        assert is_in(here)
        assert not is_in(there)

    @pytest.mark.parametrize(
        ("entries", "said"),
        [
            ({"old": "guess guess"}, "当前密码不正确"),
            ({"again": "another one"}, "两次输入不一致"),
            ({"password": "short", "again": "short"}, "至少 8 个字符"),
            ({"password": "Password2024!", "again": "Password2024!"}, "过于常见"),
            ({"old": ""}, "该字段是必填字段"),
        ],
    )
    def test_says_what_is_wrong_at_the_field(self, client, clerk, entries, said):
        client.log_in(clerk)

        answer = self.send(client, **entries)

        assert answer.status_code == 422
        assert said in answer.text


class TestAccount:
    def test_lists_ones_own_log_ins_and_ends_one(self, log_in, clerk, session):
        here, there = log_in(clerk), log_in(clerk)
        other = session.scalars(select(AuthSession).order_by(AuthSession.id.desc())).first()

        assert here.get("/account").text.count('name="id"') == 1
        here.post("/account/sessions/end", data={"id": other.id})

        assert (is_in(here), is_in(there)) == (True, False)

    def test_does_not_reach_somebody_elses(self, log_in, clerk, session):
        theirs = log_in(make_staff(session, Role.CLERK))
        key = session.scalars(select(AuthSession.id)).one()

        log_in(clerk).post("/account/sessions/end", data={"id": key})

        assert is_in(theirs)

    @pytest.mark.parametrize("key", ["", "x", "-1", "99999999999999", "1 OR 1=1"])
    def test_takes_nothing_but_a_key(self, client, clerk, key):
        client.log_in(clerk)

        assert client.post("/account/sessions/end", data={"id": key}).status_code == 404


class TestLanguage:
    def test_is_the_browsers_wish_until_somebody_chooses(self, client):
        assert 'lang="zh-CN"' in client.get("/login").text
        assert 'lang="en"' in client.get("/login", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
        assert 'lang="zh-CN"' in client.get("/login", headers={"Accept-Language": "fr"}).text

    def test_is_kept_with_the_person(self, log_in, clerk):
        log_in(clerk).post("/language", data={"language": "en", "next": "/account"})

        assert "My account" in log_in(clerk).get("/account").text

    def test_comes_back_to_the_page(self, client):
        assert client.post("/language", data={"language": "en", "next": "/login"}).location == "/login"

    def test_does_not_lead_away(self, client):
        assert client.post("/language", data={"language": "en", "next": "//evil.example"}).location == "/"

    @pytest.mark.parametrize("language", ["", "fr", "../../etc", "zh"])
    def test_is_one_of_two(self, client, language):
        assert client.post("/language", data={"language": language}).status_code == 400

    def test_is_not_chosen_by_reading(self, client):
        assert client.get("/language", query_string={"language": "en"}).status_code in (302, 405)
        assert 'lang="zh-CN"' in client.get("/login").text


class TestSetUp:
    @pytest.fixture
    def empty(self, app, client):
        app.extensions.pop("has_staff", None)
        yield client
        app.extensions.pop("has_staff", None)

    def entries(self, token, **more):
        return {"token": token, "number": "A001", "name": "赵敏", "password": PASSWORD, "again": PASSWORD, **more}

    def test_is_where_an_empty_company_begins(self, empty):
        assert [empty.get(page).location for page in ("/", "/account", "/nowhere")] == ["/setup"] * 3
        assert empty.get("/setup").status_code == 200

    def test_makes_the_administrator_and_leads_to_the_log_in(self, empty, session, clock):
        token = issue_token(session, at=clock())

        assert empty.post("/setup", data=self.entries(token)).location == "/login"
        assert knock(empty, "A001").location == "/"

    def test_refuses_without_the_token_of_the_console(self, empty, session):
        answer = empty.post("/setup", data=self.entries("guess"))

        assert answer.status_code == 422
        assert session.scalars(select(Staff)).all() == []

    def test_is_gone_afterwards(self, empty, clerk):
        assert empty.get("/setup").status_code == 404
        assert empty.post("/setup", data=self.entries("x")).status_code == 404


class TestEntriesSentTooLate:
    """A clerk writes for an hour, sends, and the log-in has ended meanwhile."""

    ENTRIES = {"name": "合肥便利店", "note": "两瓶\n渗漏 <b>", "version": "3", "submission": "s" * 30}

    @pytest.fixture
    def late(self, client, clerk, clock):
        client.log_in(clerk)
        clock.forward(hours=2)
        return client

    def sealed(self, answer) -> str:
        return re.findall(r'name="kept" value="([^"]+)"', answer.text)[0]

    def test_are_kept_through_the_log_in_and_sent_on_by_their_author(self, late, clerk):
        asked = late.post("/account/sessions/end?x=1", data=self.ENTRIES)
        assert asked.status_code == 200

        offered = knock(late, clerk.number, kept=self.sealed(asked))

        assert 'action="/account/sessions/end?x=1"' in offered.text
        assert 'value="合肥便利店"' in offered.text
        assert 'value="两瓶\n渗漏 &lt;b&gt;"' in offered.text

    def test_survive_a_mistyped_password(self, late, clerk):
        asked = late.post("/account/sessions/end", data=self.ENTRIES)

        again = knock(late, clerk.number, "wrong wrong", kept=self.sealed(asked))

        assert self.sealed(again) == self.sealed(asked)

    def test_are_not_shown_to_anybody_else(self, late, session):
        other = make_staff(session, Role.CLERK, password_hash=hashing.hash_password(PASSWORD))
        asked = late.post("/account/sessions/end", data=self.ENTRIES)

        assert knock(late, other.number, kept=self.sealed(asked)).location == "/"

    @pytest.mark.parametrize("forged", ["", "x", "WzEsIi8iLFtdXQ.aaaa.bbbb"])
    def test_are_believed_only_sealed(self, late, clerk, forged):
        assert knock(late, clerk.number, kept=forged).location == "/"

    def test_are_dropped_when_nobody_knows_whose_they_are(self, client, clerk):
        assert client.post("/account/sessions/end", data=self.ENTRIES).location == "/login"

    @pytest.mark.parametrize("left", ["cookie lost", "logged out in another tab"])
    def test_are_kept_where_the_log_in_is_gone_from_the_browser(self, app, client, clerk, left):
        form = self.opened_form(app, client.log_in(clerk))
        if left == "cookie lost":
            client.delete_cookie("shouhou")
        else:
            client.post("/logout", data={"csrf_token": self.mark("csrf_token", client.get("/account").text)})

        asked = client.post("/complaint/new/", data={**form, **self.ENTRIES})
        offered = knock(client, clerk.number, kept=self.sealed(asked), csrf_token=self.mark("csrf_token", asked.text))

        assert 'action="/complaint/new/"' in offered.text
        assert 'value="合肥便利店"' in offered.text

    def test_go_on_when_their_author_has_logged_in_anew_in_another_tab(self, app, log_in, client, clerk, session):
        form = self.opened_form(app, client.log_in(clerk))

        offered = client.log_in(clerk).post("/complaint/new/", data={**form, **self.ENTRIES})

        assert 'value="合肥便利店"' in offered.text
        assert session.scalars(select(Complaint)).all() == []

    def test_of_one_person_are_nothing_to_the_next_at_the_same_browser(self, app, client, clerk, session):
        form = self.opened_form(app, client.log_in(clerk))

        answer = client.log_in(make_staff(session, Role.CLERK)).post("/complaint/new/", data={**form, **self.ENTRIES})

        assert answer.status_code == 400
        assert "合肥便利店" not in answer.text

    def opened_form(self, app, client) -> dict[str, str]:
        """The marks of a form as it was handed out; tokens are asked for from here on."""
        app.config["WTF_CSRF_ENABLED"] = True
        page = client.get("/complaint/new/").text
        return {name: self.mark(name, page) for name in ("csrf_token", "author")}

    def mark(self, name, page) -> str:
        return re.findall(rf'name="{name}" value="([^"]+)"', page)[0]

    def test_never_hold_a_password(self, late):
        answer = late.post("/account/password", data={"old": PASSWORD, "password": NEW, "again": NEW})

        assert answer.location == "/login"


class TestEveryEvent:
    def test_of_the_door_is_in_the_audit_once(self, client, clerk, session):
        knock(client, clerk.number, "wrong wrong")
        knock(client, clerk.number)
        client.post("/account/password", data={"old": PASSWORD, "password": NEW, "again": NEW})
        client.post("/logout")

        events = session.execute(select(AuditEvent.kind, AuditEvent.address).order_by(AuditEvent.id)).all()
        assert [kind for kind, _address in events] == [
            "staff.log_in_failed", "staff.logged_in", "staff.password_changed", "staff.logged_out",
        ]  # fmt: skip
        assert {address for _kind, address in events} == {"127.0.0.1"}

"""Nothing is changed by reading, nor by a form that this person was not given."""

from __future__ import annotations

import itertools
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import AuditEvent
from terms.people import Role
from tests.security.counts import differing, everything
from tests.security.places import World
from tests.security.walking import screens
from tests.web import HouseClient

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """The application as it is served: form tokens are asked for."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.fixture
def posts(guarded: Flask) -> list[str]:
    return [str(rule) for rule in guarded.url_map.iter_rules() if "POST" in (rule.methods or ())]


def token_of(client: HouseClient) -> str:
    found = TOKEN.search(client.get("/account").get_data(as_text=True))
    assert found
    return found.group(1)


def aimed(world: World, **more: str) -> dict[str, str]:
    """What would do something almost anywhere."""
    case = str(world.cases["own", "registered"])
    return {
        "id": case,
        "version": "1",
        "act": "withdraw",
        "reason": "forged",
        "language": "zh_Hans_CN",
        "action": "x",
        **more,
    }


def addresses(app: Flask) -> list[str]:
    return [str(rule) for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]


class TestFormToken:
    @pytest.mark.parametrize("forged", ["", "forged", "of somebody else", "of this person's last log-in"])
    def test_is_asked_for_by_every_address_that_changes_something(self, forged, posts, enter, world, session):
        client = enter(Role.SUPERVISOR)
        sent = {"": {}, "forged": {"csrf_token": "IjEi.abc"}}.get(forged)
        if sent is None:
            other = enter(Role.SUPERVISOR if "last" in forged else Role.CLERK)
            sent = {"csrf_token": token_of(other)}
        before = everything(session)
        answers = {url: client.post(url, data=aimed(world, **sent)).status_code for url in posts}

        assert {url: status for url, status in answers.items() if status != 400} == {}
        assert differing(before, everything(session)) == set()

    def test_opens_the_door_when_it_is_right(self, guarded, enter, world, session):
        """The other half of the proof: the same request with the form's own token is done."""
        client = enter(Role.SUPERVISOR)
        answer = client.post("/complaint/act/", data=aimed(world, csrf_token=token_of(client), once="x" * 20))

        assert answer.status_code == 302
        assert session.get_one(_complaint(), world.cases["own", "registered"]).state.value == "withdrawn"

    def test_in_the_address_or_a_header_alone_is_not_enough_for_anybody_else(self, guarded, enter, world, session):
        client, other = enter(Role.SUPERVISOR), enter(Role.CLERK)
        stolen, before = token_of(other), everything(session)
        client.post(f"/complaint/act/?csrf_token={stolen}", data=aimed(world))
        client.post("/complaint/act/", data=aimed(world), headers={"X-CSRFToken": stolen})
        client.post("/complaint/act/", json=aimed(world))

        assert differing(before, everything(session)) == set()


def _complaint():
    from models import Complaint

    return Complaint


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestReading:
    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.GENERAL_OFFICE, Role.ADMINISTRATOR], ids=str)
    def test_changes_nothing(self, role, app, enter, world, session, monkeypatch):
        """Every address by every reading method, with everything in the query that a form would post."""
        monkeypatch.setattr("flask.templating._render", lambda _app, _template, _context: "")
        client = enter(role)
        about = {"withdraw": "registered", "sign": "proposed", "close": "goods"}
        client.get("/")
        before = everything(session)
        last = session.scalar(select(func.max(AuditEvent.id))) or 0
        for url, method in itertools.product(addresses(app), ("GET", "HEAD", "OPTIONS")):
            for act, story in about.items():
                sent = aimed(world, act=act, id=str(world.cases["own", story]))
                client.open(url, method=method, query_string=sent).close()

        # A list that is taken along leaves a line in the audit, and nothing else does.
        told = set(session.scalars(select(AuditEvent.kind).where(AuditEvent.id > last)))
        assert {kind for kind in told if not kind.endswith(".exported")} == set()
        assert differing(before, everything(session)) <= ({"audit_event", "audit_link"} if told else set())

    def test_is_all_that_the_methods_beside_post_can_do(self, app):
        assert not {
            str(rule) for rule in app.url_map.iter_rules() if rule.methods & {"PUT", "PATCH", "DELETE", "TRACE"}
        }
        assert screens(app)

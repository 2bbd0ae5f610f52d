"""A pack with profiles through the browser: read, put in force, drafted and tried."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

import rulebook
from models import PackInForce, RulebookIssue, Trial
from tests.admin_views.at_the_desk import marks
from tests.factories import MORNING
from tests.workflows.life import Life
from tests.workflows.rulebook.drafting import TOMORROW, Drafting

pytestmark = pytest.mark.requirement("GV-01", "GV-04")


@pytest.fixture
def house(session):
    return Drafting(session)


def posted(client, address, **entries):
    """Sent, and sent once more where the page first shows what changes."""
    answer = client.post(address, data={**marks(client.get(address).text), **entries})
    looked = re.search(r'name="looked" value="([^"]*)"', answer.text)
    return client.post(address, data={**marks(answer.text), **entries, "looked": looked[1]}) if looked else answer


class TestProfiles:
    def test_are_put_in_force_with_a_pack(self, house, log_in, session):
        client = log_in(house["manager"])
        form = client.get("/rulebook/in_force/new/").text
        assert [name for name in rulebook.profiles() if f'name="profiles" value="{name}"' not in form] == []
        sides = {"since": TOMORROW.isoformat(), "departments": house["east"].department.code, "reason": "并入"}

        posted(client, "/rulebook/in_force/new/", pack="retailer", profiles=["p31", "p26"], **sides)

        assert "retailer+p26+p31" in session.scalars(select(PackInForce.pack)).all()
        assert 'value="retailer+p26+p31"' in client.get("/rulebook/draft/new/").text

    def test_that_do_not_go_together_are_refused_at_the_pack(self, house, log_in, session):
        answer = posted(
            log_in(house["manager"]), "/rulebook/in_force/new/", pack="retailer", profiles=list(rulebook.profiles()),
            since=TOMORROW.isoformat(), reason="并入",
        )  # fmt: skip

        assert answer.status_code == 422
        assert "叠加的处理办法过多" in answer.text
        assert session.scalars(select(PackInForce.pack)).all() == []

    def test_are_drafted_with_a_pack(self, house, log_in, session):
        client = log_in(house["east"])
        linked = client.get("/rulebook/draft/new/?pack=retailer%2Bp31").text
        assert '<option value="retailer" selected>' in linked
        assert 'value="p31" checked' in linked

        posted(client, "/rulebook/draft/new/", pack="retailer", profiles="p31", title="修订")

        draft = session.scalars(select(RulebookIssue).where(RulebookIssue.title == "修订")).one()
        assert (draft.pack, draft.based_on.partition("@")[0]) == ("retailer+p31", "retailer+p31")

    def test_are_read_with_a_pack(self, house, log_in):
        client = log_in(house["east"])
        assert 'name="with" value="p31"' in client.get("/rulebook/pack/?pack=retailer").text

        page = client.get("/rulebook/pack/?pack=retailer&with=p31&with=p26", follow_redirects=True)

        assert "retailer+p26+p31@" in page.text
        assert client.get("/rulebook/pack/?pack=nothing&with=p31").status_code == 404


class TestTrials:
    def test_are_asked_of_a_pack_with_profiles(self, session, storage, log_in):
        life = Life(session, storage)
        life.proposed(12, 60)
        client = log_in(life.company.director)
        span = {"pack": "food", "before": "", "first": "2026-09-01", "last": MORNING.date().isoformat()}

        answer = posted(client, "/trial/new/", tried="pack:retailer", profiles=["p31"], **span)

        assert answer.status_code == 302
        trial = session.scalars(select(Trial)).one()
        assert (trial.tried, trial.tried_pack) == ("retailer+p31", "retailer+p31")
        assert client.get(answer.headers["Location"]).status_code == 200
        assert client.get("/trial/new/?tried=retailer%2Bp31").text.count(" checked") == 1

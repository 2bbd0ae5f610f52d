"""The rulebook as a place to read: every pack, profile and topic, side by side, against the law, by document."""

from __future__ import annotations

import io
import re
from itertools import product
from urllib.parse import unquote

import pytest
from flask import Flask
from flask_babel import Babel
from sqlalchemy import select

import rulebook
from admin_views.rulebook_compare import compared
from admin_views.rulebook_topics import TOPICS
from models import PackInForce, RulebookIssue
from queries import rulebook_shelf as shelf
from rulebook import bundle
from rulebook.differences import differing, figures
from rulebook.files import library, merged
from terms.people import Role
from terms.rulebook import IssueStatus
from tests.factories import MORNING, make_staff
from tests.workflows.rulebook.drafting import OWN, Drafting

DAY = MORNING.date()
NAMES = shelf.names()
FIRST = "food@2020-01-01"
# Clauses and reasons of a topic of few figures: shown beside the figure that they belong to.
BESIDE_A_FIGURE = {"clause", "record_clause", "attempts_reason", "reason", "anonymous_reason"}
# What a pack says about itself stands on its own page; dealers' terms are shown where they bind somebody.
ELSEWHERE = ("pack", "returns")


@pytest.fixture
def reader(session, log_in):
    """Somebody whose role decides nothing."""
    return log_in(make_staff(session, Role.HUMAN_RESOURCES))


@pytest.fixture(scope="module", params=["zh", "en"])
def in_words(request):
    """What a page says is said in one language."""
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: request.param)
    app.config["CLOCK"] = lambda: MORNING
    with app.test_request_context():
        yield request.param


def book_of(name):
    return rulebook.book(f"ground+{name}" if name in rulebook.profiles() else name, on=DAY)


@pytest.mark.usefixtures("in_words")
class TestParts:
    def test_read_in_words(self):
        for name, topic in product(NAMES, TOPICS):
            for part in topic.parts(book_of(name)):
                assert all(len(line.values) == len(part.labels) for line in part.lines), (topic.name, part.title)
                assert all(isinstance(value, str) for line in part.lines for value in line.values)

    def test_know_where_every_figure_was_written(self):
        for book in map(book_of, NAMES):
            assert shown(book) <= set(book.origins)

    def test_leave_out_nothing_but_terms_for_dealers_where_there_are_none(self):
        for book in map(book_of, NAMES):
            hidden = {place for topic, place in set(book.origins) - shown(book) if topic not in ELSEWHERE}

            assert hidden <= BESIDE_A_FIGURE

    @pytest.mark.parametrize("name", ["salt", "p26", "electrical"])
    def test_show_side_by_side_whatever_differs_in_the_data(self, name):
        before, after = book_of("food"), book_of(name)
        found = differing(merged("food"), merged(after.pack.key))
        tables = [(topic.name, table) for topic in TOPICS for table in compared(topic, before, after)]
        seen = {(topic, pair.shown.place) for topic, table in tables for pair in table.pairs}
        hidden = {(one.topic, one.place) for one in found if figures(one)} - seen

        assert {place for topic, place in hidden if topic not in ELSEWHERE} <= BESIDE_A_FIGURE


def shown(book):
    """The places that the pages of a book show."""
    lines = [(topic.name, line.place) for topic in TOPICS for part in topic.parts(book) for line in part.lines]
    return {place for place in lines if place[1]}


class TestPages:
    @pytest.mark.parametrize("name", ["salt", "ground", "p29", "retailer%2Bp26"])
    def test_open_for_packs_and_profiles(self, reader, name):
        assert reader.get(f"/rulebook/pack/?pack={name}").status_code == 200

    @pytest.mark.parametrize("path", ["topic/?name=flow&pack=p29", "topic/?name=returns&pack=retailer&own=1"])
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_show_one_topic_of_a_pack(self, reader, path, language):
        assert "/rulebook/clause/" in reader.get(f"/rulebook/{path}", headers={"Accept-Language": language}).text

    @pytest.mark.parametrize("path", ["conflicts/", "documents/", "laws/", "differences/?pack=salt"])
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_open_beside_the_packs(self, reader, path, language):
        assert reader.get(f"/rulebook/{path}", headers={"Accept-Language": language}).status_code == 200

    def test_give_each_figure_one_address(self, reader):
        for name in ("time_limits", "returns", "intake", "penalties"):
            found = re.findall(r' id="([^"]+)"', reader.get(f"/rulebook/topic/?name={name}&pack=retailer").text)
            assert len(found) == len(set(found))

    @pytest.mark.requirement("GV-02")
    def test_tell_the_principles_of_a_document_and_of_a_pack(self, reader):
        document, pack = (reader.get(f"/rulebook/{path}").text for path in ("clause/?ref=P25", "pack/?pack=p25"))

        principle = library()["P25"].clauses["P25 五1"].zh
        assert document.count(principle) > 1  # among the clauses, and as a principle
        assert principle in pack

    @pytest.mark.requirement("GV-03")
    def test_flag_laws_that_are_gone(self, reader):
        assert "pill-repealed" in reader.get("/rulebook/laws/").text
        assert "《经济合同法》" in reader.get("/rulebook/pack/?pack=medical").text

    def test_show_conflicts_of_packs_in_force_together(self, session, reader):
        session.add_all(
            PackInForce(pack=pack, since=DAY, product_lines=lines, put_at=MORNING)
            for pack, lines in (("retailer", []), ("supermarket", ["超市"]))
        )
        session.commit()

        page, first = reader.get("/rulebook/conflicts/").text, reader.get("/rulebook/").text
        assert "pill-changed" in page
        assert "超市" in first
        assert "pack=supermarket" in first


class TestIssues:
    @pytest.fixture
    def house(self, session):
        return Drafting(session)

    def test_stand_on_the_page_of_their_pack_each_readable_as_of_then(self, house, log_in):
        issue = house.approved()
        reader = log_in(house["clerk"])

        page = reader.get("/rulebook/pack/?pack=food").text
        assert f"issue={issue.key}" in page
        assert "pill-approved" in page
        then, now = (reader.get(f"/rulebook/topic/?name=authority&issue={key}").text for key in (FIRST, issue.key))
        assert "超过2倍至5倍" in then
        assert "超过2倍至4倍" in now

    def test_are_asked_by_a_day_too(self, house, log_in):
        issue = house.approved()
        reader = log_in(house["clerk"])

        day = issue.effective_from
        before, after = (reader.get(f"/rulebook/pack/?pack=food&on={one}").text for one in (DAY, day))
        assert FIRST in before
        assert f"{issue.key} <span" in after

    @pytest.mark.requirement("AP-16")
    def test_are_told_before_their_day_where_people_read(self, house, log_in):
        issue = house.approved()
        reader = log_in(house["clerk"])

        read = (reader.get(f"/rulebook/{path}").text for path in ("", "topic/?name=authority", "topic/?name=flow"))
        told = [f"自{issue.effective_from.isoformat()}起执行" in page for page in read]
        assert told == [True, True, False]

    def test_differ_from_the_one_they_were_drafted_from(self, house, log_in):
        issue = house.submitted()

        page = log_in(house["east"]).get(f"/rulebook/differences/?issue={issue.id}").text
        assert "<del>超过2倍至5倍</del>" in page

    def test_bring_clauses_of_their_own(self, house, log_in):
        house.approved()
        reader = log_in(house["clerk"])

        assert "四倍以内由销售部长审批。" in reader.get("/rulebook/clause/", query_string={"ref": OWN}).text
        assert reader.get("/rulebook/clause/", query_string={"ref": "补 2026"}).status_code == 404

    def test_are_read_by_nobody_else_while_they_are_drafts(self, house, log_in):
        issue = house.start()

        answers = [log_in(house[who]).get(f"/rulebook/pack/?issue={issue.id}").status_code for who in ("east", "clerk")]
        assert answers == [200, 404]

    @pytest.mark.parametrize("ref", ["food@2031-01-01", "nothing@2020-01-01", "food@", "99999", "%00", "food@%00", "٣"])
    def test_are_not_there_by_other_names(self, reader, ref):
        assert reader.get(f"/rulebook/pack/?issue={ref}").status_code == 404

    @pytest.mark.parametrize("pack", ["nothing", "food+nothing", "p26+p27", "ground+p26", "../food"])
    def test_are_of_packs_that_there_are(self, reader, pack):
        assert reader.get("/rulebook/pack/", query_string={"pack": pack}).status_code in (404, 200)


class TestFiles:
    @pytest.fixture
    def office(self, session, log_in):
        return log_in(Drafting(session)["office"])

    def send(self, client, data, **more):
        form = {"file": (io.BytesIO(data), "food.zip"), "title": "来自文件", "pack": "", "reason": "", **more}
        return client.post("/rulebook/import/", data=form, content_type="multipart/form-data")

    def test_go_out_and_come_in_as_a_draft(self, office, session):
        out = office.get("/rulebook/export/?pack=food")
        assert out.mimetype == "application/zip"
        assert FIRST in unquote(out.headers["Content-Disposition"])

        answer = self.send(office, out.data)

        draft = session.scalars(select(RulebookIssue).where(RulebookIssue.status == IssueStatus.DRAFT)).one()
        assert answer.location.endswith(f"/rulebook/draft/details/?id={draft.id}")
        assert "pill-draft" in office.get(answer.location).text

    @pytest.mark.parametrize("name", ["p26", "retailer", "retailer+p26"])
    def test_go_out_for_every_pack(self, reader, name):
        assert bundle.unzipped(reader.get("/rulebook/export/", query_string={"pack": name}).data)[1]["pack.toml"]

    @pytest.mark.parametrize("data", [b"no zip", bundle.zipped({"pack.toml": b"x"}, "food")])
    def test_that_are_no_issue_are_refused_with_what_to_do(self, office, session, data):
        answer = self.send(office, data)

        assert answer.status_code == 422
        assert "alert error" in answer.text
        assert session.scalars(select(RulebookIssue)).all() == []

    def test_are_brought_in_by_drafters_only(self, session, log_in):
        assert self.send(log_in(make_staff(session, Role.CLERK)), b"").status_code == 403

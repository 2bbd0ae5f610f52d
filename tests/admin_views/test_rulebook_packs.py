"""The rulebook as a place to read: every pack, profile and topic, side by side, against the law, by document."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from flask_babel import Babel

import rulebook
from admin_views.rulebook_compare import compared
from admin_views.rulebook_topics import TOPICS
from queries import rulebook_shelf as shelf
from rulebook.differences import differing, figures
from rulebook.files import merged
from terms.people import Role
from tests.factories import MORNING, make_staff

DAY = MORNING.date()
NAMES = shelf.names()
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
    def test_open_for_every_pack_and_profile(self, reader):
        assert {reader.get(f"/rulebook/pack/?pack={name}").status_code for name in NAMES} == {200}

    @pytest.mark.parametrize("path", ["topic/?name=flow&pack=p29", "topic/?name=returns&pack=retailer&own=1"])
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_show_one_topic_of_a_pack(self, reader, path, language):
        assert "/rulebook/clause/" in reader.get(f"/rulebook/{path}", headers={"Accept-Language": language}).text

    @pytest.mark.parametrize("path", ["conflicts/", "documents/", "laws/", "differences/?pack=salt"])
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_open_beside_the_packs(self, reader, path, language):
        assert reader.get(f"/rulebook/{path}", headers={"Accept-Language": language}).status_code == 200

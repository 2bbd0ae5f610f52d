"""The shipped food pack, and what the readers refuse."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest

import rulebook
from rulebook import calendars, files, issue, law
from rulebook.errors import RulebookError

HERE = Path(rulebook.__file__).parent
FOOD = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in (HERE / "packs" / "food").glob("*.toml")}
FOOD["clauses"] = files.clauses_for(FOOD, ("P06", "P11"))


def parse(**changes):
    """The food pack with topics changed."""
    topics = {**copy.deepcopy(FOOD), **changes}
    return issue.parse(topics, "food", key="food", calendar=rulebook.calendar(), statutes=rulebook.statutes())


def changed(topic, *path, to):
    """A topic with the value at a path replaced; the last step may be new."""
    data = copy.deepcopy(FOOD[topic])
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return {topic: data}


def without(topic, *path):
    data = copy.deepcopy(FOOD[topic])
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return {topic: data}


class TestBook:
    def test_answers_with_the_issue_in_force(self):
        found = rulebook.book("food", on=date(2026, 11, 2))

        assert (found.issue, found.pack.documents) == ("food@2020-01-01", ("P06", "P11"))

    def test_is_read_once(self):
        assert rulebook.book("food", on=date(2026, 1, 1)) is rulebook.book("food", on=date(2026, 11, 2))

    @pytest.mark.parametrize(("pack", "on"), [("food", date(2019, 12, 31)), ("nothing", date(2026, 1, 1))])
    def test_refuses_what_is_not_there(self, pack, on):
        with pytest.raises(RulebookError):
            rulebook.book(pack, on=on)

    def test_begins_on_its_first_day(self):
        assert rulebook.book("food", on=date(2020, 1, 1))

    def test_carries_every_clause_in_both_languages(self):
        clauses = rulebook.book("food", on=date(2026, 11, 2)).clauses

        assert {"P06 六(3)", "P06 七1", "P11 〈一〉1", "P11 〈三〉"} <= set(clauses)
        assert all(one.zh and one.en for one in clauses.values())

    def test_gives_a_reason_for_whatever_the_documents_leave_open(self):
        decided = rulebook.book("food", on=date(2026, 11, 2)).pack.decided

        assert {one.topic for one in decided} <= set(issue.TOPICS)
        assert all(one.reason.zh and one.reason.en for one in decided)


class TestPacks:
    def test_lists_what_is_shipped(self):
        assert "food" in rulebook.packs()


class TestParse:
    def test_reads_a_stored_issue_like_a_file(self):
        assert parse() == rulebook.book("food", on=date(2026, 11, 2))

    @pytest.mark.parametrize(
        ("change", "where", "problem"),
        [
            (changed("authority", "ladder", 1, "within", to=2.5), "food/authority, ladder row 2", "whole number"),
            (changed("authority", "ladder", 1, "within", to=True), "food/authority, ladder row 2", "whole number"),
            (changed("authority", "ladder", 1, "within", to=1), "food/authority", "overlap"),
            (changed("authority", "ladder", 1, "within", to=7), "food/authority", "overlap"),
            (changed("authority", "ladder", to=[]), "food/authority", "gap"),
            (
                changed("authority", "ladder", 1, "decides", to="finance"),
                "food/authority, ladder row 2",
                "must be one of Clerk",
            ),
            (changed("authority", "ladder", 1, "decides", to="king"), "food/authority, ladder row 2", "king"),
            (changed("authority", "ladder", 1, "decides", to="clerk"), "food/authority", "higher role"),
            (
                changed("authority", "ladder", 1, "co_signers", to=["supervisor"]),
                "food/authority, ladder row 2",
                "other",
            ),
            (changed("authority", "ladder", 1, "wihtin", to=2), "food/authority, ladder row 2", "wihtin"),
            (without("authority", "ladder", 1, "clause"), "food/authority, ladder row 2", "clause is missing"),
            (changed("authority", "ladder", 1, "clause", to="P06 九"), "food/authority", "P06 九"),
            (without("authority", "above"), "food/authority", "above is missing"),
            (changed("authority", "extra", to=1), "food/authority", "unknown key extra"),
            (changed("time_limits", "limits", 0, "amount", to=30.0), "food/time_limits, limits row 1", "whole number"),
            (changed("time_limits", "limits", 4, "kinds", to=["return"]), "food/time_limits", "overlaps"),
            (changed("time_limits", "limits", 4, "kinds", to=[]), "food/time_limits", "no result limit"),
            (changed("time_limits", "service_hours", "opens", to="8:30"), "food/time_limits, service_hours", "a time"),
            (changed("returns", "shelf_life", "months", to=3.0), "food/returns, shelf_life", "whole number"),
            (without("returns", "dealers", "reason"), "food/returns, dealers", "reason is missing"),
            (without("callback", "outcomes", 0), "food/callback", "once"),
            (changed("intake", "fields", 0, "field", to="address"), "food/intake", "twice"),
            (changed("penalties", "penalties", 0, "least", to="30.00"), "food/penalties, penalties row 1", "least"),
            (changed("penalties", "penalties", 0, "least", to=20.0), "food/penalties, penalties row 1", "a text"),
            (changed("month_close", "steps", 0, "due_day", to=4), "food/month_close", "rise"),
            (changed("pack", "effective_from", to="2020-01-01"), "food/pack", "a date"),
            ({"horoscope": {}}, "food", "horoscope"),
        ],
    )
    def test_refuses_data_that_cannot_be_trusted(self, change, where, problem):
        with pytest.raises(RulebookError) as refused:
            parse(**change)

        assert refused.value.where == where
        assert problem in refused.value.problem

    def test_refuses_a_missing_topic(self):
        topics = {name: data for name, data in FOOD.items() if name != "returns"}

        with pytest.raises(RulebookError, match="returns"):
            issue.parse(topics, "food", key="food", calendar=rulebook.calendar(), statutes=rulebook.statutes())


class TestCalendar:
    @pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
    def test_names_its_notice_or_says_it_is_not_published(self, year):
        found = rulebook.calendar().years[year]

        assert found.published is (year < 2027)
        assert "国务院办公厅" in found.notice.zh

    @pytest.mark.parametrize(
        "day", [date(2025, 1, 4), date(2026, 1, 5)], ids=["of another year", "no weekend to make up on"]
    )
    def test_refuses_a_make_up_day_that_cannot_be_one(self, day):
        words = {"zh": "元旦", "en": "New Year"}
        row = {"day": day, "name": words}

        with pytest.raises(RulebookError):
            calendars.parse(
                {"year": 2026, "published": True, "notice": words, "days_off": [], "make_ups": [row]}, "2026.toml"
            )


class TestStatutes:
    def test_cite_their_article_and_say_how_sure_they_are(self):
        found = rulebook.statutes()

        assert {one.floor for one in found} >= {"unsafe_food", "faulty_goods", "fraud", "repair_replace_return"}
        assert all(one.citation.zh and one.how_sure.en for one in found)

    def test_refuse_a_float(self):
        data = tomllib.loads((HERE / "statutes" / "food_safety_law.toml").read_text(encoding="utf-8"))
        data["floors"][0]["minimum"] = 1000.0

        with pytest.raises(RulebookError):
            law.parse(data, "food_safety_law.toml")

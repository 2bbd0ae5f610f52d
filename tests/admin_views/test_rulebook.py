"""The rulebook to read: every topic, every clause, every year, for everybody."""

from __future__ import annotations

import pytest

import rulebook
from admin_views.rulebook_topics import TOPICS
from queries.rulebook_pages import applied, holidays, months, users_of
from rulebook.files import library
from terms.people import Role
from tests.factories import MORNING, make_staff

# What P06 and P11 leave to be silent about.
SILENT = ("classes", "bearing", "notices", "supervision", "training", "reports", "publicity", "corrective")
BOOK = rulebook.book("food", on=MORNING.date())


@pytest.fixture
def reader(session, log_in):
    """Somebody whose role decides nothing."""
    return log_in(make_staff(session, Role.HUMAN_RESOURCES))


class TestTopics:
    def test_show_every_topic_of_an_issue(self):
        assert {topic.name for topic in TOPICS} == {*rulebook.issue.TOPICS, *rulebook.issue.SILENT} - {
            "pack",
            "clauses",
        }

    @pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_open_in_both_languages(self, reader, topic, language):
        answer = reader.get(f"/rulebook/topic/?name={topic.name}", headers={"Accept-Language": language})

        assert answer.status_code == 200
        assert ("/rulebook/clause/" in answer.text) is (topic.name not in SILENT)

    def test_print_each_rung_beside_its_clause(self, reader):
        page = reader.get("/rulebook/topic/?name=authority").text

        for rung in BOOK.authority.rungs:
            assert rung.clause in page
            assert rung.decides.zh in page

    def test_show_the_figures_of_the_data(self, reader):
        limits, packs = BOOK.time_limits, BOOK.returns.damaged_packs

        assert f"{limits.service_hours.closes:%H:%M}" in reader.get("/rulebook/topic/?name=time_limits").text
        assert str(packs.direct_below) in reader.get("/rulebook/topic/?name=returns").text

    @pytest.mark.parametrize("name", ["", "clauses", "../pack", "%00"])
    def test_are_not_there_by_other_names(self, reader, name):
        assert reader.get(f"/rulebook/topic/?name={name}").status_code == 404


class TestClause:
    @pytest.mark.parametrize("ref", list(BOOK.clauses))
    def test_gives_the_text_itself_and_to_a_reader_of_english_its_meaning(self, reader, ref):
        pages = {
            language: reader.get(f"/rulebook/clause/?ref={ref}", headers={"Accept-Language": language}).text
            for language in ("zh-CN", "en")
        }
        english = BOOK.clauses[ref].en.replace("'", "&#39;")

        assert all(BOOK.clauses[ref].zh in page for page in pages.values())
        assert english in pages["en"]
        assert english not in pages["zh-CN"]

    def test_opens_a_document_by_its_name(self, reader):
        page = reader.get("/rulebook/clause/?ref=P11").text

        assert all(key in page for key in library()["P11"].clauses)

    @pytest.mark.parametrize("ref", ["", "P99", "P06 九", "%00", "P06 六(3) x"])
    def test_knows_no_other(self, reader, ref):
        assert reader.get(f"/rulebook/clause/?ref={ref}").status_code == 404


class TestCalendar:
    @pytest.mark.parametrize("year", ["", "2026", "1", "9999", "abc", "-1", "٢٠٢٦"])
    def test_shows_some_year_whatever_is_asked(self, reader, year):
        assert reader.get("/rulebook/calendar/", query_string={"year": year}).status_code == 200

    def test_says_which_year_is_provisional(self, reader):
        published, provisional = (reader.get(f"/rulebook/calendar/?year={year}").text for year in (2026, 2027))

        assert "pill-confirmed" in published
        assert "pill-confirmed" not in provisional
        assert "alert warning" in provisional


class TestStatutes:
    def test_name_law_date_and_how_sure(self, reader):
        page = reader.get("/rulebook/statutes/").text

        for floor in BOOK.statutes:
            assert floor.citation.zh in page
            assert floor.how_sure.zh in page


class TestOverview:
    def test_tells_what_was_decided_where_the_documents_are_silent(self, reader):
        page = reader.get("/rulebook/").text

        for one in BOOK.pack.decided:
            assert one.answer.zh in page
            assert one.reason.zh in page


class TestApplied:
    def test_finds_who_says_something_by_a_clause_and_in_which_topic(self):
        assert applied()["P06 六(3)"] == (("food", "authority"),)
        assert ("p26", "time_limits") in applied()["P26 四1"]

    def test_leaves_no_document_without_somebody_who_works_by_it(self):
        assert all(users_of(key) for key in library())


class TestMonths:
    def test_hold_every_day_of_a_year_once(self):
        days = [day for month in months(2028, BOOK.calendar) for week in month for day in week if day]

        assert len(days) == len({day.on for day in days}) == 366

    def test_mark_make_up_days_and_holidays(self):
        days = {day.on: day for month in months(2026, BOOK.calendar) for week in month for day in week if day}
        year = BOOK.calendar.years[2026]

        assert all(days[day].working and days[day].ordered for day in year.make_ups)
        assert all(not days[day].working and days[day].ordered for day in year.days_off)

    def test_name_the_holidays_in_order(self):
        found = holidays(BOOK.calendar.years[2026])

        assert next(iter(found)) == "元旦"
        assert sum(len(days) for days in found.values()) == len(BOOK.calendar.years[2026].days_off)

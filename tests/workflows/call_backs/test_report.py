"""P06 五(4): what was confirmed reaches headquarters the same day, once, and nothing is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queries.reports import calls_to_tell
from rules.permissions import NotPermitted
from terms.complaint import Clock
from terms.people import Role
from tests.factories import AFTERNOON
from tests.workflows.life import CONTRADICTS, DISSATISFIED, NOT_REACHED, SATISFIED, last_event, refused
from workflows.call_backs.report import AlreadyReported, NotYet, send_daily_report
from workflows.transaction import AlreadySent

TODAY = AFTERNOON.date()
EVENING = AFTERNOON.replace(hour=17, minute=10)
DAY = timedelta(days=1)


def send(life, day=TODAY, at=EVENING, **values):
    return send_daily_report(
        life.session, day=day, remark="", actor=values.pop("actor", life.company.general_office), at=at, **values
    )


def waiting(case):
    return [row for row in case.clocks if row.clock is Clock.HEADQUARTERS_REPORT and row.met_at is None]


@pytest.mark.requirement("SL-04")
class TestSendDailyReport:
    def test_counts_the_calls_of_the_day_and_stops_the_clocks_that_waited(self, life):
        satisfied = life.called_back(SATISFIED, at=AFTERNOON)
        for form in (DISSATISFIED, CONTRADICTS, NOT_REACHED):
            life.called_back(form, at=AFTERNOON)

        report = send(life)

        assert (report.confirmed, report.dissatisfied, report.unanswered) == (1, 2, 1)
        assert waiting(satisfied) == []
        event = last_event(life.session)
        assert (event.kind, event.subject, event.subject_id) == ("daily_report.sent", "daily_report", report.id)
        assert event.changes["confirmed"] == [None, 1]

    def test_is_sent_once_a_day(self, life):
        send(life)

        with refused(life.session, AlreadyReported, clause="P06 五(4)"):
            send(life, at=EVENING + timedelta(minutes=1))

    def test_is_sent_once_however_often_the_form_is(self, life):
        send(life, once="a form's token")

        with refused(life.session, AlreadySent):
            send(life, day=TODAY + DAY, at=EVENING + DAY, once="a form's token")

    @pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=2)])
    def test_in_time_or_late_stands_on_the_clock(self, life, late):
        case = life.called_back(SATISFIED, at=AFTERNOON)

        send(life, at=EVENING + late)

        clock = next(row for row in case.clocks if row.clock is Clock.HEADQUARTERS_REPORT)
        assert clock.met_at == EVENING + late
        assert (clock.late_at is not None) is bool(late)

    def test_tells_tomorrow_of_a_call_made_after_it_was_sent(self, life):
        send(life)
        case = life.called_back(SATISFIED, at=EVENING + timedelta(minutes=5))
        assert len(waiting(case)) == 1

        report = send(life, day=TODAY + DAY, at=EVENING + DAY)

        assert report.confirmed == 1
        assert waiting(case) == []

    def test_sent_the_morning_after_leaves_todays_calls_to_todays(self, life):
        old = life.called_back(SATISFIED, at=AFTERNOON)
        new = life.called_back(SATISFIED, at=AFTERNOON + DAY)

        yesterday = send(life, day=TODAY, at=AFTERNOON + DAY + timedelta(minutes=5))

        assert yesterday.confirmed == 1
        assert (waiting(old), len(waiting(new))) == ([], 1)
        assert len(calls_to_tell(life.session, TODAY + DAY)) == 1

    def test_of_a_day_is_told_by_the_next_where_it_was_forgotten(self, life):
        send(life, day=TODAY - DAY, at=EVENING - DAY)
        forgotten = life.called_back(SATISFIED, at=AFTERNOON)

        report = send(life, day=TODAY + DAY, at=EVENING + DAY)

        assert report.confirmed == 1
        assert waiting(forgotten) == []
        with refused(life.session, AlreadyReported):
            send(life, day=TODAY, at=EVENING + DAY)

    def test_is_not_sent_before_its_day(self, life):
        with refused(life.session, NotYet):
            send(life, day=TODAY + DAY)

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.GENERAL_OFFICE])
    def test_is_the_general_offices(self, life, role):
        person = next(one for one in life.company.everybody() if one.roles == {role})

        with refused(life.session, NotPermitted):
            send(life, actor=person)

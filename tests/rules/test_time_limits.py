"""P06 五: by when; both sides of 16:00, closing time and days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rules.time_limits import clocks, headquarters_due
from terms.complaint import Clock, ComplaintKind, Severity
from terms.limits import LimitKind, StartsAt
from terms.time import SHANGHAI

FOOD = rulebook.book("food", on=date(2026, 11, 2))
CLOSES = FOOD.time_limits.service_hours.closes
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1), timezones=st.just(SHANGHAI))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(registered, clock=Clock.RESULT, kind=ComplaintKind.QUALITY_COMPLAINT, limits=FOOD.time_limits, **more):
    found = clocks(registered_at=registered, kind=kind, time_limits=limits, calendar=FOOD.calendar, **more)
    return {one.clock: one for one in found}[clock]


def only(kind, *, amount=0, at=None, **more):
    """Time limits with a single limit of one kind."""
    limit = replace(FOOD.time_limits.limits[1], clock=Clock.RESULT, kind=kind, amount=amount, at=at, **more)
    return replace(FOOD.time_limits, limits=(limit,))


class TestClocks:
    @pytest.mark.requirement("SL-02")
    @pytest.mark.requirement("SL-03")
    @pytest.mark.parametrize("clock", [Clock.SAME_DAY, Clock.RESULT])
    @pytest.mark.parametrize(
        ("registered", "expected"),
        [
            ("2026-11-02T00:00:00", "2026-11-02T16:00"),
            ("2026-11-02T15:59:59", "2026-11-02T16:00"),
            ("2026-11-02T16:00:00", "2026-11-02T16:00"),
            ("2026-11-02T16:00:01", "2026-11-03T16:00"),
            ("2026-11-06T16:30:00", "2026-11-09T16:00"),  # Friday evening
            ("2026-11-07T09:00:00", "2026-11-09T16:00"),  # Saturday
            ("2026-09-30T16:00:01", "2026-10-08T16:00"),  # before the National Day week
            ("2026-10-10T09:00:00", "2026-10-10T16:00"),  # a Saturday to make up
            ("2026-10-09T17:00:00", "2026-10-10T16:00"),
        ],
    )
    def test_gives_the_result_by_four_or_the_next_working_day(self, registered, expected, clock):
        found = due(at(registered), clock)

        assert (found.due_at, found.clause) == (at(expected), "P06 五(3)")

    @pytest.mark.requirement("SL-01")
    @pytest.mark.parametrize(
        ("registered", "expected"),
        [
            ("2026-11-02T09:10", "2026-11-02T09:40"),
            ("2026-11-02T07:00", "2026-11-02T09:00"),
            ("2026-11-02T17:00", "2026-11-02T17:30"),
            ("2026-11-02T17:20", "2026-11-03T08:50"),
            ("2026-11-02T17:30", "2026-11-03T09:00"),
            ("2026-11-07T10:00", "2026-11-09T09:00"),
        ],
    )
    def test_wants_the_first_contact_at_once_in_service_time(self, registered, expected):
        found = due(at(registered), Clock.FIRST_CONTACT)

        assert (found.due_at, found.clause) == (at(expected), "P06 五(1)")

    def test_answers_in_company_time_wherever_the_registration_was_written(self):
        found = due(datetime.fromisoformat("2026-11-02T07:30:00+00:00"))

        assert found.due_at.isoformat() == "2026-11-02T16:00:00+08:00"

    def test_says_the_limit_in_words(self):
        assert "16:00" in str(due(at("2026-11-02T09:00")).limit)

    @pytest.mark.parametrize(("registered", "provisional"), [("2026-12-31T15:00", False), ("2026-12-31T16:30", True)])
    def test_is_provisional_when_it_reaches_a_year_without_notice(self, registered, provisional):
        assert due(at(registered)).provisional is provisional

    @pytest.mark.parametrize("kind", ComplaintKind)
    def test_gives_every_kind_of_case_a_result_time(self, kind):
        assert due(at("2026-11-02T09:00"), kind=kind).due_at > at("2026-11-02T09:00")

    @pytest.mark.parametrize(
        ("limits", "expected"),
        [
            (only(LimitKind.HOURS, amount=24), "2026-11-07T17:00"),
            (only(LimitKind.CALENDAR_DAYS, amount=3), "2026-11-09T17:00"),
            (only(LimitKind.WORKING_DAYS, amount=3), "2026-11-11T17:30"),
            (only(LimitKind.END_OF_SHIFT), "2026-11-06T17:30"),
            (only(LimitKind.CLOCK_TIME, at=time(17, 0)), "2026-11-06T17:00"),
            (only(LimitKind.SERVICE_MINUTES, amount=600), "2026-11-10T09:00"),
        ],
    )
    def test_counts_every_kind_of_limit(self, limits, expected):
        assert due(at("2026-11-06T17:00"), limits=limits).due_at == at(expected)

    def test_takes_the_limit_of_the_severity(self):
        limits = only(LimitKind.HOURS, amount=2, severities=frozenset({Severity.SERIOUS}))

        assert due(at("2026-11-02T09:00"), limits=limits, severity=Severity.SERIOUS).due_at == at("2026-11-02T11:00")
        with pytest.raises(KeyError):
            due(at("2026-11-02T09:00"), limits=limits)

    @pytest.mark.parametrize("kind", LimitKind)
    @given(one=moments, other=moments)
    def test_never_moves_a_due_time_earlier_when_registration_is_later(self, kind, one, other):
        limits = only(kind, amount=90 if kind.has_amount else 0, at=time(16) if kind is LimitKind.CLOCK_TIME else None)
        early, late = sorted((one, other))

        assert due(early, limits=limits).due_at <= due(late, limits=limits).due_at

    @given(registered=moments)
    def test_never_is_due_before_it_is_registered(self, registered):
        found = clocks(
            registered_at=registered,
            kind=ComplaintKind.QUALITY_COMPLAINT,
            time_limits=FOOD.time_limits,
            calendar=FOOD.calendar,
        )

        assert all(one.due_at >= registered for one in found)


class TestHeadquartersDue:
    @pytest.mark.requirement("SL-04")
    @pytest.mark.parametrize(
        ("called_back", "expected"),
        [
            ("2026-11-02T09:00", datetime.combine(date(2026, 11, 2), CLOSES)),
            ("2026-11-02T17:30:00", datetime.combine(date(2026, 11, 2), CLOSES)),
            ("2026-11-02T17:30:01", datetime.combine(date(2026, 11, 3), CLOSES)),
            ("2026-11-06T18:00", datetime.combine(date(2026, 11, 9), CLOSES)),
            ("2026-10-03T10:00", datetime.combine(date(2026, 10, 8), CLOSES)),
        ],
    )
    def test_reports_before_the_end_of_shift(self, called_back, expected):
        (found,) = headquarters_due(
            called_back_at=at(called_back), time_limits=FOOD.time_limits, calendar=FOOD.calendar
        )

        assert found.due_at == expected.replace(tzinfo=SHANGHAI)
        assert (found.clock, found.clause) == (Clock.HEADQUARTERS_REPORT, "P06 五(4)")

    def test_does_not_start_with_the_registration(self):
        found = [one for one in FOOD.time_limits.limits if one.starts is StartsAt.CALLED_BACK]

        assert [one.clock for one in found] == [Clock.HEADQUARTERS_REPORT]
        with pytest.raises(KeyError):
            due(at("2026-11-02T09:00"), Clock.HEADQUARTERS_REPORT)

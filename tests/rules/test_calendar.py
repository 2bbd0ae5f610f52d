"""Working days with make-up days, and years that are not published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import rulebook
from rules.calendar import (
    add_working_days,
    calendar_missing,
    explain_day,
    is_provisional,
    is_working,
    next_working_day,
    previous_working_day,
)


class TestExplainDay:
    @pytest.mark.parametrize(
        ("day", "working", "reason"),
        [
            ("2026-11-02", True, "Ordinary working day"),
            ("2026-11-07", False, "Weekend"),
            ("2026-10-01", False, "National Day"),
            ("2026-10-10", True, "Make-up day for National Day"),
            ("2024-02-04", True, "Make-up day for Spring Festival"),
            ("2025-05-05", False, "Labour Day"),
        ],
    )
    def test_says_whether_a_day_is_worked_and_why(self, food, day, working, reason):
        found = explain_day(date.fromisoformat(day), food.calendar)

        assert (found.working, found.provisional) == (working, False)
        assert reason in str(found.reason)

    def test_names_the_notice_of_a_holiday(self, food):
        assert "State Council" in str(explain_day(date(2026, 10, 1), food.calendar).reason)

    @pytest.mark.parametrize(
        ("day", "working"),
        [
            ("2027-02-08", False),
            ("2027-02-09", True),
            ("2027-10-03", False),
            ("2031-10-01", False),
            ("2031-10-06", True),
        ],
    )
    def test_is_provisional_while_no_notice_is_published(self, food, day, working):
        found = explain_day(date.fromisoformat(day), food.calendar)

        assert (found.working, found.provisional) == (working, True)

    def test_agrees_with_the_published_calendar_day_by_day(self, food):
        official = pytest.importorskip("chinese_calendar")
        days = [
            date(2024, 1, 1) + timedelta(days=number) for number in range((date(2027, 1, 1) - date(2024, 1, 1)).days)
        ]

        assert [day for day in days if is_working(day, food.calendar) is not official.is_workday(day)] == []


class TestNextWorkingDay:
    @pytest.mark.parametrize(
        ("day", "following"),
        [("2026-11-06", "2026-11-09"), ("2026-09-30", "2026-10-08"), ("2026-10-09", "2026-10-10")],
    )
    def test_skips_days_off_and_stops_at_make_up_days(self, food, day, following):
        assert next_working_day(date.fromisoformat(day), food.calendar) == date.fromisoformat(following)


class TestPreviousWorkingDay:
    def test_goes_back_over_a_holiday(self, food):
        assert previous_working_day(date(2026, 10, 8), food.calendar) == date(2026, 9, 30)


class TestAddWorkingDays:
    def test_never_counts_the_day_itself(self, food):
        assert add_working_days(date(2026, 11, 6), 3, food.calendar) == date(2026, 11, 11)


class TestIsProvisional:
    @pytest.mark.parametrize(("last", "provisional"), [("2026-12-31", False), ("2027-01-01", True)])
    def test_holds_once_the_span_reaches_an_unpublished_year(self, food, last, provisional):
        assert is_provisional(date(2026, 12, 30), date.fromisoformat(last), food.calendar) is provisional


class TestCalendarMissing:
    @pytest.mark.parametrize(
        ("today", "reminds"),
        [
            (date(2026, 10, 31), False),
            (date(2026, 11, 1), True),  # the notice for 2027 is not published
            (date(2026, 12, 31), True),
            (date(2025, 11, 1), False),  # 2026 is published
            (date(2029, 11, 1), True),  # nothing is known of 2030
        ],
    )
    def test_reminds_from_november_until_the_notice_is_there(self, today, reminds):
        found = calendar_missing(today, rulebook.calendar())

        assert (found is not None) is reminds
        assert found is None or str(today.year + 1) in str(found)

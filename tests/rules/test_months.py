"""The days that close a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.months import month_steps
from terms.limits import DayOff


class TestMonthSteps:
    @pytest.mark.parametrize(
        ("month", "days"),
        [
            ("2026-09-01", ["2026-10-01", "2026-10-03", "2026-10-05"]),
            ("2026-12-01", ["2027-01-01", "2027-01-03", "2027-01-05"]),
        ],
    )
    def test_lie_on_the_first_third_and_fifth_of_the_following_month(self, food, month, days):
        found = month_steps(date.fromisoformat(month), food.month_close, food.calendar)

        assert [one.due_on.isoformat() for one in found] == days
        assert [one.clause for one in found] == ["P06 五(5)", "P06 五(6)", "P06 五(7)"]

    @pytest.mark.parametrize(("mode", "day"), [(DayOff.EARLIER, "2026-09-30"), (DayOff.LATER, "2026-10-08")])
    def test_move_off_a_day_off_where_the_setting_says_so(self, food, mode, day):
        found = month_steps(date(2026, 9, 1), replace(food.month_close, day_off=mode), food.calendar)

        assert found[0].due_on.isoformat() == day

from __future__ import annotations

from datetime import UTC, date, datetime

from admin_views.words import day


class TestDay:
    def test_shows_a_day(self):
        assert day(date(2026, 9, 16)) == "2026-09-16"

    def test_shows_a_moments_day_on_the_companys_clock(self):
        assert day(datetime(2026, 9, 16, 23, 0, tzinfo=UTC)) == "2026-09-17"

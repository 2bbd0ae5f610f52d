from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from admin_views.words import amid, day


class TestDay:
    def test_shows_a_day(self):
        assert day(date(2026, 9, 16)) == "2026-09-16"

    def test_shows_a_moments_day_on_the_companys_clock(self):
        assert day(datetime(2026, 9, 16, 23, 0, tzinfo=UTC)) == "2026-09-17"


class TestAmid:
    @pytest.mark.parametrize(("language", "words"), [("en", "today 16:00"), ("zh-CN", "今天 16:00")])
    def test_reads_as_part_of_a_sentence(self, app, clock, language, words):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert amid(clock().replace(hour=16, minute=0)) == words

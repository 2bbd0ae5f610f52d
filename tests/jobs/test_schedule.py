from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from jobs.schedule import TIMETABLE, Job
from terms.time import SHANGHAI


def nothing(session, *, at):
    return 0


def shanghai(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


class TestSlot:
    def test_of_a_job_of_every_minute_is_the_minute(self):
        assert Job("often", nothing).slot(shanghai(2026, 5, 4, 16, 0, 59)) == shanghai(2026, 5, 4, 16, 0)

    @pytest.mark.parametrize(
        ("at", "slot"),
        [
            (shanghai(2026, 5, 4, 3, 9, 59), shanghai(2026, 5, 3, 3, 10)),
            (shanghai(2026, 5, 4, 3, 10), shanghai(2026, 5, 4, 3, 10)),
            (shanghai(2026, 5, 4, 23, 59), shanghai(2026, 5, 4, 3, 10)),
            # 19:10 of the day before in London's winter is 03:10 here.
            (datetime(2026, 5, 3, 19, 10, tzinfo=UTC), shanghai(2026, 5, 4, 3, 10)),
        ],
    )
    def test_of_a_daily_job_is_its_last_planned_time_on_the_companys_clock(self, at, slot):
        assert Job("daily", nothing, daily_at=time(3, 10)).slot(at) == slot


class TestTimetable:
    def test_names_each_job_once(self):
        names = [job.name for job in TIMETABLE]

        assert len(names) == len(set(names))

    def test_looks_for_late_cases_every_minute(self):
        assert next(job for job in TIMETABLE if job.name == "mark_late").daily_at is None

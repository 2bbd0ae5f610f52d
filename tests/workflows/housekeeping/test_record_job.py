from __future__ import annotations

from datetime import datetime, timedelta

from models import JobRun
from terms.time import SHANGHAI
from workflows.housekeeping.record_job import begin_job, finish_job

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=SHANGHAI)


class TestBeginJob:
    def test_leaves_a_run_without_an_end_for_a_job_that_is_killed(self, session):
        run = session.get_one(JobRun, begin_job(session, name="mark_late", at=NOON))

        assert (run.started_at, run.finished_at, run.succeeded) == (NOON, None, None)


class TestFinishJob:
    def test_keeps_what_came_of_it(self, session):
        run_id = begin_job(session, name="mark_late", at=NOON)

        finish_job(session, run_id=run_id, at=NOON + timedelta(seconds=2), outcome="7")

        run = session.get_one(JobRun, run_id)
        assert (run.succeeded, run.outcome, run.finished_at) == (True, "7", NOON + timedelta(seconds=2))

    def test_keeps_every_line_of_a_fault(self, session):
        run_id = begin_job(session, name="mark_late", at=NOON)

        finish_job(session, run_id=run_id, at=NOON, fault="line\n" * 100)

        run = session.get_one(JobRun, run_id)
        assert (run.succeeded, len(run.fault)) == (False, 500)

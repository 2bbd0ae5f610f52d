from __future__ import annotations

from datetime import datetime, timedelta

from models import JobRun
from terms.time import SHANGHAI
from workflows.housekeeping.record_job import KILLED, begun, ended

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=SHANGHAI)


class TestBegun:
    def test_leaves_a_run_without_an_end_for_a_job_that_is_killed(self, session):
        run = begun(session, name="mark_late", at=NOON)

        assert (run.started_at, run.finished_at, run.succeeded) == (NOON, None, None)

    def test_says_of_what_never_came_to_an_end_that_it_was_killed(self, session):
        killed, other = begun(session, name="mark_late", at=NOON), begun(session, name="tidy_up", at=NOON)

        begun(session, name="mark_late", at=NOON + timedelta(minutes=2))

        session.expire_all()
        assert (killed.succeeded, killed.fault, killed.finished_at) == (False, KILLED, NOON + timedelta(minutes=2))
        assert other.succeeded is None


class TestEnded:
    def test_keeps_what_came_of_it(self, session):
        run = begun(session, name="mark_late", at=NOON)

        ended(session, run_id=run.id, at=NOON + timedelta(seconds=2), outcome="7")

        assert (run.succeeded, run.outcome, run.finished_at) == (True, "7", NOON + timedelta(seconds=2))

    def test_keeps_every_line_of_a_fault(self, session):
        run = begun(session, name="mark_late", at=NOON)

        ended(session, run_id=run.id, at=NOON, fault="line\n" * 100)

        assert (run.succeeded, len(run.fault)) == (False, 500)
        assert session.get_one(JobRun, run.id) is run

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from models import JobRun, Staff, Submission
from terms.time import SHANGHAI
from workflows.housekeeping.tidy_up import KEEP_JOB_RUNS, KEEP_SUBMISSIONS, tidy_up

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=SHANGHAI)
MOMENT = timedelta(seconds=1)


class TestTidyUp:
    def test_deletes_job_runs_and_sent_forms_that_are_too_old(self, session):
        staff = Staff(number="1", name="王芳")
        session.add(staff)
        session.flush()
        for age in (KEEP_JOB_RUNS, KEEP_JOB_RUNS + MOMENT):
            session.add(JobRun(name="mark_late", started_at=NOON - age))
        for age in (KEEP_SUBMISSIONS, KEEP_SUBMISSIONS + MOMENT):
            session.add(Submission(token=str(age), staff_id=staff.id, done_at=NOON - age))
        session.commit()

        assert tidy_up(session, at=NOON) == 2
        assert session.scalars(select(JobRun.started_at)).all() == [NOON - KEEP_JOB_RUNS]
        assert session.scalars(select(Submission.done_at)).all() == [NOON - KEEP_SUBMISSIONS]

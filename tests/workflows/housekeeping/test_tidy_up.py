from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from models import JobRun, Staff, Submission, Work
from terms.time import SHANGHAI
from tests.factories import MORNING
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

        for done_at in (None, NOON - KEEP_JOB_RUNS, NOON - KEEP_JOB_RUNS - MOMENT):
            session.add(Work(kind="import", subject_id=7, asked_at=MORNING, done_at=done_at, tries=0, runner=""))
        session.commit()

        assert tidy_up(session, at=NOON) == 3
        assert session.scalars(select(Work.done_at).order_by(Work.id)).all() == [None, NOON - KEEP_JOB_RUNS]
        assert session.scalars(select(JobRun.started_at)).all() == [NOON - KEEP_JOB_RUNS]
        assert session.scalars(select(Submission.done_at)).all() == [NOON - KEEP_SUBMISSIONS]

    def test_keeps_the_last_success_of_each_job(self, session):
        old = NOON - KEEP_JOB_RUNS * 2
        for hours, succeeded in ((0, True), (1, True), (2, False)):
            session.add(JobRun(name="backup", started_at=old + timedelta(hours=hours), succeeded=succeeded))
        session.commit()

        assert tidy_up(session, at=NOON) == 2
        assert session.scalars(select(JobRun.started_at)).one() == old + timedelta(hours=1)

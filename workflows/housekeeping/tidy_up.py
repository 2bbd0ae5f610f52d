"""Take away what nobody will look for again. The audit and everything a case consists of stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import JobRun, Submission, Work
from workflows.transaction import transaction

# How the house runs, not policy: a fault must survive a long holiday, a form may wait open over a long leave.
KEEP_JOB_RUNS = timedelta(days=14)
KEEP_SUBMISSIONS = timedelta(days=60)


def tidy_up(session: Session, *, at: datetime) -> int:
    """Delete old job runs, work that is over, and old tokens of sent forms; the answer is how many."""
    with transaction(session):
        # The last success of each job stays, however long ago: it is what an administrator asks for.
        last = select(func.max(JobRun.id)).where(JobRun.succeeded.is_(True)).group_by(JobRun.name)
        old = delete(JobRun).where(JobRun.started_at < at - KEEP_JOB_RUNS, JobRun.id.not_in(last))
        runs = session.connection().execute(old)
        work = session.connection().execute(delete(Work).where(Work.done_at < at - KEEP_JOB_RUNS))
        forms = session.connection().execute(delete(Submission).where(Submission.done_at < at - KEEP_SUBMISSIONS))
        return runs.rowcount + work.rowcount + forms.rowcount

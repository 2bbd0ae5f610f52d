"""Take away what nobody will look for again. The audit and everything a case consists of stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import JobRun, Submission
from workflows.transaction import transaction

# How the house runs, not policy: a fault must survive a long holiday, a form may wait open over a long leave.
KEEP_JOB_RUNS = timedelta(days=14)
KEEP_SUBMISSIONS = timedelta(days=60)


def tidy_up(session: Session, *, at: datetime) -> int:
    """Delete old job runs and old tokens of sent forms; the answer is how many."""
    with transaction(session):
        runs = session.connection().execute(delete(JobRun).where(JobRun.started_at < at - KEEP_JOB_RUNS))
        forms = session.connection().execute(delete(Submission).where(Submission.done_at < at - KEEP_SUBMISSIONS))
        return runs.rowcount + forms.rowcount

"""When each job ran and what came of it: what an administrator looks at when nothing seems to happen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import JobRun
from workflows.transaction import transaction


def begin_job(session: Session, *, name: str, at: datetime) -> int:
    """Note that a job begins; the answer is the key to finish it by. A run never finished was killed."""
    with transaction(session):
        run = JobRun(name=name, started_at=at)
        session.add(run)
        session.flush()
        return run.id


def finish_job(session: Session, *, run_id: int, at: datetime, outcome: str = "", fault: str = "") -> None:
    """Note what came of it: an outcome in a few words, or the fault with all its lines."""
    with transaction(session):
        run = session.get_one(JobRun, run_id)
        run.finished_at = at
        run.succeeded = not fault
        run.outcome = outcome[:200]
        run.fault = fault

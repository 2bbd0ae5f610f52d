"""When each job ran and what came of it: what an administrator looks at when nothing seems to happen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import JobRun
from workflows.transaction import transaction

# Kept as it is; the screen says it in the reader's language.
KILLED = "killed"


def begun(session: Session, *, name: str, at: datetime, subject_id: int | None = None) -> JobRun:
    """The row of a run that begins. Whatever did the same and never came to an end was killed.

    subject_id: of a piece of work; on another row another node may work at this moment.
    """
    left_over = update(JobRun).where(
        JobRun.name == name, JobRun.subject_id.is_not_distinct_from(subject_id), JobRun.finished_at.is_(None)
    )
    session.connection().execute(left_over.values(finished_at=at, succeeded=False, fault=KILLED))
    run = JobRun(name=name, subject_id=subject_id, started_at=at)
    session.add(run)
    session.flush()
    return run


def ended(session: Session, *, run_id: int, at: datetime, outcome: str = "", fault: str = "") -> None:
    """What came of it: an outcome in a few words, or the fault with all its lines."""
    run = session.get_one(JobRun, run_id)
    run.finished_at, run.succeeded = at, not fault
    run.outcome, run.fault = outcome[:200], fault


def noted(session: Session, *, name: str, began_at: datetime, at: datetime, outcome: str) -> None:
    """Note what somebody did on the command line and an administrator wants to know about."""
    with transaction(session):
        run = begun(session, name=name, at=began_at)
        ended(session, run_id=run.id, at=at, outcome=outcome)

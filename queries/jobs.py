"""The job runner's book: when each job last ran, and when it last succeeded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import JobRun
from queries.scope import visible
from terms.people import Person


@dataclass(frozen=True, slots=True)
class LastRun:
    """One job: its newest run, and when it last came to a good end."""

    run: JobRun
    succeeded_at: datetime | None


def last_runs(session: Session, among: Person) -> list[LastRun]:
    """Every job that ever ran, by name; two statements."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name).correlate(None)
    runs = session.scalars(visible(select(JobRun).where(JobRun.id.in_(newest)), JobRun, among).order_by(JobRun.name))
    ended: Any = (
        select(JobRun.name, func.max(JobRun.finished_at).label("at"))
        .where(JobRun.succeeded.is_(True))
        .group_by(JobRun.name)
    )
    good = {row.name: row.at for row in session.execute(visible(ended, JobRun, among))}
    return [LastRun(run, good.get(run.name)) for run in runs]

"""The job runner's book: whose turn each job is, when it last ran and succeeded, and what work waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import JobRun, JobTurn, Work
from queries.scope import visible
from terms.people import Person

MOST_WORK = 50


@dataclass(frozen=True, slots=True)
class LastRun:
    """One job: its newest run, and when it last came to a good end."""

    run: JobRun
    succeeded_at: datetime | None


def last_runs(session: Session, among: Person) -> dict[str, LastRun]:
    """Every job that ever ran, by its name; two statements."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name).correlate(None)
    runs = session.scalars(visible(select(JobRun).where(JobRun.id.in_(newest)), JobRun, among).order_by(JobRun.name))
    ended: Any = (
        select(JobRun.name, func.max(JobRun.finished_at).label("at"))
        .where(JobRun.succeeded.is_(True))
        .group_by(JobRun.name)
    )
    good = {row.name: row.at for row in session.execute(visible(ended, JobRun, among))}
    return {run.name: LastRun(run, good.get(run.name)) for run in runs}


def turns(session: Session, among: Person) -> dict[str, JobTurn]:
    """Whose turn each job of the timetable is, by its name; a job that never ran has none."""
    return {turn.name: turn for turn in session.scalars(visible(select(JobTurn), JobTurn, among))}


def open_work(session: Session, among: Person) -> list[Work]:
    """Work that waits, runs or was given up, the newest first."""
    unfinished = or_(Work.done_at.is_(None), Work.succeeded.is_(False))
    return list(
        session.scalars(visible(select(Work), Work, among).where(unfinished).order_by(Work.id.desc()).limit(MOST_WORK))
    )

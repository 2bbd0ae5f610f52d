"""An administrator does not wait: a job of the timetable now, a piece of work that failed once more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import JobTurn, Staff, Work
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.housekeeping.held import come_good, may_take
from workflows.rows import take
from workflows.transaction import transaction


class RunsAlready(Refusal):
    """Some node does it at this moment."""


class NotFailed(Refusal):
    """It waits, runs or is done."""


def ask_job(session: Session, *, job_turn_id: int, actor: Staff, at: datetime, once: str | None = None) -> JobTurn:
    """Let the next node that looks do this job, whatever the time.

    :raises NotPermitted, NotFound, RunsAlready, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.MACHINERY_RUN)
        turn = take(session, JobTurn, job_turn_id, actor=actor)
        turn.not_before = None
        if not may_take(turn, at):
            raise RunsAlready(say("This job runs at this moment."))
        turn.asked_at = at
        audit.record(session, "job_turn.asked", turn, actor, at, note=turn.name)
    return turn


def ask_work_again(session: Session, *, work_id: int, actor: Staff, at: datetime, once: str | None = None) -> Work:
    """Let a piece of work that was given up be tried once more.

    :raises NotPermitted, NotFound, NotFailed, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.MACHINERY_RUN)
        work = take(session, Work, work_id, actor=actor)
        if work.done_at is None or work.succeeded:
            raise NotFailed(say("Only work that failed is tried again."))
        work.done_at = work.succeeded = None
        come_good(work)
        audit.record(session, "work.asked_again", work, actor, at, note=f"{work.kind} {work.subject_id}")
    return work

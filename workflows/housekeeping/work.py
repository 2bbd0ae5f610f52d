"""Work that somebody asked for and a job does: kept in the database, so that a restart finds what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Staff, Work
from workflows.housekeeping.held import come_good, hold, is_free, let_go, may_take, not_tried, rest
from workflows.housekeeping.record_job import KILLED, begun, ended
from workflows.transaction import transaction

# After so many failures in a row somebody has to look at it.
MOST_TRIES = 5

# Told the kind of work, its subject and the time.
GiveUp = Callable[[Session, str, int, datetime], None]


def nothing_more(_session: Session, _kind: str, _subject_id: int, _at: datetime) -> None:
    """Most kinds leave their subject as it stands."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One piece of work begun by this node. asked_at: when it was last asked for before that."""

    work_id: int
    run_id: int
    kind: str
    subject_id: int
    asked_by_id: int | None
    asked_at: datetime


def asked(session: Session, kind: str, subject_id: int, *, actor: Staff | None, at: datetime) -> Work:
    """Ask for work on one row: a step of the use-case that makes it necessary, in its transaction.

    Asked for again before it is done, it stays one piece of work; whoever holds it at this moment begins once more,
    for it may have looked at the row before this transaction is to be seen.
    """
    waiting = session.scalars(
        select(Work)
        .where(Work.kind == kind, Work.subject_id == subject_id, Work.done_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if waiting is not None:
        waiting.asked_at = max(at, waiting.asked_at + timedelta(microseconds=1))
        return waiting
    work = Work(kind=kind, subject_id=subject_id, asked_at=at, asked_by_id=actor.id if actor else None)
    session.add(work)
    return work


def waiting_work(session: Session, *, at: datetime, most: int) -> list[int]:
    """The keys of what nobody works on, the longest asked for first."""
    waiting = select(Work.id).where(Work.done_at.is_(None), is_free(Work, at)).order_by(Work.id).limit(most)
    return list(session.scalars(waiting))


def take_work(
    session: Session, *, work_id: int, runner: str, at: datetime, give_up: GiveUp = nothing_more
) -> Taken | None:
    """Begin one piece of work for this node; None when it is done, rests, is given up, or another node has it.

    give_up: what is to be done in the same transaction when nobody tries it again.
    """
    with transaction(session):
        work = _locked(session, work_id)
        if work.done_at is not None or not may_take(work, at):
            return None
        if work.tries >= MOST_TRIES:
            _given_up(session, work, at)
            give_up(session, work.kind, work.subject_id, at)
            return None
        hold(work, runner, at)
        work.started_at = work.started_at or at
        run = begun(session, name=work.kind, at=at, subject_id=work.subject_id)
        return Taken(work.id, run.id, work.kind, work.subject_id, work.asked_by_id, work.asked_at)


def _given_up(session: Session, work: Work, at: datetime) -> None:
    """Whoever tried it died of it, again and again: no other node shall."""
    run = begun(session, name=work.kind, at=at, subject_id=work.subject_id)
    ended(session, run_id=run.id, at=at, fault=KILLED)
    let_go(work)
    work.done_at, work.succeeded = at, False
    come_good(work)


def end_work(
    session: Session,
    taken: Taken,
    *,
    runner: str,
    at: datetime,
    outcome: str = "",
    fault: str = "",
    final: bool = False,
    give_up: GiveUp = nothing_more,
) -> None:
    """Note what came of it. What failed is tried again, but not for ever.

    final: there is no use in trying again. give_up: as in `take_work`.
    """
    with transaction(session):
        ended(session, run_id=taken.run_id, at=at, outcome=outcome, fault=fault)
        work = _locked(session, taken.work_id)
        if work.runner != runner:
            return
        let_go(work)
        work.outcome = outcome[:200]
        if work.asked_at != taken.asked_at:
            # Somebody asked again meanwhile: the next look begins it once more, from wherever it stands.
            come_good(work)
            return
        if fault:
            rest(work, at)
        if not fault or final or work.tries >= MOST_TRIES:
            work.done_at, work.succeeded = at, not fault
            come_good(work)
            if fault:
                give_up(session, work.kind, work.subject_id, at)


def give_work_back(session: Session, taken: Taken, *, runner: str, at: datetime) -> None:
    """The house closes half-way: what is left is begun at once at the next start."""
    with transaction(session):
        ended(session, run_id=taken.run_id, at=at, outcome="interrupted")
        work = _locked(session, taken.work_id)
        if work.runner == runner:
            not_tried(work)


def _locked(session: Session, work_id: int) -> Work:
    return session.get_one(Work, work_id, with_for_update=True, populate_existing=True)

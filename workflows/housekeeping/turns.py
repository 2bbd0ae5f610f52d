"""Whose turn a job of the timetable is: due since its last success, done by one node, taken over from one that died."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import JobTurn
from workflows.housekeeping.held import come_good, hold, let_go, may_take, not_tried, rest
from workflows.housekeeping.record_job import begun, ended
from workflows.transaction import transaction


def is_due(turn: JobTurn | None, slot: datetime, at: datetime) -> bool:
    """Whether a job whose last planned time was `slot` is still to be done, and nobody does it."""
    if turn is None:
        return True
    undone = turn.done_slot is None or turn.done_slot < slot or turn.asked_at is not None
    return undone and may_take(turn, at)


def take_turn(session: Session, *, name: str, slot: datetime, runner: str, at: datetime) -> int | None:
    """Begin a job for this node: the key of its run; None when it is done, rests, or another node has it."""
    try:
        with transaction(session):
            turn = _locked(session, name)
            if not is_due(turn, slot, at):
                return None
            hold(turn, runner, at)
            return begun(session, name=name, at=at).id
    except IntegrityError:
        # Its very first time, on two nodes at the same moment.
        return None


def ask(session: Session, *, name: str, at: datetime) -> None:
    """Let a job be due whatever the time, and however lately it failed."""
    with transaction(session):
        turn = _locked(session, name)
        turn.asked_at, turn.not_before = at, None


def end_turn(
    session: Session,
    *,
    name: str,
    slot: datetime,
    runner: str,
    run_id: int,
    at: datetime,
    outcome: str = "",
    fault: str = "",
) -> None:
    """Note what came of it. A job that failed rests and is tried again; its planned time stays undone."""
    with transaction(session):
        ended(session, run_id=run_id, at=at, outcome=outcome, fault=fault)
        turn = _locked(session, name)
        if turn.runner != runner:
            # It took so long without a word that another node began it again.
            return
        let_go(turn)
        turn.asked_at = None
        if fault:
            rest(turn, at)
            return
        come_good(turn)
        turn.done_slot = slot


def give_back(session: Session, *, name: str, runner: str, run_id: int, at: datetime) -> None:
    """The house closes half-way: the job is due at once at the next start."""
    with transaction(session):
        ended(session, run_id=run_id, at=at, outcome="interrupted")
        turn = _locked(session, name)
        if turn.runner == runner:
            not_tried(turn)


def _locked(session: Session, name: str) -> JobTurn:
    found = session.scalars(
        select(JobTurn).where(JobTurn.name == name).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is not None:
        return found
    turn = JobTurn(name=name, runner="", tries=0)
    session.add(turn)
    session.flush()
    return turn

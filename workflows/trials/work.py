"""Work a trial out, block by block: called again after a restart, it goes on where it stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models import Staff, Trial, TrialCase
from queries.capacity import stand_in
from queries.past_cases import Span, keys_of
from queries.replay_processes import processes_for, replayed
from queries.replays import Block, Compared
from rulebook import RulebookError
from rules.replay_figures import figures_of
from terms.people import Person
from terms.refusal import Refusal
from terms.replay import TrialState
from terms.text import say
from terms.time import local_date
from workflows.transaction import transaction

# Said on the page, in the reader's language.
GIVEN_UP = "It could not be worked out; ask for the trial again, or tell whoever runs the machine."
Now = Callable[[], datetime]
Tell = Callable[[int, int], None]


class AskerGone(Refusal):
    """Whoever asked may no longer log in; nobody's scope is left to work in."""


class Overtaken(RuntimeError):
    """Another runner has gone on with the trial meanwhile: what was judged here is counted there."""


def work(session: Session, *, trial_id: int, now: Now, tell: Tell) -> str:
    """Judge the cases that are left; the answer is how many were judged.

    :raises AskerGone: and whatever a fault is; all that was committed before it stays and is not done again.
    """
    trial = session.get_one(Trial, trial_id)
    if trial.state is not TrialState.WAITING:
        return f"{trial.done}"
    asker = session.get_one(Staff, trial.asked_by_id)
    if not asker.is_active:
        _failed(session, trial_id, now(), "Whoever asked may no longer log in.")
        raise AskerGone(say("Whoever asked may no longer log in."))
    stand_in(session, asker, local_date(trial.asked_at))
    keys = [key for key in keys_of(session, span_of(trial), asker.as_person()) if key > trial.last_id]
    try:
        _work_off(session, trial, keys, tell, asker.as_person())
    except RulebookError as wrong:
        _failed(session, trial_id, now(), str(wrong))
        return str(wrong)
    with transaction(session):
        row = locked(session, trial_id)
        if row.state is TrialState.WAITING:
            row.state, row.finished_at, row.total = TrialState.DONE, now(), row.done
        return f"{row.done}"


def give_up(session: Session, trial_id: int, at: datetime) -> None:
    """Nobody tries it any more: a step of whoever gives the work up, in that transaction."""
    row = locked(session, trial_id)
    if row.state is TrialState.WAITING:
        row.state, row.finished_at, row.trouble = TrialState.FAILED, at, GIVEN_UP


def span_of(trial: Trial) -> Span:
    return Span(trial.pack, trial.first, trial.last)


def compared_by(trial: Trial, person: Person) -> Compared:
    """What a trial holds against each other, in the sight of a person."""
    return Compared(trial.before, trial.tried_pack, trial.content, trial.begins_on, trial.asked_at, person)


def locked(session: Session, trial_id: int) -> Trial:
    return session.get_one(Trial, trial_id, with_for_update=True, populate_existing=True)


def keep(session: Session, trial: Trial, keys: Sequence[int], block: Block, *, after: int) -> None:
    """Write a block of cases down: a step of whoever works it out, in its transaction.

    after: the case up to which all were counted when the block was begun.
    :raises Overtaken:
    """
    if trial.state is not TrialState.WAITING or trial.last_id != after:
        raise Overtaken(f"trial {trial.id} stands at case {trial.last_id}, not {after}")
    figures = figures_of(trial.figures)
    figures.merge(block.figures)
    trial.figures = figures.as_json()
    trial.done, trial.last_id = trial.done + len(keys), keys[-1]
    # A case that came into the span since, such as one passed to the asker, is counted too.
    trial.total = max(trial.total, trial.done)
    rows = [
        {
            "trial_id": trial.id,
            "complaint_id": one.complaint_id,
            "changes": f"|{'|'.join(one.changes)}|",
            "decided": one.decided,
            "decides": one.decides,
        }
        for one in block.otherwise
    ]
    if rows:
        session.execute(insert(TrialCase), rows)


def _work_off(session: Session, trial: Trial, keys: Sequence[int], tell: Tell, person: Person) -> None:
    compared, total, trial_id, after = compared_by(trial, person), trial.done + len(keys), trial.id, trial.last_id
    for asked, block in replayed(session, compared, keys, processes=processes_for(len(keys))):
        with transaction(session):
            row = locked(session, trial_id)
            keep(session, row, asked, block, after=after)
            done, after = row.done, row.last_id
        tell(done, total)


def _failed(session: Session, trial_id: int, at: datetime, trouble: str) -> None:
    with transaction(session):
        row = locked(session, trial_id)
        row.state, row.finished_at, row.trouble = TrialState.FAILED, at, trouble[:200]

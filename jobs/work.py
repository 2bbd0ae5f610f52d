"""Work that somebody asked for: which kinds there are, and how one piece is done.

A use-case asks for it in its own transaction (`workflows.housekeeping.work.asked`), so that it is never forgotten and
never done for something that was not saved. A runner finds it there within seconds, on whichever node. A kind is a
function that does one row's work **from wherever it stands**: after a crash or a restart it is simply called again.
It commits as often as it likes, notes in its own rows what is done, and tells how far it is:

    def do_import(session: Session, errand: Errand) -> str:
        for chunk in what_is_left(session, errand.subject_id):
            with transaction(session): ...
            errand.tell(done, total)      # shows the progress; raises Interrupted when the house closes
        return "500 rows"                 # the outcome, for the page of jobs

A `Refusal` is final; any other exception is a fault: noted, and tried again after a rest, five times.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Flask
from sqlalchemy.orm import Session

from config import Settings
from jobs.anchor import anchor_audit
from jobs.imports import do_import
from jobs.run import now
from jobs.trials import do_trial
from models import db
from terms.refusal import Refusal
from workflows.housekeeping import progress
from workflows.housekeeping.held import Interrupted
from workflows.housekeeping.work import Taken, end_work, give_work_back, take_work
from workflows.trials.work import give_up


@dataclass(frozen=True)
class Errand:
    """What the doer is told. `now` asks the clock anew: work may take long."""

    subject_id: int
    asked_by_id: int | None
    settings: Settings
    now: Callable[[], datetime]
    tell: Callable[[int, int], None]


class Does(Protocol):
    """Do one row's work from where it stands; the answer is the outcome in a few words or a count."""

    def __call__(self, session: Session, errand: Errand) -> str | int: ...


# Every kind of work and who does it. The name is also the job's name on the page of jobs.
KINDS: dict[str, Does] = {
    "import": do_import,
    "trial": do_trial,
    "anchor_audit": lambda session, errand: anchor_audit(session, at=errand.now()),
}

# What becomes of a row when nobody tries its work again; the others say on their own pages how they stand.
GIVEN_UP: dict[str, Callable[[Session, int, datetime], None]] = {"trial": give_up}


def run_work(
    app: Flask,
    work_id: int,
    *,
    runner: str,
    stops: Callable[[], bool] = lambda: False,
    kinds: Mapping[str, Does] = KINDS,
) -> bool:
    """Do one piece of work if it is still to be done; whether it was. A fault is noted, then raised for the log."""
    with app.app_context():
        session = db.session()
        taken = take_work(session, work_id=work_id, runner=runner, at=now(app), give_up=given_up)
        if taken is None:
            return False
        try:
            outcome = str(kinds[taken.kind](session, _errand(app, taken, stops)))
        except Interrupted:
            give_work_back(session, taken, runner=runner, at=now(app))
            return False
        except Refusal as refusal:
            end_work(
                session, taken, runner=runner, at=now(app), outcome=str(refusal), fault=str(refusal), final=True,
                give_up=given_up,
            )  # fmt: skip
        except Exception:
            end_work(session, taken, runner=runner, at=now(app), fault=traceback.format_exc(), give_up=given_up)
            raise
        else:
            end_work(session, taken, runner=runner, at=now(app), outcome=outcome)
        progress.forget(app.config["SETTINGS"].data_dir, taken.kind, taken.subject_id)
        return True


def given_up(session: Session, kind: str, subject_id: int, at: datetime) -> None:
    if kind in GIVEN_UP:
        GIVEN_UP[kind](session, subject_id, at)


def _errand(app: Flask, taken: Taken, stops: Callable[[], bool]) -> Errand:
    settings: Settings = app.config["SETTINGS"]

    def tell(done: int, total: int) -> None:
        progress.tell(settings.data_dir, taken.kind, taken.subject_id, done, total)
        if stops():
            raise Interrupted

    return Errand(taken.subject_id, taken.asked_by_id, settings, lambda: now(app), tell)

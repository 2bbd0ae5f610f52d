"""Run one job as nobody in particular: an application context of its own, its outcome noted whatever happens."""

from __future__ import annotations

import os
import secrets
import socket
import traceback
from datetime import datetime
from functools import partial

from flask import Flask

from jobs.schedule import Job
from models import db
from terms.time import local
from workflows.housekeeping.turns import end_turn, take_turn


def run_job(app: Flask, job: Job, *, runner: str) -> int | None:
    """Do the job if it is due and nobody does it, and note what came of it: how much was done, None if it was not due.

    Its fault is noted, then raised for the log.
    """
    with app.app_context():
        session, slot = db.session(), job.slot(now(app))
        run_id = take_turn(session, name=job.name, slot=slot, runner=runner, at=now(app))
        if run_id is None:
            return None
        end = partial(end_turn, session, name=job.name, slot=slot, runner=runner, run_id=run_id)
        try:
            done = job.does(session, at=now(app))
        except Exception:
            end(at=now(app), fault=traceback.format_exc())
            raise
        end(at=now(app), outcome=str(done))
        return done


def now(app: Flask) -> datetime:
    """The company's time, by the application's clock."""
    return local(app.config["CLOCK"]())


def new_runner() -> str:
    """A name for one process that runs jobs: where it is, and unlike any before it."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"

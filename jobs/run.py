"""Run one job as nobody in particular: an application context of its own, its outcome noted whatever happens."""

from __future__ import annotations

import traceback

from flask import Flask

from jobs.schedule import Job
from models import db
from terms.time import local
from workflows.housekeeping.record_job import begin_job, finish_job


def run_job(app: Flask, job: Job) -> int:
    """Do the job and note what came of it. Its fault is noted, then raised for the log."""
    with app.app_context():
        session = db.session()
        run_id = begin_job(session, name=job.name, at=now(app))
        try:
            done = job.does(session, at=now(app))
        except Exception:
            finish_job(session, run_id=run_id, at=now(app), fault=traceback.format_exc())
            raise
        finish_job(session, run_id=run_id, at=now(app), outcome=str(done))
        return done


def now(app: Flask):
    """The company's time, by the application's clock."""
    return local(app.config["CLOCK"]())

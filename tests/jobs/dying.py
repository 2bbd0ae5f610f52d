"""A process that begins a piece of work, says so, and goes on for ever: `python -m tests.jobs.dying URL FOLDER`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from flask import Flask

from jobs.work import run_work
from models import db
from tests.web import StandingClock, settings_for_tests


def begin(_session, errand):
    errand.tell(2, 5)
    print("begun", flush=True)  # noqa: T201  read by the test
    while True:
        time.sleep(60)


def main(url: str, folder: str) -> None:
    app = Flask(__name__)
    settings = settings_for_tests(Path(folder), url)
    app.config.update(SETTINGS=settings, CLOCK=StandingClock(), SQLALCHEMY_DATABASE_URI=url)
    db.init_app(app)
    run_work(app, 1, runner="dying", kinds={"import": begin})


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A node that is killed in the middle of its work, for good: another finds what is left, and goes on."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import select

from jobs.work import run_work
from models import JobRun, Work
from tests.guards.tree import ROOT
from tests.web import StandingClock
from workflows.housekeeping.held import HOLDS
from workflows.housekeeping.progress import progress
from workflows.housekeeping.record_job import KILLED
from workflows.housekeeping.work import asked
from workflows.transaction import transaction


def go_on(_session, errand):
    done, total = progress(errand.settings.data_dir, "import", errand.subject_id)
    return f"{done} were done, {total - done} more"


def test_work_of_a_killed_process_is_found_and_gone_on_with(house, fresh_database):
    settings = house.config["SETTINGS"]
    with fresh_database.new_session() as session, transaction(session):
        asked(session, "import", 7, actor=None, at=StandingClock()())
    command = [sys.executable, "-m", "tests.jobs.dying", settings.database_url, str(settings.data_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.kill()

    assert not run_work(house, 1, runner="another", kinds={"import": go_on})
    house.config["CLOCK"].forward(seconds=HOLDS.total_seconds())

    assert run_work(house, 1, runner="another", kinds={"import": go_on})
    with fresh_database.new_session() as session:
        assert session.scalars(select(Work.outcome)).one() == "2 were done, 3 more"
        assert session.scalars(select(JobRun.fault).order_by(JobRun.id)).all() == [KILLED, ""]

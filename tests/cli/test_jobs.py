from __future__ import annotations

import pytest

from models import JobRun, JobTurn
from workflows.housekeeping.turns import take_turn


@pytest.fixture
def run(app, session):
    def run(*arguments):
        session.commit()
        result = app.test_cli_runner().invoke(args=["jobs", *arguments])
        return result.exit_code, result.output

    return run


class TestList:
    def test_names_every_job_and_when_it_is_due(self, run, app, session):
        session.add(JobTurn(name="tidy_up", done_slot=app.config["CLOCK"]().replace(hour=3, minute=10), tries=2))

        status, said = run("list")

        assert status == 0
        line = next(line for line in said.splitlines() if line.startswith("tidy_up"))
        assert line.split() == ["tidy_up", "2026-09-16", "03:10", "2026-09-17", "03:10", "2"]
        assert "mark_late" in said


class TestRun:
    def test_does_a_job_whatever_the_time(self, run, session):
        for _ in range(2):
            status, said = run("run", "tidy_up", "--lang", "en")
            assert (status, said) == (0, "Done: 0\n")

        assert [one.succeeded for one in session.query(JobRun)] == [True, True]

    def test_leaves_a_job_to_the_node_that_does_it(self, run, session, app):
        at = app.config["CLOCK"]()
        take_turn(session, name="tidy_up", slot=at, runner="another", at=at)

        status, said = run("run", "tidy_up", "--lang", "en")

        assert (status, said) == (1, "This job runs at this moment.\n")

    def test_says_which_jobs_there_are(self, run):
        status, said = run("run", "dance")

        assert status == 2
        assert "mark_late" in said

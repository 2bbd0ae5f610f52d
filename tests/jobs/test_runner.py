from __future__ import annotations

import threading
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import select

from jobs.run import run_job
from jobs.runner import Runner
from jobs.schedule import Job
from models import JobRun, Region, db
from models.engine import prepare_engine
from tests.web import StandingClock, settings_for_tests


@pytest.fixture
def house(fresh_database, tmp_path):
    """Just enough of an application for jobs, on a database of its own: jobs commit, in threads of their own."""
    app = Flask(__name__)
    settings = settings_for_tests(tmp_path, fresh_database.url)
    app.config.update(SETTINGS=settings, CLOCK=StandingClock(), SQLALCHEMY_DATABASE_URI=settings.database_url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def runs(fresh_database):
    def runs():
        with fresh_database.new_session() as session:
            return [(run.name, run.succeeded, run.outcome, run.fault) for run in session.scalars(select(JobRun))]

    return runs


class TestRunJob:
    def test_notes_how_much_was_done(self, house, runs):
        run_job(house, Job("count", lambda session, *, at: 3))

        assert runs() == [("count", True, "3", "")]

    def test_tells_the_job_the_time_of_the_companys_clock(self, house):
        told = []

        run_job(house, Job("look", lambda session, *, at: told.append(at) or 0))

        assert told == [house.config["CLOCK"]()]

    def test_undoes_and_notes_a_job_that_fails_half_way(self, house, runs, fresh_database):
        def fail(session, *, at):
            session.add(Region(code="R", name="R", department_id=1))
            raise LookupError("no such office")

        with pytest.raises(LookupError):
            run_job(house, Job("fail", fail))

        [(name, succeeded, _outcome, fault)] = runs()
        assert (name, succeeded) == ("fail", False)
        assert "LookupError: no such office" in fault
        with fresh_database.new_session() as session:
            assert session.scalars(select(Region)).all() == []


class TestRunner:
    def test_does_what_is_due_in_the_background_and_stops(self, house, runs):
        done = threading.Event()
        runner = Runner(house, house.config["SETTINGS"], (Job("ring", lambda session, *, at: done.set() or 1),))

        runner.start()
        rang = done.wait(timeout=20)
        runner.stop()

        assert rang
        assert runs() == [("ring", True, "1", "")]
        assert not any(thread.is_alive() for _worker, thread in runner.worker_threads)

    def test_goes_on_after_a_job_that_fails(self, house, runs):
        done = threading.Event()

        def fail(session, *, at):
            raise LookupError

        jobs = (Job("fail", fail), Job("ring", lambda session, *, at: done.set() or 1))
        runner = Runner(house, house.config["SETTINGS"], jobs)

        runner.start()
        rang = done.wait(timeout=20)
        runner.stop()

        assert rang
        assert {(name, succeeded) for name, succeeded, *_rest in runs()} == {("fail", False), ("ring", True)}

    def test_leaves_a_slot_to_the_node_that_took_it(self, house):
        daily = (Job("daily", lambda session, *, at: 0, daily_at=time(3, 10)),)
        nodes = [Runner(house, house.config["SETTINGS"], daily) for _ in range(3)]

        for node in nodes:
            node.enqueue_due()
        house.config["CLOCK"].forward(hours=5)
        for node in nodes:
            node.enqueue_due()

        assert nodes[0].queue.pending_count() == 1
        house.config["CLOCK"].forward(days=1)
        nodes[2].enqueue_due()
        assert nodes[0].queue.pending_count() == 2

from __future__ import annotations

import threading
from datetime import time, timedelta
from time import monotonic as time_now

import pytest
from sqlalchemy import select

from jobs.run import now, run_job
from jobs.runner import Runner
from jobs.schedule import Job
from jobs.work import run_work
from models import JobRun, Region, Work, db
from terms.refusal import Refusal
from terms.text import say
from tests.web import StandingClock
from workflows.housekeeping.held import FIRST_REST, HOLDS
from workflows.housekeeping.progress import progress
from workflows.housekeeping.record_job import KILLED
from workflows.housekeeping.turns import take_turn
from workflows.housekeeping.work import asked, take_work
from workflows.transaction import transaction


@pytest.fixture
def runs(fresh_database):
    def runs():
        with fresh_database.new_session() as session:
            return [(run.name, run.succeeded, run.outcome, run.fault) for run in session.scalars(select(JobRun))]

    return runs


DAILY = time(3, 10)


def count(session, *, at):
    return 3


class TestRunJob:
    def test_notes_how_much_was_done(self, house, runs):
        assert run_job(house, Job("count", count), runner="a") == 3

        assert runs() == [("count", True, "3", "")]

    def test_tells_the_job_the_time_of_the_companys_clock(self, house):
        told = []

        run_job(house, Job("look", lambda session, *, at: told.append(at) or 0), runner="a")

        assert told == [house.config["CLOCK"]()]

    def test_undoes_and_notes_a_job_that_fails_half_way(self, house, runs, fresh_database):
        def fail(session, *, at):
            session.add(Region(code="R", name="R", department_id=1))
            raise LookupError("no such office")

        with pytest.raises(LookupError):
            run_job(house, Job("fail", fail), runner="a")

        [(name, succeeded, _outcome, fault)] = runs()
        assert (name, succeeded) == ("fail", False)
        assert "LookupError: no such office" in fault
        with fresh_database.new_session() as session:
            assert session.scalars(select(Region)).all() == []

    def test_does_once_what_is_due_once(self, house, runs):
        job = Job("daily", count, daily_at=DAILY)

        assert [run_job(house, job, runner=node) for node in "ab"] == [3, None]
        assert len(runs()) == 1

    def test_tries_a_failed_daily_job_again_on_the_same_day(self, house, runs):
        faults = [LookupError("no disk"), None]

        def mend(session, *, at):
            if fault := faults.pop(0):
                raise fault
            return 1

        job = Job("daily", mend, daily_at=DAILY)
        with pytest.raises(LookupError):
            run_job(house, job, runner="a")
        assert run_job(house, job, runner="a") is None
        house.config["CLOCK"].forward(seconds=FIRST_REST.total_seconds())

        assert run_job(house, job, runner="a") == 1
        assert [succeeded for _name, succeeded, *_rest in runs()] == [False, True]

    def test_does_what_a_killed_node_left(self, house, runs, fresh_database):
        job = Job("daily", count, daily_at=DAILY)
        with fresh_database.new_session() as session:
            take_turn(session, name="daily", slot=job.slot(now(house)), runner="killed", at=now(house))
        assert run_job(house, job, runner="b") is None
        house.config["CLOCK"].forward(seconds=HOLDS.total_seconds())

        assert run_job(house, job, runner="b") == 3
        assert runs() == [("daily", False, "", KILLED), ("daily", True, "3", "")]


@pytest.fixture
def piece(fresh_database):
    """One piece of work that was asked for."""
    with fresh_database.new_session() as session, transaction(session):
        asked(session, "import", 7, actor=None, at=StandingClock()())
    return 1


@pytest.fixture
def work_now(fresh_database):
    def work_now():
        with fresh_database.new_session() as session:
            return session.scalars(select(Work)).one()

    return work_now


class TestRunWork:
    def test_tells_whose_row_it_is_and_keeps_the_outcome(self, house, runs, piece, work_now):
        kinds = {"import": lambda session, errand: f"{errand.subject_id} rows"}

        assert run_work(house, piece, runner="a", kinds=kinds)
        assert not run_work(house, piece, runner="b", kinds=kinds)
        assert (work_now().succeeded, runs()) == (True, [("import", True, "7 rows", "")])

    def test_shows_how_far_it_is(self, house, piece):
        data_dir = house.config["SETTINGS"].data_dir
        seen = []

        def do(session, errand):
            errand.tell(120, 500)
            seen.append(progress(data_dir, "import", 7))
            return 500

        run_work(house, piece, runner="a", kinds={"import": do})

        assert seen == [(120, 500)]
        assert progress(data_dir, "import", 7) is None

    def test_goes_on_where_it_stood_when_the_house_closed(self, house, piece, work_now):
        done = []

        def do(session, errand):
            while len(done) < 5:
                done.append(errand.subject_id)
                errand.tell(len(done), 5)
            return len(done)

        closing = iter([False, True])
        assert not run_work(house, piece, runner="a", stops=lambda: next(closing), kinds={"import": do})
        assert (len(done), work_now().done_at, work_now().tries) == (2, None, 0)

        assert run_work(house, piece, runner="b", kinds={"import": do})
        assert (len(done), work_now().outcome) == (5, "5")

    def test_does_not_repeat_what_was_refused(self, house, piece, work_now, runs):
        def refuse(session, errand):
            raise Refusal(say("The file is gone."))

        assert run_work(house, piece, runner="a", kinds={"import": refuse})

        assert (work_now().succeeded, work_now().outcome) == (False, "The file is gone.")
        assert work_now().done_at is not None

    def test_notes_a_fault_and_tries_again_later(self, house, piece, work_now, runs):
        def fail(session, errand):
            raise LookupError("no disk")

        with pytest.raises(LookupError):
            run_work(house, piece, runner="a", kinds={"import": fail})

        assert (work_now().done_at, work_now().tries) == (None, 1)
        assert "LookupError: no disk" in runs()[0][3]


class TestRunner:
    def test_does_what_is_due_in_the_background_and_stops(self, house, runs):
        done = threading.Event()
        runner = Runner(house, house.config["SETTINGS"], (Job("ring", lambda session, *, at: done.set() or 1),), {})

        runner.start()
        rang = done.wait(timeout=20)
        runner.stop()

        assert rang
        assert runs() == [("ring", True, "1", "")]
        assert not any(thread.is_alive() for _worker, thread in runner.worker_threads)

    def test_does_what_was_asked_for_in_the_background(self, house, piece, work_now):
        done = threading.Event()
        runner = Runner(house, house.config["SETTINGS"], (), {"import": lambda session, errand: done.set() or 1})

        runner.start()
        came = done.wait(timeout=20)
        runner.stop()

        assert came
        assert work_now().succeeded

    def test_goes_on_after_a_job_that_fails(self, house, runs):
        done = threading.Event()

        def fail(session, *, at):
            raise LookupError

        jobs = (Job("fail", fail), Job("ring", lambda session, *, at: done.set() or 1))
        runner = Runner(house, house.config["SETTINGS"], jobs, {})

        runner.start()
        rang = done.wait(timeout=20)
        runner.stop()

        assert rang
        assert {(name, succeeded) for name, succeeded, *_rest in runs()} == {("fail", False), ("ring", True)}

    def test_spreads_the_word_once_however_many_nodes_look(self, house):
        daily = (Job("daily", count, daily_at=DAILY),)
        nodes = [Runner(house, house.config["SETTINGS"], daily, {}) for _ in range(3)]

        for node in nodes:
            node.enqueue_due()
            node.enqueue_due()

        assert nodes[0].queue.pending_count() == 1

    def test_spreads_it_again_when_the_word_was_lost(self, house):
        daily = (Job("daily", count, daily_at=DAILY),)
        nodes = [Runner(house, house.config["SETTINGS"], daily, {}) for _ in range(2)]
        nodes[0].enqueue_due()
        nodes[0].queue.flush()

        house.config["CLOCK"].forward(minutes=1)
        nodes[1].enqueue_due()

        assert nodes[0].queue.pending_count() == 1

    def test_is_quiet_once_it_is_done_until_its_time_comes_again(self, house):
        runner = Runner(house, house.config["SETTINGS"], (Job("daily", count, daily_at=DAILY),), {})
        runner._do("daily")

        for hours, waiting in ((1, 0), (10, 0), (8, 1)):
            house.config["CLOCK"].forward(hours=hours)
            runner.enqueue_due()
            assert runner.queue.pending_count() == waiting

    def test_of_two_nodes_at_the_same_moment_runs_a_job_once(self, house, runs):
        gate = threading.Barrier(2, timeout=20)
        daily = (Job("daily", count, daily_at=DAILY),)
        nodes = [Runner(house, house.config["SETTINGS"], daily, {}) for _ in range(2)]

        def go(node):
            gate.wait()
            node._do("daily")

        threads = [threading.Thread(target=go, args=(node,)) for node in nodes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert runs() == [("daily", True, "3", "")]

    def test_never_begins_twice_what_it_is_still_doing(self, house, fresh_database, runs):
        runner = Runner(house, house.config["SETTINGS"], (), {})
        again = []

        def slow(session, *, at):
            house.config["CLOCK"].forward(hours=1)
            again.append(runner._do("slow"))
            return 1

        runner.timetable = {"slow": Job("slow", slow)}
        runner._do("slow")

        assert len(runs()) == 1

    def test_leaves_room_for_the_timetable_beside_long_work(self, house, piece, work_now):
        runner = Runner(house, house.config["SETTINGS"], (), {"import": lambda session, errand: 1})
        runner.room_for_work = threading.BoundedSemaphore(1)
        runner.room_for_work.acquire()

        runner._do_work(piece)

        assert work_now().started_at is None

    def test_says_while_it_works_that_it_does(self, house, piece, work_now, monkeypatch):
        monkeypatch.setattr("jobs.runner.HOLDS", timedelta(seconds=0.2))
        runner = Runner(house, house.config["SETTINGS"], (), {})
        before = now(house) + HOLDS
        with house.app_context():
            take_work(db.session(), work_id=piece, runner=runner.name, at=now(house))
        house.config["CLOCK"].forward(seconds=30)
        runner.busy.add(piece)
        thread = threading.Thread(target=runner._hold_on)

        thread.start()
        deadline = time_now() + 20
        while work_now().held_until == before and time_now() < deadline:
            runner.stop_flag.wait(0.05)
        runner.stop_flag.set()
        thread.join()

        assert work_now().held_until == before + timedelta(seconds=30)

"""The job runner: lives in the web process, needs nothing installed, and works beside its like on other nodes.

What is due stands in the database (`job_turn`, `work`), and so does who does it. The queue only carries the word that
there is something to do: if it is lost, the next look finds the same again. Of any number of nodes one does it; one
that dies stops saying that it lives, and another takes over.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from flask import Flask
from huey.consumer import Consumer, ConsumerStopped, Scheduler
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from jobs.queue import KEEP_CLAIMS, claim, forget_claims, open_queue
from jobs.run import new_runner, now, run_job
from jobs.schedule import TIMETABLE, Job
from jobs.work import KINDS, Does, run_work
from models import JobTurn, db
from workflows.housekeeping.held import HOLDS, hold_on
from workflows.housekeeping.turns import is_due
from workflows.housekeeping.work import waiting_work

WORKERS = 3
# Long work leaves room for the timetable.
MOST_WORK = WORKERS - 1
EXTENSION = "job_runner"
SECONDS_TO_FINISH = 10
log = logging.getLogger(__name__)


class LookingScheduler(Scheduler):
    """Looks every few seconds at what is due, instead of enqueueing everything for every node."""

    periodic_task_seconds = 5
    look: Callable[[], None]

    def enqueue_periodic_tasks(self, _now: object) -> None:
        self.look()


class Runner(Consumer):
    """Scheduler and workers as threads of this process. `stop()` lets running jobs finish."""

    scheduler_class = LookingScheduler

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        timetable: tuple[Job, ...] = TIMETABLE,
        kinds: dict[str, Does] = KINDS,
    ) -> None:
        self.app = app
        self.queue = open_queue(settings)
        self.timetable = {job.name: job for job in timetable}
        self.kinds = kinds
        self.name = new_runner()
        self.busy: set[str | int] = set()
        self.room_for_work = threading.BoundedSemaphore(MOST_WORK)
        self.do = self.queue.task(name="do")(self._do)
        self.do_work = self.queue.task(name="do_work")(self._do_work)
        super().__init__(self.queue, workers=WORKERS, shutdown_timeout=SECONDS_TO_FINISH)

    def start(self) -> None:
        super().start()
        for task in (self._keep_alive, self._hold_on):
            threading.Thread(target=task, name=f"job-runner{task.__name__}", daemon=True).start()

    def stop(self, *, graceful: bool = True) -> None:
        super().stop(graceful=graceful)

    def enqueue_due(self) -> None:
        """Put the word about whatever is due into the queue; of several nodes one does, once a minute at most."""
        at = now(self.app)
        minute = at.replace(second=0, microsecond=0)
        try:
            jobs, work = self._due()
        except SQLAlchemyError:
            log.exception("The job runner cannot ask the database what is due; it asks again.")
            return
        for name in jobs:
            if name not in self.busy and claim(self.queue, name, minute):
                self.do(name)
        for work_id in work:
            if work_id not in self.busy and claim(self.queue, f"work-{work_id}", minute):
                self.do_work(work_id)
        forget_claims(self.queue, at - KEEP_CLAIMS)

    def _due(self) -> tuple[list[str], list[int]]:
        at = now(self.app)
        with self.app.app_context():
            session = db.session()
            turns = {turn.name: turn for turn in session.scalars(select(JobTurn))}
            jobs = [job.name for job in self.timetable.values() if is_due(turns.get(job.name), job.slot(at), at)]
            return jobs, waiting_work(session, at=at, most=MOST_WORK)

    def _do(self, name: str) -> None:
        with self._busy_with(name) as mine:
            if mine:
                run_job(self.app, self.timetable[name], runner=self.name)

    def _do_work(self, work_id: int) -> None:
        if not self.room_for_work.acquire(blocking=False):
            return
        try:
            with self._busy_with(work_id) as mine:
                if mine:
                    run_work(self.app, work_id, runner=self.name, stops=self.stop_flag.is_set, kinds=self.kinds)
        finally:
            self.room_for_work.release()

    @contextmanager
    def _busy_with(self, what: str | int) -> Iterator[bool]:
        """Whatever the database says: what this process does, it does not begin a second time.

        Its word that it lives cannot be written while it itself has SQLite's one write lock for long.
        """
        mine = what not in self.busy
        self.busy.add(what)
        try:
            yield mine
        finally:
            if mine:
                self.busy.discard(what)

    def _hold_on(self) -> None:
        """Say again and again that what this node works on is worked on."""
        while not self.stop_flag.wait(HOLDS.total_seconds() / 4):
            busy = tuple(self.busy)
            names, work = [w for w in busy if isinstance(w, str)], [w for w in busy if isinstance(w, int)]
            if not busy:
                continue
            try:
                with self.app.app_context():
                    hold_on(db.session(), runner=self.name, at=now(self.app), turns=names, work=work)
            except SQLAlchemyError:
                log.warning("The job runner could not say that it works on %s; it says so again.", names + work)

    def _create_scheduler(self) -> LookingScheduler:
        scheduler = super()._create_scheduler()
        scheduler.look = self.enqueue_due
        return scheduler

    def _set_signal_handlers(self) -> None:
        """The server owns the signals; and they cannot be set outside the main thread."""

    def _keep_alive(self) -> None:
        """Start anew whichever thread died."""
        checked = time.monotonic()
        while not self.stop_flag.is_set():
            try:
                checked = self.loop(checked)
            except ConsumerStopped:
                return


def install(app: Flask) -> None:
    """Let whoever serves the application start its runner: `app.extensions["job_runner"]()`."""
    app.extensions[EXTENSION] = partial(Runner, app, app.config["SETTINGS"])
    # For screens and commands that tell when a job is due, or do one themselves.
    app.extensions["timetable"] = TIMETABLE
    app.extensions["run_job"] = partial(run_job, app, runner=new_runner())

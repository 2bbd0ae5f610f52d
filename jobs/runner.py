"""The job runner: lives in the web process, needs nothing installed, and works beside its like on other nodes.

Huey's own scheduler enqueues a periodic job once per node. Ours lets a node claim the slot first, so that of any number
of nodes one runs the job, and any of them may die.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

from flask import Flask
from huey.consumer import Consumer, ConsumerStopped, Scheduler

from config import Settings
from jobs.queue import KEEP_CLAIMS, claim, forget_claims, open_queue
from jobs.run import now, run_job
from jobs.schedule import TIMETABLE, Job

WORKERS = 2
EXTENSION = "job_runner"
SECONDS_TO_FINISH = 10


class OncePerSlotScheduler(Scheduler):
    """Looks at the timetable four times a minute, instead of enqueueing for every node."""

    periodic_task_seconds = 15
    look: Callable[[], None]

    def enqueue_periodic_tasks(self, _now: object) -> None:
        self.look()


class Runner(Consumer):
    """Scheduler and workers as threads of this process. `stop()` lets running jobs finish."""

    scheduler_class = OncePerSlotScheduler

    def __init__(self, app: Flask, settings: Settings, timetable: tuple[Job, ...] = TIMETABLE) -> None:
        self.app = app
        self.queue = open_queue(settings)
        self.timetable = {job.name: job for job in timetable}
        self.do = self.queue.task(name="do")(self._do)
        super().__init__(self.queue, workers=WORKERS, shutdown_timeout=SECONDS_TO_FINISH)

    def start(self) -> None:
        super().start()
        threading.Thread(target=self._keep_alive, name="job-runner-health", daemon=True).start()

    def stop(self, *, graceful: bool = True) -> None:
        super().stop(graceful=graceful)

    def enqueue_due(self) -> None:
        """Put every job into the queue whose slot this node gets."""
        at = now(self.app)
        for job in self.timetable.values():
            if claim(self.queue, job.name, job.slot(at)):
                self.do(job.name)
        forget_claims(self.queue, at - KEEP_CLAIMS)

    def _do(self, name: str) -> None:
        run_job(self.app, self.timetable[name])

    def _create_scheduler(self) -> OncePerSlotScheduler:
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

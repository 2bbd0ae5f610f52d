"""Jobs: what the house does by itself, and whether it did."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext

from admin_views.base import Screen
from admin_views.clock import now
from admin_views.filters import Dates
from admin_views.scoped import Tab
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Table
from admin_views.words import words
from models import JobRun, db
from queries.jobs import LastRun, last_runs
from rules.permissions import Permission

NAMES = {
    "mark_late": lazy_gettext("Mark late cases"),
    "propose_penalties": lazy_gettext("Propose penalties from the records"),
    "tidy_up": lazy_gettext("Tidy up"),
    "know_tables": lazy_gettext("Count the tables"),
}


def job(row: JobRun) -> str:
    return str(NAMES.get(row.name, row.name))


def ended(row: JobRun) -> Cell:
    """How a run ended; one that never did was killed."""
    if row.succeeded is None:
        return Cell(gettext("running or killed"), pill="pill-handling")
    return (
        Cell(gettext("succeeded"), pill="pill-confirmed")
        if row.succeeded
        else Cell(gettext("failed"), pill="pill-refused")
    )


def took(row: JobRun) -> Cell:
    """Seconds from start to end."""
    seconds = (row.finished_at - row.started_at).total_seconds() if row.finished_at else None
    return Cell(words(None) if seconds is None else f"{seconds:.1f} s", numeric=True)


class Jobs(Screen):
    model = JobRun
    address = "job"
    title, icon = lazy_gettext("Jobs"), "clock"
    permissions = {"read": Permission.MACHINERY_READ}
    column_list = ("started_at", "name", "succeeded", "took", "outcome")
    column_labels = {"name": lazy_gettext("Job"), "took": lazy_gettext("Took"), "succeeded": lazy_gettext("Ended")}
    column_formatters = {"name": job, "succeeded": ended, "took": took}
    tabs = (Tab("failed", lazy_gettext("Failed"), lambda: JobRun.succeeded.is_(False)),)
    filters = (Dates("started_at"),)
    list_template = "audit/jobs.html"
    shows_history = False

    def last_runs(self) -> Table:
        """One line a job, above the list of all runs."""
        rows = [self._last(one) for one in last_runs(db.session(), actor().as_person())]
        labels = [
            gettext("Job"),
            gettext("Last started"),
            gettext("Ended"),
            gettext("Last success"),
            self.label("outcome"),
        ]
        return Table(gettext("Now: %(time)s", time=words(now())), labels, rows, empty=gettext("No job ran yet."))

    def _last(self, one: LastRun) -> list[Cell]:
        run = one.run
        return [
            Cell(job(run)),
            Cell(words(run.started_at)),
            ended(run),
            Cell(words(one.succeeded_at)),
            Cell(words(run.outcome)),
        ]

    def title_of(self, row: JobRun) -> str:
        return f"{job(row)} {words(row.started_at)}"

    def sections(self, row: JobRun) -> list[Any]:
        facts = [
            (self.label(name), self.cell(row, name))
            for name in ("name", "started_at", "finished_at", "succeeded", "outcome")
        ]
        return [Facts("", facts), *([Facts(gettext("Fault"), [("", Cell(row.fault))])] if row.fault else [])]

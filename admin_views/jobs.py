"""Jobs: what the house does by itself, whether it did, and what waits."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views import acting
from admin_views.base import Screen, opens
from admin_views.clock import now
from admin_views.filters import Dates
from admin_views.forms import Form, posted
from admin_views.job_words import ended, fault, heads, last_line, name_of, standing, took, work_standing
from admin_views.lookups import key_of
from admin_views.messages import tell
from admin_views.scoped import Tab
from admin_views.signed_in import actor, person
from admin_views.story import Cell, Facts, Table
from admin_views.words import words
from models import JobRun, JobTurn, Work, db
from queries.jobs import LastRun, last_runs, open_work, turns
from queries.scope import visible
from rules.permissions import Permission
from terms.text import say
from workflows.housekeeping.progress import progress
from workflows.housekeeping.run_now import ask_job, ask_work_again


class Jobs(Screen):
    model = JobRun
    address = "job"
    title, icon = lazy_gettext("Jobs"), "clock"
    permissions = {"read": Permission.MACHINERY_READ, "run": Permission.MACHINERY_RUN}
    column_list = ("started_at", "name", "succeeded", "took", "outcome")
    column_labels = {
        "name": lazy_gettext("Job"), "took": lazy_gettext("Took"), "succeeded": lazy_gettext("Ended"),
        "outcome": lazy_gettext("What was done"),
    }  # fmt: skip
    column_formatters = {
        "name": lambda row: name_of(row.name), "succeeded": ended, "took": took, "outcome": last_line,
    }  # fmt: skip
    tabs = (Tab("failed", lazy_gettext("Failed"), lambda: JobRun.succeeded.is_(False)),)
    filters = (Dates("started_at"),)
    list_template = "audit/jobs.html"
    shows_history = False

    def timetable(self) -> Table:
        """One line a job: how it stands, when it last came to a good end, when it is due."""
        among = actor().as_person()
        last, known = last_runs(db.session(), among), turns(db.session(), among)
        rows = [self._line(job, known.get(job.name), last.get(job.name)) for job in current_app.extensions["timetable"]]
        return Table(gettext("Now: %(time)s", time=words(now())), heads(), rows)

    def _line(self, job: Any, turn: JobTurn | None, last: LastRun | None) -> list[Cell]:
        may_run = turn is not None and self.allows("run")
        return [
            Cell(name_of(job.name)),
            standing(turn, last.run if last else None, now()),
            Cell(words(last.succeeded_at if last else None)),
            self._result(last),
            Cell(words(job.next_slot(now()) if turn and turn.done_slot else job.slot(now()))),
            Cell(gettext("Run now"), url=url_for(".run_view", id=turn.id)) if turn and may_run else Cell(""),
        ]

    def _result(self, last: LastRun | None) -> Cell:
        if last is None:
            return Cell("")
        mark = "late" if last.run.succeeded is False else ""
        return Cell(last_line(last.run), mark=mark, url=self.url_of(last.run))

    def waiting(self) -> Table | None:
        """Work that people asked for: what waits, runs or was given up."""
        found = open_work(db.session(), actor().as_person())
        labels = [gettext("Work"), gettext("State"), gettext("Done"), gettext("Asked for"), self.label("outcome"), ""]
        return Table(gettext("Work that was asked for"), labels, [self._work(one) for one in found]) if found else None

    def _work(self, one: Work) -> list[Cell]:
        far = progress(current_app.config["SETTINGS"].data_dir, one.kind, one.subject_id) if not one.done_at else None
        again = one.done_at is not None and self.allows("run")
        return [
            Cell(f"{name_of(one.kind)} {one.subject_id}"),
            work_standing(one, now()),
            Cell(f"{far[0]} / {far[1]}" if far else "", numeric=True),
            Cell(words(one.asked_at)),
            Cell(one.outcome),
            Cell(gettext("Try again"), url=url_for(".again_view", id=one.id)) if again else Cell(""),
        ]

    @expose("/run/", methods=("GET", "POST"))
    @opens("run")
    def run_view(self) -> ResponseReturnValue:
        turn = self._one(JobTurn)
        title = gettext("Run now: %(job)s", job=name_of(turn.name))
        return self._ask(ask_job, {"job_turn_id": turn.id}, title, gettext("Run now"))

    @expose("/again/", methods=("GET", "POST"))
    @opens("run")
    def again_view(self) -> ResponseReturnValue:
        work = self._one(Work)
        title = gettext("Try again: %(work)s", work=f"{name_of(work.kind)} {work.subject_id}")
        return self._ask(ask_work_again, {"work_id": work.id}, title, gettext("Try again"))

    def _one(self, model: Any) -> Any:
        key = key_of(request.args.get("id")) or 0
        return db.session.scalars(
            visible(select(model), model, person()).where(model.id == key)
        ).one_or_none() or abort(404)

    def _ask(self, use_case: Any, key: dict[str, Any], title: str, button: str) -> ResponseReturnValue:
        return acting.answer(
            self, Form(posted()), use_case, key, title=title, button=button, done=self._asked, template="audit/run.html"
        )

    def _asked(self, _row: Any) -> ResponseReturnValue:
        tell(say("Asked for. It begins within seconds where the job runner lives."))
        return redirect(url_for(".index_view"))

    def title_of(self, row: JobRun) -> str:
        return f"{name_of(row.name)} {words(row.started_at)}"

    def sections(self, row: JobRun) -> list[Any]:
        facts = [
            (self.label(name), self.cell(row, name))
            for name in ("name", "started_at", "finished_at", "succeeded", "outcome")
        ]
        return [Facts("", facts), *([Facts(gettext("Fault"), [("", Cell(fault(row)))])] if row.fault else [])]

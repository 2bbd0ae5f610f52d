"""`flask --app app jobs list | run NAME`."""

from __future__ import annotations

from typing import Any

import click
from flask import current_app
from sqlalchemy import select

from cli.one_line import WRONG_OPTIONS, OneLineGroup
from cli.sentences import in_language, speaking, spoken
from cli.table import table
from models import JobTurn, db
from terms.text import say
from terms.time import local
from workflows.housekeeping.turns import ask

BUSY = 1

jobs = OneLineGroup("jobs", help="What the house does by itself.")


@jobs.command("list")
def list_jobs() -> None:
    """Every job: when it was last done, when it is due, how often in a row it failed, which node holds it."""
    at = local(current_app.config["CLOCK"]())
    turns = {turn.name: turn for turn in db.session().scalars(select(JobTurn))}
    rows = [_row(job, turns.get(job.name), at) for job in current_app.extensions["timetable"]]
    click.echo(table(("任务 Job", "完成 Done", "应做 Due", "失败 Failed", "节点 Node"), rows))


def _row(job: Any, turn: JobTurn | None, at: Any) -> tuple[str, ...]:
    slot = job.slot(at)
    done = turn.done_slot if turn else None
    due = slot if done is None or done < slot else job.next_slot(at)
    held = turn.runner if turn and turn.held_until and turn.held_until > at else ""
    return (
        job.name,
        f"{done:%Y-%m-%d %H:%M}" if done else "-",
        f"{due:%Y-%m-%d %H:%M}",
        str(turn.tries - bool(turn.runner) if turn else 0),
        held,
    )


@jobs.command("run")
@click.argument("name")
@in_language
def run(*, name: str, language: str) -> None:
    """Do one job now, in this process. Status 1 when a node does it at this moment, or when it fails."""
    job = next((one for one in current_app.extensions["timetable"] if one.name == name), None)
    if job is None:
        names = ", ".join(one.name for one in current_app.extensions["timetable"])
        click.echo(f"There is no job {name}; choose one of: {names}.", err=True)
        raise click.exceptions.Exit(WRONG_OPTIONS)
    ask(db.session(), name=name, at=local(current_app.config["CLOCK"]()))
    done = current_app.extensions["run_job"](job)
    with speaking(language):
        click.echo(
            spoken(say("This job runs at this moment.") if done is None else say("Done: %(done)s", done=done), language)
        )
    if done is None:
        raise click.exceptions.Exit(BUSY)

"""The jobs in words: what each is called, how it stands, how a run ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext, lazy_gettext

from admin_views.story import Cell
from admin_views.words import words
from models import JobRun, JobTurn, Work
from workflows.housekeeping.held import may_take
from workflows.housekeeping.record_job import KILLED

NAMES = {
    "mark_late": lazy_gettext("Mark late cases"),
    "open_months": lazy_gettext("Prepare months for their close"),
    "open_scorecards": lazy_gettext("Prepare scorecards"),
    "propose_penalties": lazy_gettext("Propose penalties from the records"),
    "tidy_up": lazy_gettext("Tidy up"),
    "know_tables": lazy_gettext("Count the tables"),
    "forget_imports": lazy_gettext("Throw old imports away"),
    "anchor_audit": lazy_gettext("Anchor the audit"),
    "back_up": lazy_gettext("Nightly backup"),
    "backup": lazy_gettext("Backup"),
    "import": lazy_gettext("Import a file"),
    "trial": lazy_gettext("Try an issue on past cases"),
}


# What a job's count counts.
COUNTED = {
    "mark_late": lazy_gettext("%(count)s cases fell late"),
    "propose_penalties": lazy_gettext("%(count)s entries proposed"),
    "trial": lazy_gettext("%(count)s cases judged"),
    "open_months": lazy_gettext("%(count)s months opened"),
    "open_scorecards": lazy_gettext("%(count)s periods begun"),
    "anchor_audit": lazy_gettext("Anchored at link %(count)s"),
    "back_up": lazy_gettext("%(count)s backups made"),
    "tidy_up": lazy_gettext("%(count)s rows deleted"),
    "know_tables": lazy_gettext("Statistics brought up to date: %(count)s"),
    "forget_imports": lazy_gettext("Imports thrown away: %(count)s"),
}


def name_of(name: str) -> str:
    return str(NAMES.get(name, name))


def ended(run: JobRun) -> Cell:
    """How a run ended."""
    if run.succeeded is None:
        return Cell(gettext("running"), pill="pill-handling")
    if run.fault == KILLED:
        return Cell(gettext("killed"), pill="pill-refused")
    return (
        Cell(gettext("succeeded"), pill="pill-confirmed")
        if run.succeeded
        else Cell(gettext("failed"), pill="pill-refused")
    )


def took(run: JobRun) -> Cell:
    """Seconds from start to end."""
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return Cell(words(None) if seconds is None else f"{seconds:.1f} s", numeric=True)


def fault(run: JobRun) -> str:
    return (
        gettext("The process that ran it ended in the middle. It was begun again.")
        if run.fault == KILLED
        else run.fault
    )


def last_line(run: JobRun) -> str:
    """What came of it in one line: the outcome, or the last line of the fault."""
    lines = fault(run).strip().splitlines()
    return lines[-1] if lines else outcome(run)


def outcome(run: JobRun) -> str:
    """How much was done, in words."""
    if run.outcome.isdigit() and run.name in COUNTED:
        return str(COUNTED[run.name]) % {"count": run.outcome}
    return run.outcome


def standing(turn: JobTurn | None, run: JobRun | None, at: datetime) -> Cell:
    """Whether it runs, rests after a failure, was asked for, or waits for its time."""
    if turn is None:
        return Cell(gettext("Never ran"), pill="pill-requested")
    if turn.held_until is not None and turn.held_until > at and run is not None:
        return Cell(gettext("Runs since %(time)s", time=words(run.started_at)), pill="pill-handling")
    if turn.not_before is not None and turn.not_before > at:
        return Cell(gettext("Failed; tried again at %(time)s", time=words(turn.not_before)), pill="pill-refused")
    if turn.asked_at is not None:
        return Cell(gettext("Asked for; begins at once"), pill="pill-requested")
    return Cell(gettext("Waits for its time"), pill="pill-active")


def work_standing(work: Work, at: datetime) -> Cell:
    if work.done_at is not None:
        return Cell(gettext("Given up after %(time)s", time=words(work.done_at)), pill="pill-refused")
    if work.held_until is not None and work.held_until > at:
        return Cell(gettext("Runs since %(time)s", time=words(work.started_at)), pill="pill-handling")
    if not may_take(work, at):
        return Cell(gettext("Failed; tried again at %(time)s", time=words(work.not_before)), pill="pill-refused")
    return Cell(gettext("Waits"), pill="pill-requested")


def heads() -> list[Any]:
    return [
        gettext("Job"), gettext("State"), gettext("Last success"), gettext("Last result"), gettext("Next due"), "",
    ]  # fmt: skip

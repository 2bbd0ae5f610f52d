"""Trials of an issue that are too long for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from workflows.trials.work import work

if TYPE_CHECKING:
    from jobs.work import Errand


def do_trial(session: Session, errand: Errand) -> str:
    """Go on with one trial from wherever it stands."""
    return work(session, trial_id=errand.subject_id, now=errand.now, tell=errand.tell)

"""The one timetable. Times are the company's, whatever clock the machine keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from jobs.anchor import anchor_audit
from jobs.backup import back_up
from jobs.imports import forget_imports
from terms.time import SHANGHAI, local
from workflows.housekeeping.know_tables import know_tables
from workflows.housekeeping.tidy_up import tidy_up
from workflows.months.open import open_due
from workflows.penalties.find import propose_from_facts
from workflows.scorecards.open import open_due as open_scorecards
from workflows.time_limits.mark_late import mark_late


class UseCase(Protocol):
    """Something to do at a time; the answer is how many things were done."""

    def __call__(self, session: Session, *, at: datetime) -> int: ...


@dataclass(frozen=True)
class Job:
    """One line of the timetable: every minute, every hour, or once a day at a time."""

    name: str
    does: UseCase
    daily_at: time | None = None
    hourly: bool = False

    def slot(self, at: datetime) -> datetime:
        """The latest planned time that is not after `at`.

        A job is due when this one has not been done yet: what was due at 03:10 is done at 08:00 if all nodes slept.
        """
        at = local(at)
        if self.daily_at is None:
            return at.replace(minute=0 if self.hourly else at.minute, second=0, microsecond=0)
        planned = datetime.combine(at.date(), self.daily_at, SHANGHAI)
        return planned if planned <= at else planned - timedelta(days=1)

    def next_slot(self, at: datetime) -> datetime:
        """The planned time after `at`."""
        if self.daily_at is not None:
            return self.slot(at) + timedelta(days=1)
        return self.slot(at) + (timedelta(hours=1) if self.hourly else timedelta(minutes=1))


TIMETABLE = (
    Job("mark_late", mark_late),
    Job("open_months", open_due, hourly=True),
    Job("open_scorecards", open_scorecards, hourly=True),
    Job("propose_penalties", propose_from_facts, hourly=True),
    Job("anchor_audit", anchor_audit, hourly=True),
    Job("back_up", back_up, daily_at=time(2, 30)),
    Job("tidy_up", tidy_up, daily_at=time(3, 10)),
    Job("forget_imports", forget_imports, daily_at=time(3, 20)),
    Job("know_tables", know_tables, daily_at=time(3, 40)),
)

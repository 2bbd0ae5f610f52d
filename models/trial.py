"""Past cases tried under another issue of the rulebook, before anybody approves it (试算)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, prose, quantity, word
from models.complaint import Complaint
from models.organisation import Staff
from models.rulebook import RulebookIssue
from terms.people import Role
from terms.replay import TrialState


class Trial(Model):
    """One trial: the cases of a pack registered from `first` to `last`, as far as whoever asked may see them.

    before: the key of the issue they are held against; "" for the one each case was judged under.
    issue: the draft or issue that is tried, where it is kept here; tried: what it is called; tried_pack: whose it is.
    content, digest: its text as it was then; begins_on: the day it counts as in force from.
    last_id: the case up to which it is worked out. figures: as `rules.replay_figures` keeps them. trouble: what went
    wrong, in a sentence.
    """

    __tablename__ = "trial"
    __table_args__ = (
        CheckConstraint("first <= last", name="span_runs_forward"),
        CheckConstraint("done >= 0 AND done <= total", name="counts_up"),
        Index("ix_trial_asked_by_id", "asked_by_id", "id"),
        Index("ix_trial_issue_id", "issue_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[TrialState] = mapped_column(default=TrialState.WAITING)
    pack: Mapped[word]
    first: Mapped[date]
    last: Mapped[date]
    before: Mapped[word] = mapped_column(default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("rulebook_issue.id"))
    tried: Mapped[line]
    tried_pack: Mapped[word]
    # Lists do not need it.
    content: Mapped[prose] = mapped_column(deferred=True)
    digest: Mapped[word]
    begins_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    total: Mapped[quantity] = mapped_column(default=0)
    done: Mapped[quantity] = mapped_column(default=0)
    last_id: Mapped[int] = mapped_column(default=0)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trouble: Mapped[line] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    issue: Mapped[RulebookIssue | None] = relationship()
    asked_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return f"{self.tried} {self.first}–{self.last}"


class TrialCase(Model):
    """One case that comes out otherwise in a trial.

    changes: values of ReplayChange, each between bars: "|higher|becomes_late|". decided, decides: who decides the last
    settlement, before and after; None where nobody does or there is none.
    """

    __tablename__ = "trial_case"
    __table_args__ = (
        UniqueConstraint("trial_id", "complaint_id"),
        Index("ix_trial_case_complaint_id", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    changes: Mapped[str] = mapped_column(String(400))
    decided: Mapped[Role | None]
    decides: Mapped[Role | None]
    trial: Mapped[Trial] = relationship()
    complaint: Mapped[Complaint] = relationship()

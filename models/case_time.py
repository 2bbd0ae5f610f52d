"""The time limits of a case and what happened to them; and what its class demands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, prose
from models.organisation import Staff
from terms.classes import CaseClass, ClassDuty
from terms.complaint import Clock
from terms.limits import ClockEvent, ExtensionStatus, LimitKind, PauseReason, Province, StartsAt
from terms.people import Role

if TYPE_CHECKING:
    from models.complaint import Complaint


class ComplaintClock(Model):
    """One time limit running on one case; met_at stops it, late_at says when it was found late.

    due_at, warn_at, clause, provisional are kept for lists and follow from the history: `queries.running_clocks` works
    them out. escalate_at: when the next level hears of it; None when nobody else does. starts: what began it; None in
    rows of before, for which `begun_by` knows. province: as known when it was last worked out, where the policy asks.
    dropped_at: no limit of the class the case was given binds it any more.
    """

    __tablename__ = "complaint_clock"
    __table_args__ = (
        Index("ix_complaint_clock_complaint_id", "complaint_id"),
        # The sweep reads only what still runs: due first.
        Index("ix_complaint_clock_running", "met_at", "late_at", "due_at"),
        # Penalties are proposed from what fell late lately.
        Index("ix_complaint_clock_late_at", "late_at"),
        # A scorecard counts what ended in its period.
        Index("ix_complaint_clock_due_at", "due_at"),
        # Who else is to hear of what is late.
        Index("ix_complaint_clock_escalate_at", "escalate_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    clock: Mapped[Clock]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    clause: Mapped[clause]
    provisional: Mapped[bool] = mapped_column(default=False)
    met_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    starts: Mapped[StartsAt | None]
    province: Mapped[Province | None]
    warn_at: Mapped[datetime | None]
    escalate_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    complaint: Mapped[Complaint] = relationship(back_populates="clocks")
    extensions: Mapped[list[Extension]] = relationship(back_populates="clock", order_by="Extension.id")
    escalations: Mapped[list[Escalation]] = relationship(back_populates="clock", order_by="Escalation.id")

    @property
    def begun_by(self) -> StartsAt:
        """What began it."""
        if self.starts is not None:
            return self.starts
        return StartsAt.CALLED_BACK if self.clock is Clock.HEADQUARTERS_REPORT else StartsAt.REGISTERED


class TimeMark(Model):
    """Something that happened to every running time limit of a case: paused, gone on, classed anew. Never changed.

    waits_for: of a pause. class_before, case_class: of a class; before is None where nobody had classed the case.
    """

    __tablename__ = "time_mark"
    __table_args__ = (
        CheckConstraint("(event = 'paused') = (waits_for IS NOT NULL)", name="pause_waits_for_something"),
        CheckConstraint("(event = 'reclassed') = (case_class IS NOT NULL)", name="class_is_named"),
        Index("ix_time_mark_complaint_id", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    event: Mapped[ClockEvent]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[prose] = mapped_column(default="")
    waits_for: Mapped[PauseReason | None]
    class_before: Mapped[CaseClass | None]
    case_class: Mapped[CaseClass | None]
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="time_marks")
    by: Mapped[Staff] = relationship()


class Extension(Model):
    """A due time asked to be put off, and what came of it. amount: in the unit of the limit, as it was then."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("amount > 0", name="something_asked"),
        CheckConstraint("(status = 'asked') = (decided_at IS NULL)", name="decided_has_time"),
        Index("ix_extension_complaint_id", "complaint_id"),
        Index("ix_extension_clock_id", "clock_id"),
        Index("ix_extension_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    clock_id: Mapped[int] = mapped_column(ForeignKey("complaint_clock.id"))
    amount: Mapped[int]
    unit: Mapped[LimitKind]
    reason: Mapped[prose]
    approver: Mapped[Role]
    status: Mapped[ExtensionStatus] = mapped_column(default=ExtensionStatus.ASKED)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    comment: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="extensions")
    clock: Mapped[ComplaintClock] = relationship(back_populates="extensions")
    asked_by: Mapped[Staff] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])


class Escalation(Model):
    """A level that has heard of a late time limit: whom the policy names, and since when."""

    __tablename__ = "escalation"
    __table_args__ = (
        UniqueConstraint("clock_id", "level"),
        Index("ix_escalation_complaint_id", "complaint_id"),
        Index("ix_escalation_role", "role", "clock_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    clock_id: Mapped[int] = mapped_column(ForeignKey("complaint_clock.id"))
    level: Mapped[int]
    role: Mapped[Role]
    at: Mapped[datetime]
    clause: Mapped[clause] = mapped_column(default="")
    clock: Mapped[ComplaintClock] = relationship(back_populates="escalations")


class DutyDone(Model):
    """Something the class of a case demands, ticked off."""

    __tablename__ = "duty_done"
    __table_args__ = (UniqueConstraint("complaint_id", "duty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    duty: Mapped[ClassDuty]
    done_at: Mapped[datetime]
    done_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="duties_done")
    done_by: Mapped[Staff] = relationship()

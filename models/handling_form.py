"""The paper of a settlement (售后服务处理单): who holds it, where it went, and what was counted in the cabinet."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, word
from models.complaint import Complaint
from models.organisation import Department, Staff
from models.settlement import Settlement
from terms.forms import FormAct, FormStatus


class HandlingForm(Model):
    """One form for one approved settlement.

    held_by: whose hands it is in; of a kept form: who took it in and answers for it. A lost form keeps its last holder.
    Where it lies is said by the filing alone (`Filing.paper_place`): empty while it lies nowhere.
    handed_in_at: when an office first took it in. lost_at: when the loss was reported; found_at: when it came back.
    """

    __tablename__ = "handling_form"
    __table_args__ = (
        CheckConstraint("status <> 'lost' OR lost_at IS NOT NULL", name="lost_has_time"),
        CheckConstraint("(lost_at IS NULL) = (lost_reported_by_id IS NULL)", name="lost_is_reported"),
        CheckConstraint("status <> 'kept' OR handed_in_at IS NOT NULL", name="kept_was_handed_in"),
        Index("ix_handling_form_complaint_id", "complaint_id"),
        Index("ix_handling_form_status", "status", "opened_at", "id"),
        Index("ix_handling_form_held_by_id", "held_by_id", "status", "id"),
        Index("ix_handling_form_opened_at", "opened_at", "id"),
        Index("ix_handling_form_lost_at", "lost_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"), unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    status: Mapped[FormStatus] = mapped_column(default=FormStatus.HELD)
    opened_at: Mapped[datetime]
    held_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    held_since: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]
    lost_reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    loss_note: Mapped[line] = mapped_column(default="")
    affects_summary: Mapped[bool] = mapped_column(default=False)
    affects_replenishment: Mapped[bool] = mapped_column(default=False)
    found_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    settlement: Mapped[Settlement] = relationship(back_populates="handling_form")
    complaint: Mapped[Complaint] = relationship()
    held_by: Mapped[Staff] = relationship(foreign_keys=[held_by_id])
    lost_reported_by: Mapped[Staff | None] = relationship(foreign_keys=[lost_reported_by_id])
    moves: Mapped[list[FormMove]] = relationship(back_populates="handling_form", order_by="FormMove.id")

    @property
    def place(self) -> str:
        """Where it lies; empty while somebody holds it or nobody knows."""
        return self.settlement.filing.paper_place if self.settlement.filing else ""

    def __str__(self) -> str:
        return self.number


class FormMove(Model):
    """One step of a form's way: from whose hands into whose, to which place, who wrote it down."""

    __tablename__ = "form_move"
    __table_args__ = (
        Index("ix_form_move_handling_form_id", "handling_form_id"),
        Index("ix_form_move_complaint_id", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handling_form_id: Mapped[int] = mapped_column(ForeignKey("handling_form.id"))
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    at: Mapped[datetime]
    act: Mapped[FormAct]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    place: Mapped[line] = mapped_column(default="")
    note: Mapped[line] = mapped_column(default="")
    handling_form: Mapped[HandlingForm] = relationship(back_populates="moves")
    by: Mapped[Staff] = relationship(foreign_keys=[by_id])
    giver: Mapped[Staff | None] = relationship(foreign_keys=[giver_id])
    receiver: Mapped[Staff | None] = relationship(foreign_keys=[receiver_id])


class FormCount(Model):
    """One count of a department's forms of one month, before its summary: what should lie there and what does.

    month: its first day. expected = kept + held + missing + lost.
    """

    __tablename__ = "form_count"
    __table_args__ = (
        CheckConstraint("expected = kept + held + missing + lost", name="adds_up"),
        Index("ix_form_count_department_id", "department_id", "month", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    month: Mapped[date]
    counted_at: Mapped[datetime]
    counted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    expected: Mapped[int]
    kept: Mapped[int]
    held: Mapped[int]
    missing: Mapped[int]
    lost: Mapped[int]
    note: Mapped[line] = mapped_column(default="")
    department: Mapped[Department] = relationship()
    counted_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

"""What a pack asks of a case beside the house's own acts: steps, the plan, what was told, what was corrected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, prose
from models.complaint import Complaint
from models.organisation import Staff
from terms.complaint import Channel
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, PlanApprover
from terms.notices import NoticeKind, NoticeTo


class CaseStep(Model):
    """One step that was written down by hand: the customer agreed, the goods were inspected."""

    __tablename__ = "case_step"
    __table_args__ = (Index("ix_case_step_complaint_id", "complaint_id", "fact"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    fact: Mapped[CaseFact]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[prose]
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="steps")
    recorded_by: Mapped[Staff] = relationship()


class CasePlan(Model):
    """A plan of what will be done, part by part. The newest counts.

    waits_for: who has to approve it next; None once everybody has, and for a plan that was returned or replaced.
    """

    __tablename__ = "case_plan"
    __table_args__ = (
        Index("ix_case_plan_complaint_id", "complaint_id"),
        Index("ix_case_plan_waits_for", "waits_for", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    cause: Mapped[prose] = mapped_column(default="")
    solution: Mapped[prose] = mapped_column(default="")
    department: Mapped[line] = mapped_column(default="")
    person: Mapped[line] = mapped_column(default="")
    carry_out_at: Mapped[datetime | None]
    waits_for: Mapped[PlanApprover | None]
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="plans")
    made_by: Mapped[Staff] = relationship()
    reviews: Mapped[list[PlanReview]] = relationship(back_populates="plan", order_by="PlanReview.id")


class PlanReview(Model):
    """What one approver said of a plan."""

    __tablename__ = "plan_review"
    __table_args__ = (Index("ix_plan_review_plan_id", "plan_id"), Index("ix_plan_review_complaint_id", "complaint_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("case_plan.id"))
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    approver: Mapped[PlanApprover]
    agrees: Mapped[bool]
    reviewed_at: Mapped[datetime]
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    comment: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause] = mapped_column(default="")
    plan: Mapped[CasePlan] = relationship(back_populates="reviews")
    reviewed_by: Mapped[Staff] = relationship()


class CaseNotice(Model):
    """One notice as it was given. parts: what it held, by the words of `NoticePart`."""

    __tablename__ = "case_notice"
    __table_args__ = (Index("ix_case_notice_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    notice: Mapped[NoticeKind]
    told_to: Mapped[NoticeTo]
    channel: Mapped[Channel]
    written: Mapped[bool] = mapped_column(default=False)
    parts: Mapped[list[Any]] = mapped_column(default=list)
    said: Mapped[prose]
    told_at: Mapped[datetime]
    told_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="notices")
    told_by: Mapped[Staff] = relationship()


class CaseCorrection(Model):
    """What was done so that it does not come again. person, due_on: of a rectification that has a deadline."""

    __tablename__ = "case_correction"
    __table_args__ = (Index("ix_case_correction_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    demand: Mapped[CorrectiveDemand]
    what: Mapped[prose]
    person: Mapped[line] = mapped_column(default="")
    due_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="corrections")
    recorded_by: Mapped[Staff] = relationship()


class ReportPart(Model):
    """One section of the report to the customer (产品处理报告); the newest of a section counts."""

    __tablename__ = "report_part"
    __table_args__ = (Index("ix_report_part_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    section: Mapped[ReportSection]
    contents: Mapped[prose]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause] = mapped_column(default="")
    complaint: Mapped[Complaint] = relationship(back_populates="report_parts")
    written_by: Mapped[Staff] = relationship()

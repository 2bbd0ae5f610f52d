"""A complaint (投诉) and what was learned about it: clocks, contacts, findings, call-backs."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, prose, quantity, word
from models.organisation import Department, Region, Staff
from models.trade import Batch, Customer, Product
from terms.classes import CaseClass
from terms.complaint import (
    CallBackOutcome,
    Channel,
    ComplaintKind,
    FindingStatus,
    Responsible,
    Severity,
    Source,
    State,
)
from terms.trade import BatchMark, CustomerKind, Fault, Unit

if TYPE_CHECKING:
    from models.attachment import Attachment
    from models.case_step import CaseCorrection, CaseNotice, CasePlan, CaseStep, ReportPart
    from models.case_time import ComplaintClock, DutyDone, Extension, TimeMark
    from models.service_record import ServiceRecord
    from models.settlement import Settlement


class Complaint(Model):
    """One case, from the call to the closed file.

    registered_on: the company's day of registration; chooses the rulebook issue.
    due_at: when the result is due; the earliest clock still running is in `clocks`.
    case_class: None while nobody has classed it. paused_at: since when its time limits stand still (`time_marks`).
    version: counts use-cases done on the case; every act raises it by one.
    reference: its number in the books or the software it was imported from.
    signed: the complaint material bears a signature; truthful: told to give true information.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something_complained"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
        CheckConstraint("state <> 'merged' OR merged_into_id IS NOT NULL", name="merged_into_a_case"),
        Index("ix_complaint_department_id", "department_id", "id"),
        Index("ix_complaint_region_id", "region_id", "id"),
        Index("ix_complaint_region_state", "region_id", "state", "id"),
        Index("ix_complaint_department_state", "department_id", "state", "id"),
        Index("ix_complaint_state", "state", "id"),
        Index("ix_complaint_assigned_to_id", "assigned_to_id", "id"),
        Index("ix_complaint_registered_by_id", "registered_by_id", "id"),
        Index("ix_complaint_due_at", "due_at", "id"),
        Index("ix_complaint_state_due_at", "state", "due_at"),
        Index("ix_complaint_region_state_due_at", "region_id", "state", "due_at"),
        Index("ix_complaint_department_state_due_at", "department_id", "state", "due_at"),
        Index("ix_complaint_region_due_at", "region_id", "due_at", "id"),
        Index("ix_complaint_department_due_at", "department_id", "due_at", "id"),
        Index("ix_complaint_fault", "fault", "id"),
        Index("ix_complaint_kind", "kind", "id"),
        Index("ix_complaint_channel", "channel", "id"),
        Index("ix_complaint_late", "late", "id"),
        Index("ix_complaint_customer_id", "customer_id", "id"),
        Index("ix_complaint_batch_id", "batch_id", "id"),
        Index("ix_complaint_product_id", "product_id", "id"),
        Index("ix_complaint_phone", "complainant_phone"),
        Index("ix_complaint_registered_at", "registered_at"),
        Index("ix_complaint_result_at", "result_at"),
        Index("ix_complaint_incident", "incident"),
        Index("uq_complaint_reference", "reference", unique=True),
        Index("ix_complaint_repeat_of_id", "repeat_of_id"),
        Index("ix_complaint_merged_into_id", "merged_into_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    reference: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[ComplaintKind] = mapped_column(default=ComplaintKind.QUALITY_COMPLAINT)
    channel: Mapped[Channel]
    source: Mapped[Source | None]
    severity: Mapped[Severity] = mapped_column(default=Severity.GENERAL)
    priority: Mapped[int] = mapped_column(default=0)
    case_class: Mapped[CaseClass | None]
    urgent: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    state: Mapped[State] = mapped_column(default=State.REGISTERED)
    state_since: Mapped[datetime]

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    customer_kind: Mapped[CustomerKind]
    anonymous: Mapped[bool] = mapped_column(default=False)
    complainant_name: Mapped[word] = mapped_column(default="")
    complainant_phone: Mapped[str] = mapped_column(String(32), default="")
    address: Mapped[line] = mapped_column(default="")
    purchase_place: Mapped[line] = mapped_column(default="")
    purchased_on: Mapped[date | None]
    promotion: Mapped[line] = mapped_column(default="")

    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    batch_mark: Mapped[BatchMark] = mapped_column(default=BatchMark.PRINTED)
    batch_code: Mapped[word] = mapped_column(default="")
    produced_on: Mapped[date | None]
    quantity: Mapped[quantity]
    unit: Mapped[Unit] = mapped_column(default=Unit.BOTTLE)
    fault: Mapped[Fault]
    consumers: Mapped[int] = mapped_column(default=1)
    incident: Mapped[word] = mapped_column(default="")
    description: Mapped[prose]
    demand: Mapped[line] = mapped_column(default="")
    service_time: Mapped[line] = mapped_column(default="", server_default="")
    service_place: Mapped[line] = mapped_column(default="", server_default="")
    persons: Mapped[line] = mapped_column(default="", server_default="")
    model: Mapped[word] = mapped_column(default="", server_default="")
    fault_time: Mapped[line] = mapped_column(default="", server_default="")
    proof_of_purchase: Mapped[line] = mapped_column(default="", server_default="")
    signed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    truthful: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    registered_at: Mapped[datetime]
    registered_on: Mapped[date]
    rulebook_pack: Mapped[word]
    rulebook_issue: Mapped[word]
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)
    result: Mapped[prose] = mapped_column(default="")
    result_at: Mapped[datetime | None]
    goods_received_at: Mapped[datetime | None]
    goods_received_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    unfounded: Mapped[bool] = mapped_column(default=False)
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    reopened_count: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()
    batch: Mapped[Batch | None] = relationship()
    region: Mapped[Region] = relationship()
    department: Mapped[Department] = relationship()
    registered_by: Mapped[Staff] = relationship(foreign_keys=[registered_by_id])
    assigned_to: Mapped[Staff | None] = relationship(foreign_keys=[assigned_to_id])
    goods_received_by: Mapped[Staff | None] = relationship(foreign_keys=[goods_received_by_id])
    repeat_of: Mapped[Complaint | None] = relationship(foreign_keys=[repeat_of_id], remote_side=[id])
    merged_into: Mapped[Complaint | None] = relationship(foreign_keys=[merged_into_id], remote_side=[id])
    clocks: Mapped[list[ComplaintClock]] = relationship(back_populates="complaint", order_by="ComplaintClock.id")
    contacts: Mapped[list[Contact]] = relationship(back_populates="complaint", order_by="Contact.id")
    findings: Mapped[list[Finding]] = relationship(back_populates="complaint", order_by="Finding.id")
    settlements: Mapped[list[Settlement]] = relationship(back_populates="complaint", order_by="Settlement.id")
    call_backs: Mapped[list[CallBack]] = relationship(back_populates="complaint", order_by="CallBack.id")
    false_reports: Mapped[list[FalseReport]] = relationship(back_populates="complaint", order_by="FalseReport.id")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="complaint", order_by="Attachment.id")
    time_marks: Mapped[list[TimeMark]] = relationship(back_populates="complaint", order_by="TimeMark.id")
    extensions: Mapped[list[Extension]] = relationship(back_populates="complaint", order_by="Extension.id")
    duties_done: Mapped[list[DutyDone]] = relationship(back_populates="complaint", order_by="DutyDone.id")
    # Read only where the pack of the case asks for them.
    steps: Mapped[list[CaseStep]] = relationship(back_populates="complaint", order_by="CaseStep.id")
    plans: Mapped[list[CasePlan]] = relationship(back_populates="complaint", order_by="CasePlan.id")
    notices: Mapped[list[CaseNotice]] = relationship(back_populates="complaint", order_by="CaseNotice.id")
    corrections: Mapped[list[CaseCorrection]] = relationship(back_populates="complaint", order_by="CaseCorrection.id")
    report_parts: Mapped[list[ReportPart]] = relationship(back_populates="complaint", order_by="ReportPart.id")
    services: Mapped[list[ServiceRecord]] = relationship(viewonly=True, order_by="ServiceRecord.id")

    @property
    def settlement(self) -> Settlement | None:
        """The settlement now in force or waiting: the newest one."""
        return self.settlements[-1] if self.settlements else None

    @property
    def bottles(self) -> int:
        """The complained quantity in bottles."""
        per_case = self.product.units_per_case if self.product else 1
        return self.quantity * (per_case if self.unit is Unit.CASE else 1)

    def __str__(self) -> str:
        return self.number


class Contact(Model):
    """One talk with the complainant."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    contacted_at: Mapped[datetime]
    contacted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    channel: Mapped[Channel]
    reached: Mapped[bool] = mapped_column(default=True)
    said: Mapped[prose]
    next_promise_at: Mapped[datetime | None]
    complaint: Mapped[Complaint] = relationship(back_populates="contacts")
    contacted_by: Mapped[Staff] = relationship()


class Finding(Model):
    """What an investigation found: facts, cause, who answers for it."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    found_at: Mapped[datetime]
    found_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    facts: Mapped[prose]
    evidence: Mapped[prose] = mapped_column(default="")
    cause: Mapped[prose] = mapped_column(default="")
    responsible: Mapped[Responsible] = mapped_column(default=Responsible.UNKNOWN)
    complaint: Mapped[Complaint] = relationship(back_populates="findings")
    found_by: Mapped[Staff] = relationship()


class CallBack(Model):
    """One call-back (回访): what was asked and answered. Scores are 1 to 5."""

    __tablename__ = "call_back"
    __table_args__ = (
        Index("ix_call_back_complaint_id", "complaint_id"),
        Index("ix_call_back_called_at", "called_at"),
        CheckConstraint("attitude IS NULL OR attitude BETWEEN 1 AND 5", name="attitude_1_to_5"),
        CheckConstraint("speed IS NULL OR speed BETWEEN 1 AND 5", name="speed_1_to_5"),
        CheckConstraint("result IS NULL OR result BETWEEN 1 AND 5", name="result_1_to_5"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    called_at: Mapped[datetime]
    called_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    spoke_with: Mapped[word] = mapped_column(default="")
    outcome: Mapped[CallBackOutcome]
    attitude: Mapped[int | None]
    speed: Mapped[int | None]
    result: Mapped[int | None]
    answers: Mapped[prose] = mapped_column(default="")
    next_step: Mapped[line] = mapped_column(default="")
    clause: Mapped[clause]
    complaint: Mapped[Complaint] = relationship(back_populates="call_backs")
    called_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return f"{self.complaint.number}-{self.id}"


class DailyReport(Model):
    """The general office's report to headquarters on one day's confirmed results (P06 五(4))."""

    __tablename__ = "daily_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    confirmed: Mapped[int]
    dissatisfied: Mapped[int]
    unanswered: Mapped[int]
    remark: Mapped[prose] = mapped_column(default="")
    sent_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.day.isoformat()


class FalseReport(Model):
    """A finding that the report says something else than the consumer (P06 七2)."""

    __tablename__ = "false_report"
    __table_args__ = (
        Index("ix_false_report_complaint_id", "complaint_id"),
        Index("ix_false_report_status", "status", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    call_back_id: Mapped[int] = mapped_column(ForeignKey("call_back.id"))
    against_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    found_at: Mapped[datetime]
    found_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    difference: Mapped[prose]
    status: Mapped[FindingStatus] = mapped_column(default=FindingStatus.OPEN)
    clause: Mapped[clause]
    complaint: Mapped[Complaint] = relationship(back_populates="false_reports")
    call_back: Mapped[CallBack] = relationship()
    against: Mapped[Staff] = relationship(foreign_keys=[against_id])
    found_by: Mapped[Staff] = relationship(foreign_keys=[found_by_id])

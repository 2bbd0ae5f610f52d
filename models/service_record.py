"""A service record (服务记录): request, visit, what was done, result, the customer's acceptance."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, prose, word
from models.complaint import Complaint
from models.organisation import Region, Staff
from models.trade import Customer, Product
from terms.service import ServiceKind, ServiceStatus


class ServiceRecord(Model):
    """One service for one customer. reference: its number in the books it was imported from."""

    __tablename__ = "service_record"
    __table_args__ = (
        CheckConstraint("status = 'requested' OR visited_at IS NOT NULL", name="visited_has_time"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_1_to_5"),
        Index("ix_service_record_region_id", "region_id", "id"),
        Index("ix_service_record_department_id", "department_id", "id"),
        Index("ix_service_record_engineer_id", "engineer_id", "id"),
        Index("ix_service_record_requested_by_id", "requested_by_id", "id"),
        Index("ix_service_record_engineer_cases", "engineer_id", "complaint_id"),
        Index("ix_service_record_complaint_id", "complaint_id"),
        Index("ix_service_record_customer_id", "customer_id"),
        Index("uq_service_record_reference", "reference", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    reference: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[ServiceKind]
    status: Mapped[ServiceStatus] = mapped_column(default=ServiceStatus.REQUESTED)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    requested_at: Mapped[datetime]
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    request: Mapped[prose]
    place: Mapped[line] = mapped_column(default="")
    engineer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    planned_at: Mapped[datetime | None]
    visited_at: Mapped[datetime | None]
    work_done: Mapped[prose] = mapped_column(default="")
    result: Mapped[prose] = mapped_column(default="")
    accepted_by: Mapped[word] = mapped_column(default="")
    accepted_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    customer: Mapped[Customer] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    product: Mapped[Product | None] = relationship()
    region: Mapped[Region] = relationship()
    requested_by: Mapped[Staff] = relationship(foreign_keys=[requested_by_id])
    engineer: Mapped[Staff | None] = relationship(foreign_keys=[engineer_id])

    def __str__(self) -> str:
        return self.number

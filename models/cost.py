"""The cost ledger: what was spent on a case beside goods and cash, which follow from the exchange order."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, money, word
from models.complaint import Complaint
from models.organisation import Staff
from terms.costs import CostKind, CostStatus


class Cost(Model):
    """One entry: freight, a test, labour, or other. amount in yuan; spent_on chooses the month it counts in."""

    __tablename__ = "cost"
    __table_args__ = (
        CheckConstraint("amount > 0", name="something_spent"),
        CheckConstraint("kind NOT IN ('goods', 'cash')", name="not_derived"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_time"),
        Index("ix_cost_complaint_id", "complaint_id"),
        Index("ix_cost_spent_on", "spent_on", "id"),
        Index("ix_cost_entered_by_id", "entered_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    kind: Mapped[CostKind]
    status: Mapped[CostStatus] = mapped_column(default=CostStatus.VALID)
    amount: Mapped[money]
    spent_on: Mapped[date]
    purpose: Mapped[line]
    voucher: Mapped[word] = mapped_column(default="")
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[line] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    complaint: Mapped[Complaint] = relationship()
    entered_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.number

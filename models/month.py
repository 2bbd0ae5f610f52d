"""The month's close: summaries as they were signed, approvals, reopenings, and what distributors are replenished."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, money, prose, quantity, word
from models.organisation import Department, Staff
from models.settlement import SettlementLine
from models.trade import Customer, Product
from terms.month import MonthStatus, MonthVerdict, ReplenishmentGround, ReplenishmentStatus
from terms.people import Role


class Month(Model):
    """One month of the company; `month` is its first day. Every act on it starts by locking this row."""

    __tablename__ = "month"
    __table_args__ = (
        CheckConstraint("(status IN ('locked', 'closed')) = (locked_at IS NOT NULL)", name="locked_has_time"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
        CheckConstraint("(locked_at IS NULL) = (locked_by_id IS NULL)", name="locked_by_somebody"),
        Index("ix_month_status", "status", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)
    status: Mapped[MonthStatus] = mapped_column(default=MonthStatus.OPEN)
    opened_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    locked_by: Mapped[Staff | None] = relationship(foreign_keys=[locked_by_id])
    closed_by: Mapped[Staff | None] = relationship(foreign_keys=[closed_by_id])
    departments: Mapped[list[DepartmentSummary]] = relationship(back_populates="of", order_by="DepartmentSummary.id")
    summaries: Mapped[list[CompanySummary]] = relationship(back_populates="of", order_by="CompanySummary.id")
    reopenings: Mapped[list[MonthReopening]] = relationship(back_populates="of", order_by="MonthReopening.id")

    @property
    def summary(self) -> CompanySummary | None:
        """The company's summary that waits or stands: the newest one unless it was sent back."""
        newest = self.summaries[-1] if self.summaries else None
        return newest if newest is not None and newest.sent_back_at is None else None

    @property
    def signed(self) -> list[DepartmentSummary]:
        """The departments' summaries that stand."""
        return [one for one in self.departments if one.sent_back_at is None]

    @property
    def asked(self) -> MonthReopening | None:
        """The reopening that waits for its decision."""
        return next((one for one in self.reopenings if one.decided_at is None), None)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class DepartmentSummary(Model):
    """A department's summary as its sales administration signed it (P06 五(5)). Signing again makes the next edition.

    figures: what was signed, for good: `rules.summaries.Summary` as JSON.
    """

    __tablename__ = "department_summary"
    __table_args__ = (
        UniqueConstraint("month_id", "department_id", "edition"),
        CheckConstraint("sent_back_at IS NULL OR sent_back_reason <> ''", name="sent_back_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    edition: Mapped[int]
    figures: Mapped[dict[str, Any]]
    remark: Mapped[prose] = mapped_column(default="")
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause]
    sent_back_at: Mapped[datetime | None]
    sent_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sent_back_reason: Mapped[prose] = mapped_column(default="")
    of: Mapped[Month] = relationship(back_populates="departments")
    department: Mapped[Department] = relationship()
    signed_by: Mapped[Staff] = relationship(foreign_keys=[signed_by_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])


class CompanySummary(Model):
    """The company's summary as the general office sent it (P06 五(6)): the sum of the departments' signed ones."""

    __tablename__ = "company_summary"
    __table_args__ = (
        UniqueConstraint("month_id", "edition"),
        CheckConstraint("sent_back_at IS NULL OR sent_back_reason <> ''", name="sent_back_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    edition: Mapped[int]
    figures: Mapped[dict[str, Any]]
    remark: Mapped[prose] = mapped_column(default="")
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause]
    sent_back_at: Mapped[datetime | None]
    sent_back_reason: Mapped[prose] = mapped_column(default="")
    of: Mapped[Month] = relationship(back_populates="summaries")
    sent_by: Mapped[Staff] = relationship(foreign_keys=[sent_by_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])
    approvals: Mapped[list[MonthApproval]] = relationship(back_populates="summary", order_by="MonthApproval.id")


class MonthApproval(Model):
    """What the general manager or finance said to a company summary (AP-14); each says it once."""

    __tablename__ = "month_approval"
    __table_args__ = (UniqueConstraint("summary_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("company_summary.id"))
    role: Mapped[Role]
    verdict: Mapped[MonthVerdict]
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause]
    summary: Mapped[CompanySummary] = relationship(back_populates="approvals")
    signed_by: Mapped[Staff] = relationship(foreign_keys=[signed_by_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])


class MonthReopening(Model):
    """A wish to reopen a locked month, and the general manager's answer."""

    __tablename__ = "month_reopening"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided_one_way"),
        Index("ix_month_reopening_month_id", "month_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[prose]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    granted: Mapped[bool | None]
    answer: Mapped[prose] = mapped_column(default="")
    of: Mapped[Month] = relationship(back_populates="reopenings")
    asked_by: Mapped[Staff] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])


class Replenishment(Model):
    """The goods one distributor is given for one month (补货单), and their delivery (P06 五(7)).

    edition: 1; a month approved again lists only what its earlier lists did not hold.
    """

    __tablename__ = "replenishment"
    __table_args__ = (
        UniqueConstraint("month_id", "distributor_id", "edition"),
        CheckConstraint("(status = 'delivered') = (delivered_at IS NOT NULL)", name="delivered_has_time"),
        Index("ix_replenishment_distributor_id", "distributor_id", "id"),
        Index("ix_replenishment_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    distributor_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    edition: Mapped[int] = mapped_column(default=1)
    status: Mapped[ReplenishmentStatus] = mapped_column(default=ReplenishmentStatus.LISTED)
    listed_at: Mapped[datetime]
    planned_on: Mapped[date | None]
    carrier: Mapped[line] = mapped_column(default="")
    delivery_note: Mapped[word] = mapped_column(default="")
    delivered_on: Mapped[date | None]
    received_by: Mapped[word] = mapped_column(default="")
    delivered_at: Mapped[datetime | None]
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    of: Mapped[Month] = relationship()
    distributor: Mapped[Customer] = relationship()
    delivered_by: Mapped[Staff | None] = relationship()
    lines: Mapped[list[ReplenishmentLine]] = relationship(
        back_populates="replenishment", order_by="ReplenishmentLine.id"
    )
    papers: Mapped[list[DeliveryPaper]] = relationship(back_populates="replenishment", order_by="DeliveryPaper.id")

    @property
    def bottles(self) -> int:
        return sum(line.bottles for line in self.lines)

    @property
    def amount(self) -> Decimal:
        """What the goods are worth, in yuan."""
        return sum((line.bottles * line.price for line in self.lines), Decimal(0))

    def __str__(self) -> str:
        return self.number


class ReplenishmentLine(Model):
    """So many bottles of one product, and why; price in yuan per bottle when it was listed.

    settlement_line_id: what the distributor gave out; each is replenished once, whatever happens to the month.
    """

    __tablename__ = "replenishment_line"
    __table_args__ = (
        CheckConstraint("bottles > 0", name="something_given"),
        Index("ix_replenishment_line_replenishment_id", "replenishment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    replenishment_id: Mapped[int] = mapped_column(ForeignKey("replenishment.id"))
    ground: Mapped[ReplenishmentGround]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    bottles: Mapped[quantity]
    price: Mapped[money]
    settlement_line_id: Mapped[int | None] = mapped_column(ForeignKey("settlement_line.id"), unique=True)
    clause: Mapped[clause]
    replenishment: Mapped[Replenishment] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()
    settlement_line: Mapped[SettlementLine | None] = relationship()


class DeliveryPaper(Model):
    """A delivery note with the distributor's signature; size in bytes, sha256 of what is stored."""

    __tablename__ = "delivery_paper"
    __table_args__ = (Index("ix_delivery_paper_replenishment_id", "replenishment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    replenishment_id: Mapped[int] = mapped_column(ForeignKey("replenishment.id"))
    original_name: Mapped[line]
    stored_name: Mapped[word] = mapped_column(unique=True)
    media_type: Mapped[word]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    replenishment: Mapped[Replenishment] = relationship(back_populates="papers")
    added_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.original_name


class GlassQuarter(Model):
    """One distributor's glass allowance of one quarter, as credited at its close (P11 〈二〉3); figures in bottles.

    quarter: its first day. base: shipped; accrued: the per mille of it; used: replaced in the quarter already.
    """

    __tablename__ = "glass_quarter"
    __table_args__ = (
        UniqueConstraint("distributor_id", "quarter"),
        CheckConstraint("base >= 0 AND accrued >= 0 AND used >= 0", name="nothing_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    distributor_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    quarter: Mapped[date]
    base: Mapped[quantity]
    accrued: Mapped[quantity]
    used: Mapped[quantity]
    credited_at: Mapped[datetime]
    clause: Mapped[clause]
    distributor: Mapped[Customer] = relationship()

    @property
    def rest(self) -> int:
        return max(0, self.accrued - self.used)

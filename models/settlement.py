"""What is given for a complaint, who signs for it, where it is filed, how it is carried out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, money, prose, quantity, word
from models.complaint import Complaint
from models.organisation import Staff
from models.trade import Customer, Product
from terms.complaint import Remedy, SettlementStatus, SignaturePart, Verdict
from terms.people import Office, Role
from terms.trade import Unit

if TYPE_CHECKING:
    from models.handling_form import HandlingForm


class Settlement(Model):
    """One proposal (处理方案) for one complaint. Correcting it makes a new one; the old stays.

    multiple: compensated / exchanged quantity, exact (two whole numbers); 0 when no goods are exchanged.
    decides, file_at, clause: what the ladder said when it was proposed (P06 六); never decided again.
    worth: goods at the prices of that day and money, in yuan; holders: by role of the ladder, who held it over the case
    then, as `rules.ladder.remembered` keeps it. Both so that the decision can be worked out again; None for older ones.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        CheckConstraint("multiple_denominator > 0", name="multiple_defined"),
        CheckConstraint("(status = 'approved') = (approved_at IS NOT NULL)", name="approved_has_time"),
        Index("ix_settlement_complaint_id", "complaint_id"),
        Index("ix_settlement_status", "status", "id"),
        Index("ix_settlement_proposed_at", "proposed_at"),
        Index("ix_settlement_goods_asked", "needs_goods_received", "complaint_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    reason: Mapped[prose]
    multiple_numerator: Mapped[int]
    multiple_denominator: Mapped[int]
    cash: Mapped[money] = mapped_column(default=Decimal(0))
    status: Mapped[SettlementStatus] = mapped_column(default=SettlementStatus.PROPOSED)
    decides: Mapped[Role]
    file_at: Mapped[Office]
    needs_goods_received: Mapped[bool] = mapped_column(default=False)
    filing_clause: Mapped[clause]
    clause: Mapped[clause]
    approved_at: Mapped[datetime | None]
    worth: Mapped[Decimal | None]
    holders: Mapped[dict[str, Any] | None]

    complaint: Mapped[Complaint] = relationship(back_populates="settlements")
    proposed_by: Mapped[Staff] = relationship()
    lines: Mapped[list[SettlementLine]] = relationship(back_populates="settlement", order_by="SettlementLine.id")
    signatures: Mapped[list[Signature]] = relationship(back_populates="settlement", order_by="Signature.id")
    filing: Mapped[Filing | None] = relationship(back_populates="settlement")
    execution: Mapped[Execution | None] = relationship(back_populates="settlement")
    handling_form: Mapped[HandlingForm | None] = relationship(back_populates="settlement")

    @property
    def multiple(self) -> Fraction:
        return Fraction(self.multiple_numerator, self.multiple_denominator)

    @property
    def gives_goods(self) -> bool:
        return any(line.compensated_quantity > 0 for line in self.lines)


class SettlementLine(Model):
    """One line: so many taken back, so many given, in one unit; cash in yuan."""

    __tablename__ = "settlement_line"
    __table_args__ = (
        CheckConstraint("exchanged_quantity >= 0 AND compensated_quantity >= 0 AND cash >= 0", name="nothing_negative"),
        Index("ix_settlement_line_settlement_id", "settlement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"))
    remedy: Mapped[Remedy]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    exchanged_quantity: Mapped[quantity] = mapped_column(default=0)
    compensated_quantity: Mapped[quantity] = mapped_column(default=0)
    unit: Mapped[Unit] = mapped_column(default=Unit.BOTTLE)
    cash: Mapped[money] = mapped_column(default=Decimal(0))
    note: Mapped[line] = mapped_column(default="")
    settlement: Mapped[Settlement] = relationship(back_populates="lines")
    product: Mapped[Product | None] = relationship()


class Signature(Model):
    """One signature the ladder asks for: who must sign as what, and what came of it.

    signer signed; principal is in whose name, when a substitute did.
    """

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("(verdict IN ('pending', 'dropped')) = (signer_id IS NULL)", name="verdict_has_signer"),
        Index("ix_signature_settlement_id", "settlement_id"),
        Index("ix_signature_waiting", "verdict", "role", "id"),
        Index("ix_signature_signer_id", "signer_id", "settlement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"))
    part: Mapped[SignaturePart]
    role: Mapped[Role]
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.PENDING)
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    comment: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause]
    settlement: Mapped[Settlement] = relationship(back_populates="signatures")
    signer: Mapped[Staff | None] = relationship(foreign_keys=[signer_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])


class Filing(Model):
    """The filing (备案) of an approved settlement at its office: opened by approval, done by the office."""

    __tablename__ = "filing"
    __table_args__ = (
        CheckConstraint("(filed_at IS NULL) = (filed_by_id IS NULL)", name="filed_by_somebody"),
        Index("ix_filing_waiting", "office", "filed_at", "id"),
        Index("ix_filing_paper", "office", "paper_place", "filed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"), unique=True)
    office: Mapped[Office]
    register_number: Mapped[word | None] = mapped_column(unique=True)
    paper_place: Mapped[line] = mapped_column(default="")
    opened_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause]
    settlement: Mapped[Settlement] = relationship(back_populates="filing")
    filed_by: Mapped[Staff | None] = relationship()

    def __str__(self) -> str:
        return self.register_number or "-"


class Execution(Model):
    """The exchange order (调换单): goods handed over by logistics, cash paid by finance, and the proof.

    supplier: the distributor who gave the goods out of their own stock and is replenished; none: our warehouse.
    """

    __tablename__ = "execution"
    __table_args__ = (
        Index("ix_execution_goods", "needs_goods", "handed_over_at"),
        Index("ix_execution_cash", "needs_cash", "paid_at"),
        Index("ix_execution_complaint_id", "complaint_id"),
        Index("ix_execution_cash_cases", "needs_cash", "complaint_id"),
        # Penalties are proposed from what was given out lately.
        Index("ix_execution_handed_over_at", "handed_over_at"),
        Index("ix_execution_paid_at", "paid_at"),
        Index("ix_execution_proved_at", "proved_at"),
        Index("ix_execution_supplier_id", "supplier_id", "proved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"), unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    needs_goods: Mapped[bool]
    needs_cash: Mapped[bool]
    opened_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    handed_over_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    carrier: Mapped[line] = mapped_column(default="")
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    paid_at: Mapped[datetime | None]
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    payment_voucher: Mapped[word] = mapped_column(default="")
    proved_at: Mapped[datetime | None]
    proved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    received_by: Mapped[word] = mapped_column(default="")
    proof: Mapped[prose] = mapped_column(default="")
    settlement: Mapped[Settlement] = relationship(back_populates="execution")
    complaint: Mapped[Complaint] = relationship()
    handed_over_by: Mapped[Staff | None] = relationship(foreign_keys=[handed_over_by_id])
    supplier: Mapped[Customer | None] = relationship()
    paid_by: Mapped[Staff | None] = relationship(foreign_keys=[paid_by_id])
    proved_by: Mapped[Staff | None] = relationship(foreign_keys=[proved_by_id])

    def __str__(self) -> str:
        return self.number

"""Penalties and rewards (激励) of one person, each with its evidence; and the wages a deduction is held against."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, money, prose, word
from models.complaint import Complaint
from models.organisation import Department, Staff
from terms.incentives import Sanction
from terms.limits import PenaltyMode
from terms.penalties import EntryKind, EntryStatus, EvidenceKind
from terms.people import Role


class PenaltyEntry(Model):
    """One entry: who, for which breach, proved by what, under which clause, and what was decided.

    least, most: what the rulebook allows for `times` of the breach, in yuan or points. amount: None until a range got
    its figure. facts_key: names the fact, such as `clock:4711:late_handling`; one breach of one person is proposed once
    for it. facts: what was found, as data. happened_on: the day of the fact. month: the first day of the month it
    counts in.
    moved_from: the month that was closed while the entry was still open.
    decides: the rung that confirms, and after an appeal the one that decides it.
    locked_at: the month is closed; nothing of the entry changes any more.
    incentive: the rulebook's key of a reward or of what a sanction is for; sanction: which one, no sum unless a fine.
    """

    __tablename__ = "penalty"
    __table_args__ = (
        UniqueConstraint("breach", "facts_key", "staff_id"),
        CheckConstraint("times > 0", name="happened_at_all"),
        CheckConstraint("amount IS NULL OR (amount >= least AND amount <= most)", name="amount_in_range"),
        CheckConstraint(
            "status NOT IN ('confirmed', 'appealed', 'upheld', 'lowered') OR amount IS NOT NULL",
            name="decided_has_amount",
        ),
        CheckConstraint(
            "status = 'proposed' OR (decided_by_id IS NOT NULL AND decided_by_id <> staff_id)",
            name="decided_by_another",
        ),
        CheckConstraint(
            "appeal_decided_by_id IS NULL OR (appeal_decided_by_id <> staff_id "
            "AND appeal_decided_by_id <> decided_by_id)",
            name="appeal_by_a_third",
        ),
        CheckConstraint("locked_at IS NULL OR status NOT IN ('proposed', 'appealed')", name="locked_is_decided"),
        Index("ix_penalty_month", "month", "department_id", "status"),
        Index("ix_penalty_staff_id", "staff_id", "month"),
        Index("ix_penalty_department_id", "department_id", "id"),
        Index("ix_penalty_status", "status", "decides", "id"),
        Index("ix_penalty_facts_key", "facts_key"),
        Index("ix_penalty_evidence", "evidence", "evidence_id", "breach"),
        Index("ix_penalty_complaint_id", "complaint_id"),
        Index("ix_penalty_proposed_by_id", "proposed_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    kind: Mapped[EntryKind]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    breach: Mapped[word] = mapped_column(default="")
    incentive: Mapped[str | None] = mapped_column(String(64))
    sanction: Mapped[Sanction | None]
    times: Mapped[int] = mapped_column(default=1)
    least: Mapped[money]
    most: Mapped[money]
    amount: Mapped[Decimal | None]
    mode: Mapped[PenaltyMode]
    clause: Mapped[clause] = mapped_column(default="")
    rulebook_pack: Mapped[word]
    rulebook_issue: Mapped[word]
    evidence: Mapped[EvidenceKind]
    evidence_id: Mapped[int | None]
    facts_key: Mapped[word]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    happened_on: Mapped[date]
    month: Mapped[date]
    moved_from: Mapped[date | None]
    status: Mapped[EntryStatus] = mapped_column(default=EntryStatus.PROPOSED)
    decides: Mapped[Role]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[prose] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decision: Mapped[prose] = mapped_column(default="")
    appealed_at: Mapped[datetime | None]
    appeal: Mapped[prose] = mapped_column(default="")
    appeal_decided_at: Mapped[datetime | None]
    appeal_decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    appeal_decision: Mapped[prose] = mapped_column(default="")
    consequence: Mapped[line] = mapped_column(default="")
    locked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    department: Mapped[Department | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    proposed_by: Mapped[Staff | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    appeal_decided_by: Mapped[Staff | None] = relationship(foreign_keys=[appeal_decided_by_id])

    def __str__(self) -> str:
        return self.number


class Wage(Model):
    """One person's wage of one month, against which deductions in money are held. minimum: the local minimum wage."""

    __tablename__ = "wage"
    __table_args__ = (
        UniqueConstraint("staff_id", "month"),
        CheckConstraint("amount > 0", name="something_earned"),
        CheckConstraint("minimum IS NULL OR minimum > 0", name="minimum_above_zero"),
        Index("ix_wage_month", "month", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    month: Mapped[date]
    amount: Mapped[money]
    minimum: Mapped[Decimal | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    entered_by: Mapped[Staff] = relationship(foreign_keys=[entered_by_id])

    def __str__(self) -> str:
        return f"{self.staff.name} {self.month:%Y-%m}"

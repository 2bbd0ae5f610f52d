"""Rewards to those who are no staff: a complainant whose suggestion helped, a department that did well."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, money, prose, word
from models.complaint import Complaint
from models.cost import Cost
from models.organisation import Department, Staff
from terms.incentives import RewardTo
from terms.people import Role
from terms.rewards import RewardStatus


class Reward(Model):
    """One reward (奖励). amount: yuan, 0 for thanks or praise in words; no document names a sum.

    reward: the rulebook's key. complaint_id: the complainant's case. decides: who approves it. cost_id: the entry by
    which it stands in the cost ledger once it is paid. given_for: the reward, to whom and for what, such as
    `commendation:department:2:2026`, once; None after it was refused.
    """

    __tablename__ = "reward"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="nothing_negative"),
        CheckConstraint("(status = 'proposed') = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="decided_by_another"),
        CheckConstraint("(status = 'paid') = (paid_at IS NOT NULL)", name="paid_has_time"),
        CheckConstraint("paid_by_id IS NULL OR paid_by_id <> decided_by_id", name="paid_by_another"),
        CheckConstraint("(complaint_id IS NULL) <> (department_id IS NULL)", name="to_one"),
        Index("ix_reward_complaint_id", "complaint_id"),
        Index("ix_reward_status", "status", "decides", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    to: Mapped[RewardTo]
    reward: Mapped[word]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    given_for: Mapped[str | None] = mapped_column(String(128), unique=True)
    amount: Mapped[money]
    reason: Mapped[prose]
    status: Mapped[RewardStatus] = mapped_column(default=RewardStatus.PROPOSED)
    decides: Mapped[Role]
    clause: Mapped[clause]
    rulebook_pack: Mapped[word]
    rulebook_issue: Mapped[word]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decision: Mapped[prose] = mapped_column(default="")
    paid_at: Mapped[datetime | None]
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    cost_id: Mapped[int | None] = mapped_column(ForeignKey("cost.id"))
    version: Mapped[int] = mapped_column(default=1)
    complaint: Mapped[Complaint | None] = relationship()
    department: Mapped[Department | None] = relationship()
    proposed_by: Mapped[Staff] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    paid_by: Mapped[Staff | None] = relationship(foreign_keys=[paid_by_id])
    cost: Mapped[Cost | None] = relationship()

    def __str__(self) -> str:
        return self.number

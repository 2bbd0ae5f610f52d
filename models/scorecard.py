"""Scorecards (考核): the period, what is assessed and aimed at, and every card as it was frozen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, money, prose, word
from models.organisation import Department, Staff
from terms.measures import Formula, Measure
from terms.people import Role
from terms.periods import Period
from terms.scorecard import ScoreStatus


class ScorePeriod(Model):
    """One period of the calendar whose work is scored. Every act on its cards starts by locking this row.

    first: its first day. edition: how often its cards were frozen; the cards of that edition stand.
    """

    __tablename__ = "score_period"
    __table_args__ = (
        UniqueConstraint("first", "every"),
        CheckConstraint("status = 'open' OR frozen_by_id IS NOT NULL", name="frozen_by_somebody"),
        CheckConstraint("(status = 'signed') = (signed_at IS NOT NULL)", name="signed_has_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date]
    every: Mapped[Period]
    status: Mapped[ScoreStatus] = mapped_column(default=ScoreStatus.OPEN)
    edition: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    sent_back_reason: Mapped[prose] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    frozen_by: Mapped[Staff | None] = relationship()

    @property
    def after(self) -> date:
        """The day after its last."""
        month = self.first.month - 1 + self.every.months
        return date(self.first.year + month // 12, month % 12 + 1, 1)

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        if self.every is Period.QUARTERLY:
            return f"{year}-Q{(month + 2) // 3}"
        if self.every is Period.HALF_YEARLY:
            return f"{year}-H{1 if month == 1 else 2}"
        return str(year) if self.every is Period.YEARLY else f"{year}-{month:02d}"


class Scorecard(Model):
    """One card as it was frozen, of a person or a department. Later changes of cases do not move it.

    subject: "staff:7" or "department:2". department_id, region_id: where the person belonged then. score: None where a
    measure has no figure; why_not names it. signs: the role whose signature it needs.
    """

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("period_id", "edition", "subject"),
        CheckConstraint("signed_by_id IS NULL OR staff_id IS NULL OR signed_by_id <> staff_id", name="not_ones_own"),
        CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="signed_by_somebody"),
        Index("ix_scorecard_staff_id", "staff_id", "period_id"),
        Index("ix_scorecard_department_id", "department_id", "period_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("score_period.id"))
    edition: Mapped[int]
    subject: Mapped[word]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    score: Mapped[Decimal | None]
    rulebook_pack: Mapped[word]
    rulebook_issue: Mapped[word]
    clause: Mapped[clause]
    signs: Mapped[Role]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    period: Mapped[ScorePeriod] = relationship()
    staff: Mapped[Staff | None] = relationship(foreign_keys=[staff_id])
    department: Mapped[Department | None] = relationship()
    signed_by: Mapped[Staff | None] = relationship(foreign_keys=[signed_by_id])
    parts: Mapped[list[ScorecardPart]] = relationship(back_populates="card", order_by="ScorecardPart.id")


class ScorecardPart(Model):
    """One measure of a frozen card.

    value: points from 0 to 100. counted: from how many pieces of evidence. target: hours, or yuan a case.
    evidence: [kind, key of the row, figure, whether it counts well] for each.
    """

    __tablename__ = "scorecard_part"
    __table_args__ = (Index("ix_scorecard_part_card_id", "card_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"))
    measure: Mapped[Measure]
    formula: Mapped[Formula]
    weight: Mapped[int]
    value: Mapped[Decimal | None]
    counted: Mapped[int]
    target: Mapped[Decimal | None]
    clause: Mapped[clause]
    evidence: Mapped[list[Any]] = mapped_column(deferred=True)
    card: Mapped[Scorecard] = relationship(back_populates="parts")


class Assessment(Model):
    """What a person thinks of a measure that nothing counts: points from 0 to 100, with the reason."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("period_id", "subject", "measure"),
        CheckConstraint("points >= 0 AND points <= 10000", name="zero_to_hundred"),
        CheckConstraint("staff_id IS NULL OR staff_id <> assessed_by_id", name="not_ones_own"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("score_period.id"))
    subject: Mapped[word]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    measure: Mapped[Measure]
    points: Mapped[money]
    reason: Mapped[prose]
    assessed_at: Mapped[datetime]
    assessed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    assessed_by: Mapped[Staff] = relationship(foreign_keys=[assessed_by_id])


class ScoreTarget(Model):
    """What a measure aims at: yuan a case, or hours, of one department or of all (None). It holds until the next."""

    __tablename__ = "score_target"
    __table_args__ = (
        UniqueConstraint("measure", "department_id", "since"),
        # NULL differs from NULL: of all departments, too, one target a day.
        Index(
            "uq_score_target_of_all", "measure", "since", unique=True,
            sqlite_where=text("department_id IS NULL"), postgresql_where=text("department_id IS NULL"),
        ),
        CheckConstraint("amount > 0", name="aims_at_something"),
        Index("ix_score_target_since", "measure", "since"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    measure: Mapped[Measure]
    amount: Mapped[money]
    since: Mapped[date]
    reason: Mapped[line]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)
    department: Mapped[Department | None] = relationship()
    set_by: Mapped[Staff] = relationship()

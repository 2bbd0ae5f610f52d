"""Correspondence (来函去函): letters in and out, each under a number, the reply beside what it answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, prose, word
from models.complaint import Complaint
from models.organisation import Department, Region, Staff
from models.trade import Customer, Product
from terms.letters import LetterDirection, LetterStatus


class Letter(Model):
    """One letter. party: who wrote to us or whom we write to. product: letters are filed separately by product.

    answers: the letter that this one answers. due_on: the last day for the reply to a letter that waits for one.
    region and department: whose matter it is; none of both is the company's.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("status <> 'waiting' OR (direction = 'incoming' AND due_on IS NOT NULL)", name="waits_until"),
        CheckConstraint("(direction = 'outgoing') OR status <> 'sent'", name="only_ours_are_sent"),
        Index("ix_letter_status", "status", "due_on", "id"),
        Index("ix_letter_region_id", "region_id", "id"),
        Index("ix_letter_department_id", "department_id", "id"),
        Index("ix_letter_handler_id", "handler_id", "status", "due_on"),
        Index("ix_letter_registered_by_id", "registered_by_id", "id"),
        Index("ix_letter_dated_on", "dated_on", "id"),
        Index("ix_letter_complaint_id", "complaint_id"),
        Index("ix_letter_customer_id", "customer_id"),
        Index("ix_letter_product_id", "product_id"),
        Index("ix_letter_answers_id", "answers_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    direction: Mapped[LetterDirection]
    status: Mapped[LetterStatus]
    dated_on: Mapped[date]
    party: Mapped[line]
    address: Mapped[line] = mapped_column(default="")
    subject: Mapped[line]
    body: Mapped[prose] = mapped_column(default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    handler_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[line] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    customer: Mapped[Customer | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    product: Mapped[Product | None] = relationship()
    region: Mapped[Region | None] = relationship()
    department: Mapped[Department | None] = relationship()
    answers: Mapped[Letter | None] = relationship(remote_side=[id], back_populates="replies")
    replies: Mapped[list[Letter]] = relationship(back_populates="answers", order_by="Letter.id")
    handler: Mapped[Staff] = relationship(foreign_keys=[handler_id])
    registered_by: Mapped[Staff] = relationship(foreign_keys=[registered_by_id])
    files: Mapped[list[LetterFile]] = relationship(back_populates="letter", order_by="LetterFile.id")

    def __str__(self) -> str:
        return self.number


class LetterFile(Model):
    """One scanned page or enclosure; size in bytes, sha256 of what is stored."""

    __tablename__ = "letter_file"
    __table_args__ = (Index("ix_letter_file_letter_id", "letter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    original_name: Mapped[line]
    stored_name: Mapped[word] = mapped_column(unique=True)
    media_type: Mapped[word]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    letter: Mapped[Letter] = relationship(back_populates="files")
    added_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.original_name

"""Photos and papers of a case. The file lies outside static under a generated name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, word
from models.complaint import Complaint
from models.organisation import Staff
from terms.complaint import AttachmentKind


class Attachment(Model):
    """One stored file; size in bytes, sha256 of what is stored."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    kind: Mapped[AttachmentKind]
    original_name: Mapped[line]
    stored_name: Mapped[word] = mapped_column(unique=True)
    media_type: Mapped[word]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    complaint: Mapped[Complaint] = relationship(back_populates="attachments")
    added_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.original_name

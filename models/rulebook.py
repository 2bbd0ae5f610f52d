"""The rulebook a company works by: issues of its packs, who signed them, and which pack holds for which cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, prose, word
from models.organisation import Department, Staff
from terms.complaint import Verdict
from terms.people import Role
from terms.rulebook import IssueStatus


class RulebookIssue(Model):
    """One issue of a pack. A draft may change; an issue that was approved, or that a case was judged under, never does.

    key: "food@2026-11-23" once it is dated and approved, and as cases keep it; None before.
    based_on: the key of the issue it was drafted from; "" for a shipped one.
    content: every topic as TOML; digest: SHA-256 of it. drafted_by is None for a shipped issue.
    """

    __tablename__ = "rulebook_issue"
    __table_args__ = (
        CheckConstraint("(status = 'approved') = (key IS NOT NULL)", name="approved_has_key"),
        CheckConstraint("status = 'draft' OR status = 'withdrawn' OR effective_from IS NOT NULL", name="dated"),
        Index("ix_rulebook_issue_in_force", "pack", "status", "effective_from"),
        Index("ix_rulebook_issue_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    pack: Mapped[word]
    status: Mapped[IssueStatus] = mapped_column(default=IssueStatus.DRAFT)
    based_on: Mapped[word] = mapped_column(default="")
    title: Mapped[line] = mapped_column(default="")
    reason: Mapped[prose] = mapped_column(default="")
    effective_from: Mapped[date | None]
    # Lists and badges do not need it.
    content: Mapped[prose] = mapped_column(deferred=True)
    digest: Mapped[word]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    drafted_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    drafted_by: Mapped[Staff | None] = relationship()
    signatures: Mapped[list[RulebookSignature]] = relationship(back_populates="issue", order_by="RulebookSignature.id")

    def __str__(self) -> str:
        return self.key or self.title or self.pack


class RulebookSignature(Model):
    """One signature an issue asks for: as what role, of which department where one is named, and what came of it.

    voided_at: the issue was returned or withdrawn after all; the signature stays on record and counts no more.
    """

    __tablename__ = "rulebook_signature"
    __table_args__ = (
        CheckConstraint("(verdict IN ('pending', 'dropped')) = (signer_id IS NULL)", name="verdict_has_signer"),
        Index("ix_rulebook_signature_issue_id", "issue_id"),
        Index("ix_rulebook_signature_waiting", "verdict", "role", "id"),
        Index("ix_rulebook_signature_signer_id", "signer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("rulebook_issue.id"))
    role: Mapped[Role]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.PENDING)
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    comment: Mapped[prose] = mapped_column(default="")
    clause: Mapped[clause] = mapped_column(default="")
    issue: Mapped[RulebookIssue] = relationship(back_populates="signatures")
    department: Mapped[Department | None] = relationship()
    signer: Mapped[Staff | None] = relationship(foreign_keys=[signer_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])


class PackInForce(Model):
    """One pack and the cases it holds for, from a day on. An empty list leaves its side open.

    departments, branches: codes of departments and regions; product_lines: as written on products;
    customers: values of CustomerKind. until: the first day it no longer holds.
    """

    __tablename__ = "pack_in_force"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="ends_after_it_began"),
        Index("ix_pack_in_force_since", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[word]
    since: Mapped[date]
    until: Mapped[date | None]
    departments: Mapped[list[Any]] = mapped_column(default=list)
    branches: Mapped[list[Any]] = mapped_column(default=list)
    product_lines: Mapped[list[Any]] = mapped_column(default=list)
    customers: Mapped[list[Any]] = mapped_column(default=list)
    put_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    put_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    put_by: Mapped[Staff | None] = relationship()


def ddl(dialect: str) -> list[str]:
    """The statements by which the database itself refuses to change or delete an approved issue."""
    refusal = "an approved issue never changes"
    if dialect == "postgresql":
        return [
            "CREATE FUNCTION rulebook_issue_stands() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF OLD.status = 'approved' THEN RAISE EXCEPTION '{refusal}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER rulebook_issue_stands BEFORE UPDATE OR DELETE ON rulebook_issue "
            "FOR EACH ROW EXECUTE FUNCTION rulebook_issue_stands()",
        ]
    return [
        f"CREATE TRIGGER rulebook_issue_no_{verb} BEFORE {verb} ON rulebook_issue WHEN OLD.status = 'approved' "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for verb in ("update", "delete")
    ]


def drop_ddl(dialect: str) -> list[str]:
    """The statements that undo `ddl`."""
    if dialect == "postgresql":
        return ["DROP TRIGGER rulebook_issue_stands ON rulebook_issue", "DROP FUNCTION rulebook_issue_stands()"]
    return [f"DROP TRIGGER rulebook_issue_no_{verb}" for verb in ("update", "delete")]

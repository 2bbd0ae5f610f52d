"""The audit: one event for every change of state, append-only in the database itself, and the chain over it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, clause, line, word
from models.organisation import Staff


class AuditEvent(Model):
    """Who did what to which row, in whose name, when, under which clause, old and new.

    kind: `subject.past_participle`; changes: {field: [old, new]} as JSON values.
    version: the subject's version after the change.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_subject", "subject", "subject_id", "id"),
        Index("ix_audit_event_actor_id", "actor_id", "id"),
        Index("ix_audit_event_kind", "kind", "id"),
        Index("ix_audit_event_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[word]
    subject: Mapped[word]
    subject_id: Mapped[int | None]
    version: Mapped[int | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    clause: Mapped[clause] = mapped_column(default="")
    note: Mapped[line] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    address: Mapped[word] = mapped_column(default="")
    actor: Mapped[Staff | None] = relationship(foreign_keys=[actor_id])
    principal: Mapped[Staff | None] = relationship(foreign_keys=[principal_id])


class AuditLink(Model):
    """One link of the chain over the audit: seals one event and every link before it.

    seq: 1, 2, 3 in the order of the commits. fingerprint: SHA-256 of the event. hash: SHA-256 of the hash before, of
    seq, event and fingerprint. Events of the time before the chain have none.
    """

    __tablename__ = "audit_link"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def ddl(dialect: str) -> list[str]:
    """The statements that make both tables append-only."""
    return [statement for table in (AuditEvent, AuditLink) for statement in _append_only(table.__tablename__, dialect)]


def _append_only(table: str, dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("update", "delete")
    ]


def drop_ddl(dialect: str) -> list[str]:
    """The statements that undo `ddl`."""
    return [statement for table in (AuditLink, AuditEvent) for statement in _drop(table.__tablename__, dialect)]


def _drop(table: str, dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            f"DROP TRIGGER {table}_never_emptied ON {table}",
            f"DROP TRIGGER {table}_append_only ON {table}",
            f"DROP FUNCTION {table}_is_append_only()",
        ]
    return [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")]

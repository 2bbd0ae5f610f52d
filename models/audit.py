"""The audit: one event for every change of state, append-only in the database itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
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


def ddl(dialect: str) -> list[str]:
    """The statements that make the table append-only."""
    if dialect == "postgresql":
        return [
            "CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$",
            "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event "
            "FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only()",
            "CREATE TRIGGER audit_event_never_emptied BEFORE TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only()",
        ]
    return [
        f"CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
        for verb in ("update", "delete")
    ]


def drop_ddl(dialect: str) -> list[str]:
    """The statements that undo `ddl`."""
    if dialect == "postgresql":
        return [
            "DROP TRIGGER audit_event_never_emptied ON audit_event",
            "DROP TRIGGER audit_event_append_only ON audit_event",
            "DROP FUNCTION audit_event_is_append_only()",
        ]
    return [f"DROP TRIGGER audit_event_no_{verb}" for verb in ("update", "delete")]

"""Put on record that rows left the house in a file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from exchange.kinds import KINDS
from models import Staff
from rules.permissions import Permission, require
from terms.exchange import FileFormat, FileKind
from workflows import audit
from workflows.transaction import transaction


def record_export(
    session: Session, *, kind: FileKind, written: FileFormat, rows: int, narrowed_by: str, actor: Staff, at: datetime
) -> None:
    """Note who took how many rows of what. narrowed_by: the list's filters in words.

    :raises NotPermitted:
    """
    require(actor.roles, Permission.EXPORT)
    with transaction(session):
        audit.record_list(
            session, f"{KINDS[kind].table}.exported", KINDS[kind].table, actor, at, note=narrowed_by,
            more={"rows": rows, "format": written},
        )  # fmt: skip


def record_list(session: Session, *, table: str, rows: int, narrowed_by: str, actor: Staff, at: datetime) -> None:
    """The same for a list that no file kind reads back: `<table>.exported`, as CSV.

    :raises NotPermitted:
    """
    require(actor.roles, Permission.EXPORT)
    with transaction(session):
        audit.record_list(
            session, f"{table}.exported", table, actor, at, note=narrowed_by,
            more={"rows": rows, "format": FileFormat.CSV},
        )  # fmt: skip

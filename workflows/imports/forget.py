"""Throw away what files held once nobody needs to look at it again: people's names and numbers among it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from models import FileImport, ImportRow
from terms.exchange import ImportState
from workflows import audit
from workflows.imports.check import locked
from workflows.imports.receive import Shelf
from workflows.rows import raise_version
from workflows.transaction import transaction

WAITS = (ImportState.CHECKED, ImportState.UNREADABLE)
OVER = (ImportState.IMPORTED, ImportState.DROPPED, ImportState.STOPPED, ImportState.UNDONE)


def forget(session: Session, *, shelf: Shelf, keep: timedelta, at: datetime) -> int:
    """Throw away the rows and the files of old imports; how many. What came of them, and the counts, stay.

    One that nobody confirmed in all that time is dropped.
    """
    rows = exists().where(ImportRow.import_id == FileImport.id)
    old = select(FileImport.id).where(
        FileImport.started_at < at - keep,
        or_(FileImport.finished_at.is_(None), FileImport.finished_at < at - keep),
        FileImport.state.in_((*WAITS, *OVER)),
        or_(FileImport.stored_name != "", rows),
    )
    keys = list(session.scalars(old.order_by(FileImport.id)))
    return sum(_forgotten(session, key, shelf, at) for key in keys)


def _forgotten(session: Session, import_id: int, shelf: Shelf, at: datetime) -> bool:
    with transaction(session):
        row = locked(session, import_id)
        if row.state not in (*WAITS, *OVER):
            # Read again or confirmed at this moment.
            return False
        if row.state in WAITS:
            row.state, row.finished_at = ImportState.DROPPED, at
        name, row.stored_name = row.stored_name, ""
        session.connection().execute(delete(ImportRow).where(ImportRow.import_id == import_id))
        raise_version(row)
        audit.record(session, "file_import.forgotten", row, None, at)
    shelf.throw_away(name)
    return True

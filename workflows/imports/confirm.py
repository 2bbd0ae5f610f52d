"""Confirm what the preview of a file showed, or drop it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import FileImport, Staff
from rules.permissions import Permission, require
from terms.exchange import FileEncoding, ImportReach, ImportState
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.housekeeping.work import asked
from workflows.imports.doors import DOORS
from workflows.imports.receive import WORK, Shelf
from workflows.rows import NotFound, raise_version, take
from workflows.transaction import transaction


class NotNow(Refusal):
    """The import stands elsewhere by now."""


class RowsAreWrong(Refusal):
    """The whole file was asked for, and some rows are wrong."""


class NothingToDo(Refusal):
    """No row is new or changes anything."""


def confirm(
    session: Session,
    *,
    file_import_id: int,
    reach: ImportReach,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> FileImport:
    """Have the rows imported.

    :raises NotPermitted, NotFound, NotNow, RowsAreWrong, NothingToDo, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = own(session, file_import_id, actor, seen)
        demand_state(row, ImportState.CHECKED)
        require(actor.roles, DOORS[row.kind].permission)
        if reach is ImportReach.WHOLE_FILE and row.bad_rows:
            raise RowsAreWrong(
                say("%(bad)s rows are wrong. Correct them, or import only the others.", bad=row.bad_rows)
            )
        if not row.new_rows + row.changed_rows:
            raise NothingToDo(say("There is nothing to import: no row is new or changes anything."))
        row.reach, row.state, row.confirmed_at, row.done = reach, ImportState.IMPORTING, at, 0
        raise_version(row)
        asked(session, WORK, row.id, actor=actor, at=at)
        audit.record(session, "file_import.confirmed", row, actor, at)
    return row


def drop(
    session: Session,
    *,
    file_import_id: int,
    shelf: Shelf,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> FileImport:
    """Import nothing of it, and throw the file away.

    :raises NotPermitted, NotFound, NotNow, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = own(session, file_import_id, actor, seen)
        demand_state(row, ImportState.CHECKED)
        row.state, row.finished_at = ImportState.DROPPED, at
        name, row.stored_name = row.stored_name, ""
        raise_version(row)
        audit.record(session, "file_import.dropped", row, actor, at)
    shelf.throw_away(name)
    return row


def read_again(
    session: Session,
    *,
    file_import_id: int,
    encoding: FileEncoding,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> FileImport:
    """Check the file once more, its characters read as somebody says who sees that they are wrong.

    :raises NotPermitted, NotFound, NotNow, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = own(session, file_import_id, actor, seen)
        demand_state(row, ImportState.CHECKED, ImportState.UNREADABLE)
        row.encoding, row.state, row.columns, row.trouble, row.finished_at = (
            encoding,
            ImportState.CHECKING,
            [],
            [],
            None,
        )
        row.total = row.looked_at = row.new_rows = row.changed_rows = row.same_rows = row.bad_rows = 0
        raise_version(row)
        asked(session, WORK, row.id, actor=actor, at=at)
        audit.record(session, "file_import.read_again", row, actor, at)
    return row


def own(session: Session, key: int, actor: Staff, seen: int | None) -> FileImport:
    """The import, of whoever sent the file: others may see that it came, and do nothing with it.

    :raises NotPermitted, NotFound, ChangedMeanwhile:
    """
    require(actor.roles, Permission.IMPORT)
    row = take(session, FileImport, key, actor=actor, seen=seen)
    if row.started_by_id != actor.id:
        raise NotFound(say("This entry does not exist or is not yours to see."))
    return row


def demand_state(row: FileImport, *states: ImportState) -> None:
    """:raises NotNow:"""
    if row.state not in states:
        raise NotNow(say("This import is “%(state)s” by now.", state=row.state))

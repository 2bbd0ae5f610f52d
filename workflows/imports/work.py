"""One import's work, whatever it is next: called again after a restart, it goes on where it stood."""

from __future__ import annotations

from sqlalchemy.orm import Session

from exchange.rows import Fault
from models import FileImport, Staff
from terms.exchange import ImportState
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.imports.carry_out import carry_out
from workflows.imports.check import Now, Tell, check, locked
from workflows.imports.faults import kept
from workflows.imports.receive import Shelf
from workflows.imports.undo import take_back
from workflows.transaction import transaction

OVER = (ImportState.IMPORTED, ImportState.STOPPED, ImportState.UNDONE)


GONE = say("Whoever sent this file may no longer log in.")


class SenderGone(Refusal):
    """Whoever sent the file may no longer act."""


def work(session: Session, *, import_id: int, shelf: Shelf, now: Now, tell: Tell) -> str:
    """Check, import or undo until nothing is left to do; the answer is how it stands.

    :raises SenderGone: and whatever a fault is; all that was committed before it stays and is not done again.
    """
    row = session.get_one(FileImport, import_id)
    if not session.get_one(Staff, row.started_by_id).is_active:
        _stopped(session, import_id, shelf, now)
        raise SenderGone(GONE)
    if row.state is ImportState.CHECKING:
        check(session, import_id=import_id, shelf=shelf, now=now, tell=tell)
    if row.state is ImportState.IMPORTING:
        carry_out(session, import_id=import_id, now=now, tell=tell)
    session.refresh(row)
    if row.state is ImportState.UNDOING:
        take_back(session, import_id=import_id, now=now, tell=tell)
    session.refresh(row)
    if row.state in OVER:
        # What was imported stands in the desk by now; no copy of it lies about.
        _throw_away(session, import_id, shelf)
    return f"{row.original_name}: {row.state}"


def _stopped(session: Session, import_id: int, shelf: Shelf, now: Now) -> None:
    """Nobody is left in whose name the rest could be done; what was imported so far stays, and is counted."""
    with transaction(session):
        row = locked(session, import_id)
        stays = say("%(done)s of its rows were imported before and stay.", done=row.done)
        row.state, row.finished_at = ImportState.STOPPED, now()
        row.trouble = [*row.trouble, kept(Fault("", GONE)), *([kept(Fault("", stays))] if row.done else [])]
        audit.record(session, "file_import.stopped", row, None, now())
    _throw_away(session, import_id, shelf)


def _throw_away(session: Session, import_id: int, shelf: Shelf) -> None:
    """The row lets go of its file first: backups and the doctor look for every file that a row names."""
    with transaction(session):
        row = locked(session, import_id)
        name, row.stored_name = row.stored_name, ""
    shelf.throw_away(name)

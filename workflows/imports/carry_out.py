"""Carry a confirmed import out: a chunk a transaction, each row by its use-case and marked in the same commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.columns import Kind
from exchange.kinds import KINDS
from exchange.rows import Fault
from models import FileImport, ImportRow, Staff
from terms.exchange import ImportReach, ImportState, RowVerdict
from terms.text import say
from workflows import audit
from workflows.imports.acting import RowRefused, Waiting, act, waits
from workflows.imports.check import CHUNK, Now, Tell, locked
from workflows.imports.faults import kept, merged
from workflows.imports.readied import Readied, look_ahead, ready
from workflows.transaction import save_waiting, together, transaction

TO_DO = (RowVerdict.NEW, RowVerdict.CHANGE)


class _StopsHere(Exception):
    """One row of a chunk was refused: what came before it in the chunk is rolled back with it."""

    def __init__(self, key: int, faults: list[Fault]) -> None:
        super().__init__(key)
        self.key, self.faults = key, faults


def carry_out(session: Session, *, import_id: int, now: Now, tell: Tell) -> None:
    """Go on importing from wherever it stands."""
    while keys := _waiting(session, import_id):
        try:
            _chunk_once(session, import_id, keys, now())
        except _StopsHere as stopped:
            if not _go_on_without(session, import_id, stopped, now()):
                return
        row = session.get_one(FileImport, import_id)
        tell(row.done, row.new_rows + row.changed_rows)
    with transaction(session):
        row = locked(session, import_id)
        row.state, row.finished_at = ImportState.IMPORTED, now()
        actor = session.get_one(Staff, row.started_by_id)
        audit.record(session, "file_import.imported", row, actor, now())


def _waiting(session: Session, import_id: int) -> list[int]:
    waiting = select(ImportRow.id).where(
        ImportRow.import_id == import_id, ImportRow.verdict.in_(TO_DO), ImportRow.done_at.is_(None)
    )
    return list(session.scalars(waiting.order_by(ImportRow.turn, ImportRow.number).limit(CHUNK)))


def _chunk_once(session: Session, import_id: int, keys: Sequence[int], at: datetime) -> None:
    """Import these rows and mark them, or nothing at all.

    :raises _StopsHere:
    """
    kind = KINDS[session.get_one(FileImport, import_id).kind]
    try:
        _chunk(session, kind, import_id, keys, at, at_once=waits(kind))
    except IntegrityError:
        # Row by row it will be seen whose it was.
        _chunk(session, kind, import_id, keys, at, at_once=False)


def _chunk(session: Session, kind: Kind, import_id: int, keys: Sequence[int], at: datetime, *, at_once: bool) -> None:
    with together(session, waits=at_once):
        file = locked(session, import_id)
        actor = session.get_one(Staff, file.started_by_id)
        rows = _in_order(session, keys)
        turn = rows[0].turn
        # What this chunk enters must be found by rows that refer to it: these wait for the next chunk.
        rows = [row for row in rows if row.turn == turn and row.done_at is None]
        found = ready(session, kind, list(file.columns), rows, actor.as_person())
        look_ahead(session, kind, found, actor.as_person())
        waiting, became = Waiting(session, kind), []
        for one in found:
            waiting.before(one)
            became.append((one.row, *_import(session, kind, one, actor, at)))
        save_waiting(session)
        for row, entry, outcome in became:
            row.done_at, row.outcome = at, outcome
            if entry is not None:
                row.subject_id, row.version = entry.id, entry.version
        file.done += len(found)


def _in_order(session: Session, keys: Sequence[int]) -> list[ImportRow]:
    found = select(ImportRow).where(ImportRow.id.in_(keys)).order_by(ImportRow.turn, ImportRow.number)
    return list(session.scalars(found))


def _import(session: Session, kind: Kind, one: Readied, actor: Staff, at: datetime) -> tuple[Any, RowVerdict]:
    """Do what one row says; the answer is what it became, and what was done.

    :raises _StopsHere:
    """
    row, expected = one.row, one.row.verdict
    faults = one.faults or _overtaken(one)
    if faults:
        raise _StopsHere(row.id, faults)
    try:
        entry, done = (None, False)
        if one.verdict is not RowVerdict.SAME:
            entry, done = act(session, kind, one, actor=actor, at=at, seen=row.version)
    except RowRefused as problem:
        raise _StopsHere(row.id, problem.faults) from problem
    return entry, expected if done and expected else RowVerdict.SAME


def _overtaken(one: Readied) -> list[Fault]:
    """Whether somebody else did to the entry what nobody saw in the preview."""
    if one.row.verdict is RowVerdict.NEW and one.verdict is RowVerdict.CHANGE:
        return [Fault("", say("Somebody else entered this meanwhile, and otherwise."))]
    if one.row.verdict is RowVerdict.CHANGE and one.entry is None:
        return [Fault("", say("This entry is gone, or no longer yours to change."))]
    return []


def _go_on_without(session: Session, import_id: int, stopped: _StopsHere, at: datetime) -> bool:
    """Mark the refused row. Where the whole file was asked for, that ends the import."""
    with transaction(session):
        file, row = locked(session, import_id), session.get_one(ImportRow, stopped.key)
        _counted_anew(file, row)
        row.verdict, row.faults = RowVerdict.BAD, merged(stopped.faults)
        if file.reach is not ImportReach.WHOLE_FILE:
            return True
        file.state, file.finished_at = ImportState.UNDOING, at
        file.trouble = [
            kept(Fault("", say("Row %(row)s could not be imported any more; nothing of the file was.", row=row.number)))
        ]
        audit.record(session, "file_import.stopped", file, session.get_one(Staff, file.started_by_id), at)
    return False


def _counted_anew(file: FileImport, row: ImportRow) -> None:
    if row.verdict is RowVerdict.NEW:
        file.new_rows -= 1
    else:
        file.changed_rows -= 1
    file.bad_rows += 1

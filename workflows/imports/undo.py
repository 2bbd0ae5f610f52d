"""Undo an import while nothing else touched its rows: what it entered is taken out, what it changed is set back.

This is the one place where entries are deleted. Their audit stays, and says that the import was undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from exchange.columns import Kind, Named
from exchange.kinds import KINDS
from exchange.rows import Fault
from models import FileImport, ImportRow, Model, Staff
from models.search import SEARCHED, erase, row_grams
from queries.exports import MODELS
from queries.names import keys_of
from rules.permissions import require
from terms.exchange import ImportState, RowVerdict
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.entries import NothingChanged, demand
from workflows.housekeeping.work import asked
from workflows.imports.check import CHUNK, Now, Tell, locked
from workflows.imports.confirm import NotNow, demand_state, own
from workflows.imports.doors import DOORS
from workflows.imports.faults import kept
from workflows.imports.receive import WORK
from workflows.months.gate import MonthLocked, demand_open
from workflows.rows import raise_version
from workflows.transaction import together, transaction

DONE = (RowVerdict.NEW, RowVerdict.CHANGE)
# What belongs to an entry and goes with it.
PARTS = {"complaint": ("complaint_clock",), "staff": ("staff_role",)}
MOST_NAMED = 20
# The day that chooses the month in which an entry counts.
DAYS = {"shipment": "shipped_on", "complaint": "registered_on", "cost": "spent_on", "penalty": "happened_on"}


class TouchedSince(Refusal):
    """Somebody went on working with what was imported."""


def undo(
    session: Session,
    *,
    file_import_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> FileImport:
    """Have everything taken back that the import did.

    :raises NotPermitted, NotFound, NotNow, Missing, MonthLocked, TouchedSince, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = own(session, file_import_id, actor, seen)
        demand_state(row, ImportState.IMPORTED)
        require(actor.roles, DOORS[row.kind].permission)
        demand(reason=reason)
        if session.scalar(select(ImportRow.id).where(ImportRow.import_id == row.id).limit(1)) is None:
            raise NotNow(say("This import is so old that its rows were thrown away; it cannot be undone any more."))
        demand_months_open(session, row)
        numbers = touched_rows(session, row)
        if numbers:
            raise TouchedSince(_touched(numbers))
        row.state, row.reason = ImportState.UNDOING, reason
        raise_version(row)
        asked(session, WORK, row.id, actor=actor, at=at)
        audit.record(session, "file_import.undo_asked", row, actor, at, note=reason)
    return row


def demand_months_open(session: Session, file: FileImport) -> None:
    """What a locked month counted is not taken out behind its back.

    :raises MonthLocked:
    """
    day = _day_of(MODELS[file.kind])
    if day is None:
        return
    entries = select(ImportRow.subject_id).where(_mine(file.id))
    for (month,) in session.execute(select(day).where(MODELS[file.kind].id.in_(entries)).distinct()):
        demand_open(session, month)


def _day_of(model: type[Any]) -> Any:
    return getattr(model, DAYS.get(model.__tablename__, ""), None)


def _in_locked_months(session: Session, file: FileImport, rows: Iterable[ImportRow]) -> set[int]:
    """The entries of these rows whose month was locked meanwhile; every other month stays open so long."""
    model = MODELS[file.kind]
    day = _day_of(model)
    if day is None:
        return set()
    days: dict[date, set[int]] = {}
    for key, on in session.execute(select(model.id, day).where(model.id.in_([row.subject_id for row in rows]))):
        days.setdefault(on, set()).add(key)
    return {key for on in sorted(days) if not _is_open(session, on) for key in days[on]}


def _is_open(session: Session, day: date) -> bool:
    try:
        demand_open(session, day)
    except MonthLocked:
        return False
    return True


def _touched(numbers: Sequence[int]) -> Any:
    named = ", ".join(map(str, numbers[:MOST_NAMED])) + (" …" if len(numbers) > MOST_NAMED else "")
    return say("Somebody went on working with what these rows became: %(rows)s. It cannot be undone.", rows=named)


def touched_rows(session: Session, file: FileImport, keys: Iterable[int] | None = None) -> list[int]:
    """The numbers of the rows whose entries were changed, or named elsewhere, since; a few more than are told."""
    model = MODELS[file.kind]
    entry: Any = aliased(model)
    as_left = exists().where(entry.id == ImportRow.subject_id, entry.version == ImportRow.version)
    mine = select(ImportRow.number).where(_mine(file.id), or_(~as_left, *_named_elsewhere(file, model)))
    if keys is not None:
        mine = mine.where(ImportRow.id.in_(list(keys)))
    return list(session.scalars(mine.order_by(ImportRow.number).limit(MOST_NAMED + 1 if keys is None else None)))


def _mine(import_id: int) -> ColumnElement[bool]:
    return and_(
        ImportRow.import_id == import_id,
        ImportRow.done_at.is_not(None),
        ImportRow.undone_at.is_(None),
        ImportRow.outcome.in_(DONE),
    )


def _named_elsewhere(file: FileImport, model: type[Any]) -> list[ColumnElement[bool]]:
    """Whether rows of other tables name an entry that the import made; its own rows may."""
    made: Any = aliased(ImportRow)
    own_entries = select(made.subject_id).where(made.import_id == file.id, made.outcome == RowVerdict.NEW)

    def names_it(column: Any) -> ColumnElement[bool]:
        table = column.table.alias()
        others = table.c.id.not_in(own_entries) if column.table is model.__table__ else true()
        return exists().where(table.c[column.name] == ImportRow.subject_id, others)

    return [and_(ImportRow.outcome == RowVerdict.NEW, or_(false(), *map(names_it, referring(model))))]


def referring(model: type[Any]) -> list[Any]:
    """Every column of other tables that names a row of this one, without the entry's own parts."""
    table, parts = model.__table__, PARTS.get(model.__tablename__, ())
    return [
        key.parent
        for other in Model.metadata.sorted_tables
        if other.name not in parts
        for key in sorted(other.foreign_keys, key=lambda key: str(key.parent.name))
        if key.column.table is table
    ]


def take_back(session: Session, *, import_id: int, now: Now, tell: Tell) -> None:
    """Go on undoing from wherever it stands, the last row first."""
    left: list[int] = []
    while keys := _next(session, import_id, left):
        left += _chunk(session, import_id, keys, now())
        row = session.get_one(FileImport, import_id)
        tell(row.new_rows + row.changed_rows - row.done, row.new_rows + row.changed_rows)
    with transaction(session):
        file = locked(session, import_id)
        stopped = bool(file.trouble)
        file.state, file.undone_at = ImportState.STOPPED if stopped else ImportState.UNDONE, now()
        if left:
            file.trouble = [*file.trouble, kept(Fault("", _left(session, left)))]
        actor = session.get_one(Staff, file.started_by_id)
        kind = "file_import.stopped" if stopped else "file_import.undone"
        audit.record(session, kind, file, actor, now(), note=file.reason)


def _left(session: Session, keys: Sequence[int]) -> Any:
    numbers = session.scalars(select(ImportRow.number).where(ImportRow.id.in_(keys[:MOST_NAMED])))
    return say(
        "These rows were touched meanwhile, or their month was locked; they stay: %(rows)s.",
        rows=", ".join(map(str, sorted(numbers))),
    )


def _next(session: Session, import_id: int, left: Sequence[int]) -> list[int]:
    waiting = select(ImportRow.id).where(_mine(import_id), ImportRow.id.not_in(left))
    return list(session.scalars(waiting.order_by(ImportRow.turn.desc(), ImportRow.number.desc()).limit(CHUNK)))


def _chunk(session: Session, import_id: int, keys: Sequence[int], at: datetime) -> list[int]:
    """Take these rows back in one transaction; the answer is which could not be."""
    with together(session):
        file = locked(session, import_id)
        kind, actor = KINDS[file.kind], session.get_one(Staff, file.started_by_id)
        rows = {row.id: row for row in session.scalars(select(ImportRow).where(ImportRow.id.in_(keys)))}
        touched = set(touched_rows(session, file, keys))
        shut = _in_locked_months(session, file, rows.values())
        left = [key for key, row in rows.items() if row.number in touched or row.subject_id in shut]
        good = [row for row in rows.values() if row.id not in left]
        _take_out(session, kind, [row for row in good if row.outcome is RowVerdict.NEW], actor, at)
        changed = [row for row in good if row.outcome is RowVerdict.CHANGE]
        left += [row.id for row in changed if not _set_back(session, kind, row, actor, at)]
        for row in good:
            if row.id not in left:
                row.undone_at = at
                file.done -= 1
    return left


def _take_out(session: Session, kind: Kind, rows: Sequence[ImportRow], actor: Staff, at: datetime) -> None:
    """Delete what the rows entered, with its parts and its words in the index."""
    model = MODELS[kind.kind]
    keys = [row.subject_id for row in rows if row.subject_id is not None]
    entries = list(session.scalars(select(model).where(model.id.in_(keys)).order_by(model.id)))
    for entry in entries:
        told = {name: getattr(entry, name) for name in {kind.key, "number", "name"} if getattr(entry, name, None)}
        audit.record(session, f"{kind.table}.import_undone", entry, actor, at, more=told)
    session.flush()
    connection = session.connection()
    if model in SEARCHED:
        erase(connection, model, [(entry.id, row_grams(entry)) for entry in entries])
    for part in PARTS.get(kind.table, ()):
        table = Model.metadata.tables[part]
        connection.execute(delete(table).where(table.c[f"{kind.table}_id"].in_(keys)))
    for entry in entries:
        session.expunge(entry)
    connection.execute(delete(model.__table__).where(model.__table__.c.id.in_(keys)))


def _set_back(session: Session, kind: Kind, row: ImportRow, actor: Staff, at: datetime) -> bool:
    """Give an entry the values it had, by the same use-case; False where that is refused by now."""
    amend = DOORS[kind.kind].amend
    assert amend is not None
    entry = session.get_one(MODELS[kind.kind], row.subject_id)
    there = {column.name: getattr(entry, column.name) for column in kind.entered}
    try:
        with session.begin_nested():
            amend(session, entry, {**there, **_before(session, kind, row, actor)}, actor, at, row.version)
    except NothingChanged:
        return True
    except Refusal:
        return False
    return True


def _before(session: Session, kind: Kind, row: ImportRow, actor: Staff) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (old, _new) in row.differs.items():
        column = kind.by_name[name]
        found[name] = column.recall(old)
        if isinstance(column.content, Named):
            known = keys_of(session, column.content.subject, [old] if old else [], actor.as_person())
            found[name] = known.get(old)
        elif found[name] is None:
            found[name] = column.unasked
    return found

"""Check a file: read every row, then rehearse what it would do, and keep what is wrong with it.

A rehearsal runs the use-cases themselves and keeps nothing: there is no second list of checks that could differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.columns import Kind, Named
from exchange.errors import Unreadable
from exchange.kinds import KINDS
from exchange.reading import Table, open_table
from exchange.rows import Doubles, Fault, said
from models import FileImport, ImportRow, Staff
from terms.exchange import ImportState, RowVerdict
from terms.text import say
from workflows.imports.acting import RowRefused, Waiting, act, differences, waits
from workflows.imports.faults import kept, merged
from workflows.imports.readied import Readied, look_ahead, ready
from workflows.imports.receive import Shelf
from workflows.transaction import together, transaction

READ_AT_ONCE = 1_000
CHUNK = 200
# Staff report to staff who report to staff; beyond this somebody goes round in a circle.
DEEPEST = 20

Now = Callable[[], datetime]
Tell = Callable[[int, int], None]


def check(session: Session, *, import_id: int, shelf: Shelf, now: Now, tell: Tell) -> None:
    """Go on with checking from wherever it stands."""
    row = session.get_one(FileImport, import_id)
    if not row.columns:
        try:
            _read(session, row, shelf)
        except Unreadable as refusal:
            _unreadable(session, import_id, refusal, now())
            return
    while _rehearse_chunk(session, import_id, now()):
        row = session.get_one(FileImport, import_id)
        tell(row.looked_at, row.total)
    with transaction(session):
        row = locked(session, import_id)
        row.state = ImportState.CHECKED


def locked(session: Session, import_id: int) -> FileImport:
    return session.get_one(FileImport, import_id, with_for_update=True, populate_existing=True)


def _unreadable(session: Session, import_id: int, refusal: Unreadable, at: datetime) -> None:
    with transaction(session):
        row = locked(session, import_id)
        row.state, row.finished_at = ImportState.UNREADABLE, at
        row.trouble = [kept(Fault("", refusal.text)), *(kept(Fault("", text)) for _field, text in refusal.fields)]


# Reading.
def _read(session: Session, row: FileImport, shelf: Shelf) -> None:
    """Write down every row as it stands in the file, with what is wrong with its shape."""
    kind, import_id = KINDS[row.kind], row.id
    table = open_table(shelf.path(row), kind, encoding=row.encoding, limits=shelf.limits)
    with transaction(session):
        session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
    rows, total = _written_down(table, kind, import_id), 0
    while chunk := list(islice(rows, READ_AT_ONCE)):
        with transaction(session):
            session.execute(insert(ImportRow), chunk)
        total += len(chunk)
    if not total:
        raise Unreadable(say("There are headers but no rows below them."))
    _line_up(session, kind, import_id, table.named)
    with transaction(session):
        row = locked(session, import_id)
        row.read_as, row.columns, row.total = table.read_as, table.named, total
        row.bad_rows = row.looked_at = _count(session, import_id, RowVerdict.BAD)


def _written_down(table: Table, kind: Kind, import_id: int) -> Iterator[dict[str, Any]]:
    doubles, names = Doubles(kind), table.named
    for number, cells in table.named_rows():
        heard = said(kind, names, cells)
        faults = heard.faults or doubles.faults(number, heard.values)
        yield {
            "import_id": import_id, "number": number, "cells": cells, "key": heard.values.get(kind.key) or None,
            "faults": merged(faults), "verdict": RowVerdict.BAD if faults else None, "differs": {}, "turn": 0,
        }  # fmt: skip


def _line_up(session: Session, kind: Kind, import_id: int, names: Sequence[str]) -> None:
    """Let rows come after those that they refer to."""
    places = [place for place, name in enumerate(names) if _refers_to_own_kind(kind, name)]
    if not places:
        return
    rows = session.execute(select(ImportRow.id, ImportRow.key, ImportRow.cells).where(ImportRow.import_id == import_id))
    named = {key or f"\0{row_id}": (row_id, cells[places[0]].strip()) for row_id, key, cells in rows}
    turns = [(row_id, _depth(key, named)) for key, (row_id, _other) in named.items()]
    with transaction(session):
        later = [{"id": row_id, "turn": turn} for row_id, turn in turns if turn]
        session.bulk_update_mappings(ImportRow, later)


def _refers_to_own_kind(kind: Kind, name: str) -> bool:
    content = kind.by_name[name].content
    return isinstance(content, Named) and content.subject == kind.table


def _depth(key: str, named: dict[str, tuple[int, str]]) -> int:
    depth = 0
    while depth < DEEPEST and (other := named[key][1]) in named and other != key:
        key, depth = other, depth + 1
    return depth


# Rehearsing.
def _rehearse_chunk(session: Session, import_id: int, at: datetime) -> bool:
    """Judge the next rows; False when none is left."""
    row = session.get_one(FileImport, import_id)
    kind, names = KINDS[row.kind], list(row.columns)
    actor = session.get_one(Staff, row.started_by_id)
    rows = _unjudged(session, import_id)
    if not rows:
        return False
    in_file = _own_keys(session, kind, names, import_id, rows)
    found = ready(session, kind, names, rows, actor.as_person(), in_file=in_file)
    judged = [_judged(one) for one in found]
    actor_id, sayings = actor.id, [one for one in found if one.verdict in (RowVerdict.NEW, RowVerdict.CHANGE)]
    refused = _rehearsed(session, kind, sayings, actor_id, at)
    for saying in judged:
        if saying["id"] in refused:
            saying |= {"verdict": RowVerdict.BAD, "faults": merged(refused[saying["id"]]), "differs": {}}
    with transaction(session):
        session.bulk_update_mappings(ImportRow, judged)
        _count_up(locked(session, import_id), judged)
    return True


def _unjudged(session: Session, import_id: int) -> list[ImportRow]:
    waiting = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.verdict.is_(None))
    return list(session.scalars(waiting.order_by(ImportRow.turn, ImportRow.number).limit(CHUNK)))


def _own_keys(
    session: Session, kind: Kind, names: Sequence[str], import_id: int, rows: Sequence[ImportRow]
) -> frozenset[str]:
    """Of what these rows refer to, what stands in the same file."""
    places = [place for place, name in enumerate(names) if _refers_to_own_kind(kind, name)]
    texts = {row.cells[place].strip() for row in rows for place in places}
    if not texts:
        return frozenset()
    there = select(ImportRow.key).where(ImportRow.import_id == import_id, ImportRow.key.in_(sorted(texts)))
    return frozenset(key for key in session.scalars(there) if key)


def _judged(one: Readied) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "id": one.row.id,
        "verdict": verdict,
        "faults": merged(one.faults),
        "differs": differences(one) if verdict is RowVerdict.CHANGE else {},
        "subject_id": one.entry.id if one.entry else None,
        "version": one.entry.version if one.entry else None,
    }


def _rehearsed(
    session: Session, kind: Kind, rows: Sequence[Readied], actor_id: int, at: datetime
) -> dict[int, list[Fault]]:
    """What the use-cases refuse of these rows, each seeing what those before it would have done."""
    # Most files are right: first in one go, without a way back to before each row, which costs more than the row.
    try:
        refused = _walked(session, kind, rows, actor_id, at, step_back=False)
    except IntegrityError:
        refused = None
    if refused is None:
        refused = _walked(session, kind, rows, actor_id, at, step_back=True) or {}
    return {key: faults for key, faults in refused.items() if faults}


def _walked(
    session: Session, kind: Kind, rows: Sequence[Readied], actor_id: int, at: datetime, *, step_back: bool
) -> dict[int, list[Fault]] | None:
    """What is refused row by row; None when something is and there is no way to go on without it."""
    refused: dict[int, list[Fault]] = {}
    keys = [one.row.id for one in rows]
    with together(session, for_good=False, waits=waits(kind) and not step_back):
        actor = session.get_one(Staff, actor_id)
        look_ahead(session, kind, rows, actor.as_person())
        waiting = Waiting(session, kind)
        for key, one in zip(keys, rows, strict=True):
            waiting.before(one)
            try:
                with session.begin_nested() if step_back else nullcontext():
                    act(session, kind, one, actor=actor, at=at)
            except RowRefused as problem:
                if not step_back:
                    return None
                refused[key] = [fault for fault in problem.faults if fault.column not in one.pending]
    return refused


def _count_up(row: FileImport, judged: Sequence[dict[str, Any]]) -> None:
    verdicts = [saying["verdict"] for saying in judged]
    row.new_rows += verdicts.count(RowVerdict.NEW)
    row.changed_rows += verdicts.count(RowVerdict.CHANGE)
    row.same_rows += verdicts.count(RowVerdict.SAME)
    row.bad_rows += verdicts.count(RowVerdict.BAD)
    row.looked_at += len(judged)


def _count(session: Session, import_id: int, verdict: RowVerdict) -> int:
    counted = select(func.count()).where(ImportRow.import_id == import_id, ImportRow.verdict == verdict)
    return session.scalar(counted) or 0

"""One row through its use-case, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.columns import Kind
from exchange.rows import Fault
from models import Staff
from queries.exports import MODELS
from queries.scope import visible
from terms.refusal import Refusal
from terms.text import say
from workflows.audit import plain
from workflows.entries import NothingChanged
from workflows.imports.doors import DOORS
from workflows.imports.faults import faults_of
from workflows.imports.readied import Readied
from workflows.transaction import joined, save_waiting


class RowRefused(Exception):
    """A row cannot be taken; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str([str(fault.text) for fault in faults]))
        self.faults = faults


def act(
    session: Session, kind: Kind, one: Readied, *, actor: Staff, at: datetime, seen: int | None = None
) -> tuple[Any, bool]:
    """Enter or change what the row says by the form's own use-case: the entry, and whether anything was done.

    seen: the version that somebody saw in the preview.

    :raises RowRefused:
    """
    door = DOORS[kind.kind]
    try:
        if one.entry is None:
            return door.enter(session, one.values, actor, at), True
        assert door.amend is not None
        row = _row(session, kind, one.entry.id, actor)
        try:
            return door.amend(session, row, _whole(kind, row, one), actor, at, seen), True
        except NothingChanged:
            return row, False
    except Refusal as refusal:
        raise RowRefused(faults_of(refusal, kind)) from refusal
    except IntegrityError as problem:
        sentence = say("This cannot be saved: an entry with the same number, code or name exists already.")
        raise RowRefused([Fault("", sentence)]) from problem


class Waiting:
    """New entries that are saved with others in one go, until one comes along to which they matter."""

    def __init__(self, session: Session, kind: Kind) -> None:
        self._session, self._marks = session, DOORS[kind.kind].marks
        self._held: set[Any] = set()

    def before(self, one: Readied) -> None:
        """Save what waits if it could matter to this row."""
        marks = self._marks(one.values) if self._marks is not None else set()
        if not self._held.isdisjoint(marks):
            save_waiting(self._session)
            shared = joined(self._session)
            assert shared is not None
            shared.strangers -= {value for name, value in self._held if name == "phone"}
            self._held.clear()
        self._held |= marks


def waits(kind: Kind) -> bool:
    """Whether new entries of this kind may wait for each other."""
    return DOORS[kind.kind].marks is not None


def _row(session: Session, kind: Kind, key: int, actor: Staff) -> Any:
    model = MODELS[kind.kind]
    return session.scalars(visible(select(model).where(model.id == key), model, actor.as_person())).one()


def _whole(kind: Kind, row: Any, one: Readied) -> dict[str, Any]:
    """The arguments of a change: the entry as it is, with what the file says otherwise."""
    there = {column.name: getattr(row, column.name) for column in kind.entered}
    return {**there, **{name: one.values[name] for name in one.differs}}


def differences(one: Readied) -> dict[str, list[Any]]:
    """Old and new of what differs, as they are kept: words by value, other entries by their codes."""
    assert one.entry is not None
    return {name: [plain_of(one.entry.values[name]), plain_of(one.said[name])] for name in one.differs}


def plain_of(value: Any) -> Any:
    """A value as JSON; an amount and a day as text."""
    return sorted(plain(value)) if isinstance(value, frozenset) else plain(value)

"""The rows of a chunk made ready for their use-cases: other entries found, the entry itself recognised and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.columns import Kind, Named
from exchange.rows import Fault, lacking, said
from models import Batch, ImportRow
from queries.exports import MODELS, Entry, entries, hidden_from
from queries.names import SUBJECTS, keys_of
from queries.scope import visible
from terms.exchange import RowVerdict
from terms.people import Person
from terms.text import say
from workflows.imports.doors import DOORS, as_kept
from workflows.rows import find_ahead


@dataclass
class Readied:
    """One row. values: the use-case's arguments that the file gives; entry: what there is already.

    differs: the columns in which the two are not the same. pending: columns that name an entry of the same file.
    """

    row: ImportRow
    values: dict[str, Any]
    said: dict[str, Any]
    blank: frozenset[str]
    faults: list[Fault] = field(default_factory=list)
    entry: Entry | None = None
    differs: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> RowVerdict:
        if self.faults:
            return RowVerdict.BAD
        if self.entry is None:
            return RowVerdict.NEW
        return RowVerdict.CHANGE if self.differs else RowVerdict.SAME


def ready(
    session: Session, kind: Kind, names: Sequence[str], rows: Sequence[ImportRow], person: Person,
    *, in_file: frozenset[str] = frozenset(),
) -> list[Readied]:  # fmt: skip
    """Every row of a chunk; a handful of statements for all.

    in_file: the keys of other rows of the file, which need not exist yet.
    """
    found = []
    for row in rows:
        heard = said(kind, names, row.cells)
        found.append(Readied(row, dict(heard.values), heard.values, heard.blank, list(heard.faults)))
    _find_others(session, kind, found, person, in_file)
    _recognise(session, kind, found, person)
    hidden = hidden_from(kind.kind, person)
    for one in found:
        _compare(kind, one, hidden)
    DOORS[kind.kind].complete(session, [one.values for one in found])
    return found


def look_ahead(session: Session, kind: Kind, rows: Sequence[Readied], person: Person) -> None:
    """Fetch in a few statements what the use-cases of these rows are going to look at one by one."""
    for column in kind.entered:
        if isinstance(column.content, Named):
            model = SUBJECTS[column.content.subject][0]
            find_ahead(session, model, [key for one in rows if (key := one.values.get(column.name))], person)
    DOORS[kind.kind].look_ahead(session, [one.values for one in rows])
    batches = [key for one in rows if (key := one.values.get("batch_id"))]
    if batches:
        find_ahead(session, Batch, batches, person)


def _find_others(session: Session, kind: Kind, rows: list[Readied], person: Person, in_file: frozenset[str]) -> None:
    for column in kind.entered:
        if not isinstance(column.content, Named):
            continue
        texts = {one.values[column.name] for one in rows if one.values.get(column.name)}
        known = keys_of(session, column.content.subject, texts, person)
        for one in rows:
            text = one.values.get(column.name)
            if not text:
                continue
            one.values[column.name] = known.get(text)
            if text in known:
                continue
            if text in in_file:
                one.pending.append(column.name)
            else:
                one.faults.append(Fault(column.name, say("“%(value)s” is not known here.", value=text)))


def _recognise(session: Session, kind: Kind, rows: list[Readied], person: Person) -> None:
    """Find the entries that the rows mean: by the key, or by everything that tells them apart."""
    model = MODELS[kind.kind]
    key = getattr(model, kind.key)
    keys = {one.said[kind.key] for one in rows if one.said.get(kind.key)}
    by_key: dict[str, int] = {}
    if keys:
        known = visible(select(key, model.id), model, person).where(key.in_(sorted(keys)))
        by_key = {row[0]: row[1] for row in session.execute(known)}
    ids = {id(one): _id_of(session, kind, one, by_key, person) for one in rows}
    there = entries(session, kind.kind, [key for key in ids.values() if key is not None], person)
    for one in rows:
        found = ids[id(one)]
        one.entry = there.get(found) if found is not None else None


def _id_of(session: Session, kind: Kind, one: Readied, by_key: dict[str, int], person: Person) -> int | None:
    if one.said.get(kind.key):
        return by_key.get(one.said[kind.key])
    names = [name for name in kind.beside if name in one.values]
    if one.faults or one.pending or not names:
        return None
    model = MODELS[kind.kind]
    wanted = visible(select(model.id), model, person)
    for name in names:
        column, value = getattr(model, name), as_kept(name, one.values[name])
        wanted = wanted.where(_is(column, value))
    found: int | None = session.scalar(wanted.order_by(model.id).limit(1))
    return found


def _is(column: Any, value: Any) -> Any:
    if value is None or (value == "" and column.nullable):
        return column.is_(None)
    return column == value


def _compare(kind: Kind, one: Readied, hidden: frozenset[str]) -> None:
    """Find out what the file says otherwise. hidden: columns that this person does not read, and so cannot compare."""
    if one.entry is None:
        one.faults += lacking(kind, one.said, is_new=True) if not one.faults else []
        return
    if one.faults:
        return
    one.faults += lacking(kind, one.said, is_new=False)
    door = DOORS[kind.kind]
    passed_over = {kind.key, *hidden, *door.overruled(one.values), *(() if door.amend else one.blank)}
    one.differs = [name for name in one.said if name not in passed_over and _differs(kind, one, name)]
    if one.differs and door.amend is None:
        sentence = say("This is registered already and says otherwise there; a file changes nothing of it.")
        one.faults += [Fault(name, sentence) for name in one.differs]


def _differs(kind: Kind, one: Readied, name: str) -> bool:
    """Whether the file says another thing than the entry.

    What the reader may not see of an entry was left empty for them, and stays.
    """
    assert one.entry is not None
    written, there = one.said[name], one.entry.values[name]
    if isinstance(kind.by_name[name].content, Named):
        if not written:
            return bool(there)
        return name in one.pending or one.values[name] != one.entry.keys[name]
    return bool(as_kept(name, written) != as_kept(name, there))

"""What entering and changing master data have in common: facts demanded, codes kept unique, old and new on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import AuditEvent, Model, Staff
from rules.phones import LONGEST, normal_phone
from terms.people import Person
from terms.refusal import Refusal
from terms.text import Text, say
from workflows import audit
from workflows.rows import NotFound, find, raise_version
from workflows.transaction import joined, save_new

Row = TypeVar("Row", bound=Model)
# The event itself says who entered a row, and when.
SAID_BY_EVENT = frozenset({"created_at", "created_by_id", "requested_at", "requested_by_id"})


class Missing(Refusal):
    """Something that every such entry needs was left empty; `fields` names each."""


class Taken(Refusal):
    """Another entry has this number, code or name."""


class NotAPhone(Refusal):
    """Longer than any phone number."""


class NothingChanged(Refusal):
    """The form says what the entry says already."""


def refused(kind: type[Refusal], field: str, text: Text, *, clause: str = "") -> Refusal:
    """A refusal that speaks of one field, ready to be raised."""
    return kind(text, clause=clause, fields=((field, text),))


def demand(**given: object) -> None:
    """Refuse while one of the named facts is empty; 0 and False are facts.

    :raises Missing:
    """
    lacks = [name for name, value in given.items() if value is None or not str(value).strip()]
    if lacks:
        sentence = say("This is needed.")
        raise Missing(say("Something that is needed was left empty."), fields=tuple((name, sentence) for name in lacks))


def demand_free(session: Session, column: InstrumentedAttribute[Any], value: object, *, besides: Any = None) -> None:
    """Refuse a value that another row has in a unique column; the database refuses what comes in between.

    :raises Taken: on the field named as the column.
    """
    shared, mark = joined(session), (column.class_, column.key, value)
    if shared is not None and mark in shared.free:
        shared.free.discard(mark)
        return
    other = select(column.class_.id).where(column == value)
    if besides is not None:
        other = other.where(column.class_.id != besides.id)
    if session.scalar(other.limit(1)) is not None:
        raise refused(Taken, column.key, say("Another entry has this already: %(value)s.", value=value))


def find_free_ahead(session: Session, column: InstrumentedAttribute[Any], values: Iterable[Any]) -> None:
    """Learn in one statement which values nothing has yet; each serves one use-case of this transaction."""
    shared = joined(session)
    assert shared is not None
    wanted = set(values)
    taken = set(session.scalars(select(column).where(column.in_(sorted(wanted))))) if wanted else set()
    shared.free |= {(column.class_, column.key, value) for value in wanted - taken}


def phone_of(typed: str | None, field: str = "phone") -> str | None:
    """The number as it is kept.

    :raises NotAPhone:
    """
    phone = normal_phone(typed)
    if phone and len(phone) > LONGEST:
        raise refused(NotAPhone, field, say("Use at most %(most)s characters.", most=LONGEST))
    return phone


def named(session: Session, model: type[Row], key: int | None, field: str, person: Person) -> Row | None:
    """The row a field names, within the person's scope; None for none.

    :raises NotFound: on the field.
    """
    if key is None:
        return None
    row = find(session, model, key, person)
    if row is None:
        raise refused(NotFound, field, say("This entry does not exist or is not yours to see."))
    return row


def entered(
    session: Session, kind: str, row: Any, *, actor: Staff | None, at: datetime, more: Mapping[str, Any] | None = None
) -> AuditEvent:
    """Save a new row and put it on record with everything that was entered, and `more`."""
    values = {name: new for name, (_old, new) in audit.changed(row).items() if name not in SAID_BY_EVENT and new != ""}
    session.add(row)
    save_new(session)
    return audit.record(session, kind, row, actor, at, more={**values, **(more or {})})


def amend(row: Any, values: Mapping[str, Any]) -> None:
    """Set the columns that differ."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def amended(session: Session, kind: str, row: Any, *, actor: Staff, at: datetime, note: str = "") -> AuditEvent:
    """Count a change of a row and put it on record, old and new.

    :raises NothingChanged:
    """
    if not audit.changed(row):
        raise NothingChanged(say("Nothing was changed: the entry says this already."))
    raise_version(row)
    return audit.record(session, kind, row, actor, at, note=note)

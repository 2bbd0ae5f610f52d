"""Fetching a row to change it: in the person's scope, locked, fresh, and still the version they saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Model, Staff
from queries.scope import visible
from terms.people import Person
from terms.refusal import Refusal
from terms.text import say
from workflows.transaction import ChangedMeanwhile, joined

Row = TypeVar("Row", bound=Model)


class NotFound(Refusal):
    """There is no such row, or it lies outside the person's scope: the answer is the same."""


def find(session: Session, model: type[Row], key: int, person: Person) -> Row | None:
    """One row the person may see, to be read; None for every other.

    Many use-cases in one transaction look at the same few regions and products: what one found serves the next.
    """
    shared = joined(session)
    if shared is None:
        return _found(session, model, key, person)
    mark = (model, key, person.id)
    if mark not in shared.found:
        shared.found[mark] = _found(session, model, key, person)
    row: Row | None = shared.found[mark]
    return row


def _found(session: Session, model: type[Row], key: int, person: Person) -> Row | None:
    wanted = select(model).where(model.__table__.c.id == key)
    row: Row | None = session.scalars(visible(wanted, model, person)).one_or_none()
    return row


def find_ahead(session: Session, model: type[Row], keys: Iterable[int], person: Person) -> None:
    """Look many rows up in one statement, for the use-cases of this transaction."""
    shared = joined(session)
    assert shared is not None
    known = shared.found
    wanted = sorted({key for key in keys if (model, key, person.id) not in known})
    if wanted:
        statement = visible(select(model).where(model.__table__.c.id.in_(wanted)), model, person)
        found = {row.id: row for row in session.scalars(statement).unique()}
        known.update({(model, key, person.id): found.get(key) for key in wanted})


def take(session: Session, model: type[Row], key: int, *, actor: Staff, seen: int | None = None) -> Row:
    """Lock and reread one row the person may see.

    seen: the version the person's form was made from; None for callers that read within this transaction.

    :raises NotFound, ChangedMeanwhile:
    """
    return lock(session, visible(select(model), model, actor.as_person()), model, key, seen=seen)


def lock(session: Session, statement: Any, model: type[Row], key: int, *, seen: int | None = None) -> Row:
    """Lock and reread the row of this key among those of the statement."""
    named = (
        statement.where(model.__table__.c.id == key).with_for_update(of=model).execution_options(populate_existing=True)
    )
    row: Row | None = session.scalars(named).one_or_none()
    if row is None:
        raise NotFound(say("This entry does not exist or is not yours to see."))
    if seen is not None and getattr(row, "version", seen) != seen:
        raise _changed(row, seen)
    return row


def raise_version(row: Any) -> None:
    """Count the use-case on the row it was done to."""
    row.version += 1


def _changed(row: Any, seen: int) -> ChangedMeanwhile:
    refusal = ChangedMeanwhile(
        say("Somebody else changed this after you opened it. Your entries are kept; check and send again.")
    )
    refusal.subject, refusal.subject_id, refusal.seen = row.__tablename__, row.id, seen
    return refusal

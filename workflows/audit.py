"""The one way to write the audit: in the transaction of the change itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from models import AuditEvent, Staff
from workflows.transaction import joined

# Never written into the audit, whatever happens to them.
SECRET = frozenset({"password_hash", "secret_hash", "token_hash"})
# Counters, what follows from another column, and a whole issue's text with its digest: they say nothing to a reader.
NOISE = frozenset({"version", "state_since", "seen_at", "pinyin", "content", "digest"})
LONGEST_NOTE = 200


def record(
    session: Session,
    kind: str,
    subject: Any,
    actor: Staff | None,
    at: datetime,
    clause: str = "",
    *,
    principal_id: int | None = None,
    note: str = "",
    more: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event about a row: its changed columns as old and new, plus `more` for what lies in rows beside it.

    kind: `subject.past_participle`, such as `complaint.assigned`.
    principal_id: in whose name a substitute acted.
    """
    shared = joined(session)
    waits = shared is not None and shared.waits and subject.id is None
    # A row that waits to be saved is new: what was entered is said by `more`.
    differs = {} if waits else changed(subject)
    changes = {**differs, **{name: [None, plain(value)] for name, value in (more or {}).items()}}
    event = AuditEvent(
        at=at,
        kind=kind,
        subject=subject.__tablename__,
        subject_id=subject.id,
        version=getattr(subject, "version", None),
        actor_id=actor.id if actor else None,
        principal_id=principal_id,
        clause=clause,
        note=note[:LONGEST_NOTE],
        changes=changes,
        address=session.info.get("address", ""),
    )
    if shared is not None and waits:
        shared.later.append((event, subject))
    else:
        session.add(event)
    return event


def record_list(
    session: Session,
    kind: str,
    table: str,
    actor: Staff,
    at: datetime,
    *,
    note: str = "",
    more: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event about a list and no single row of it: that it was exported."""
    event = AuditEvent(
        at=at,
        kind=kind,
        subject=table,
        subject_id=None,
        actor_id=actor.id,
        note=note[:LONGEST_NOTE],
        changes={name: [None, plain(value)] for name, value in (more or {}).items()},
        address=session.info.get("address", ""),
    )
    session.add(event)
    return event


def changed(row: Any) -> dict[str, list[Any]]:
    """The columns of a row that differ from the database: {name: [old, new]}, secrets and counters left out."""
    state = inspect(row)
    result: dict[str, list[Any]] = {}
    # Most columns were not touched; asking each for its history is what costs.
    untouched = state.unmodified | SECRET | NOISE
    for column in state.mapper.column_attrs:
        if column.key in untouched or not (history := state.attrs[column.key].history).added:
            continue
        old, new = (history.deleted or [None])[0], history.added[0]
        if old != new:
            result[column.key] = [plain(old), plain(new)]
    return result


def plain(value: Any) -> Any:
    """A value as JSON can hold it: exact numbers and times as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    return value

"""The chain over the audit: every commit seals the events it adds, and through them every event before.

The link is made at the very end of the transaction, under a lock that nothing follows but the commit itself: so links
stand in the order of the commits, and two transactions never wait for each other in a circle.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select, text
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from models.audit import AuditEvent, AuditLink

# What stands before the first link.
NOTHING = "0" * 64
# Any number that nothing else in the database locks.
TURN = 7_460_869
UNLINKED = "unlinked_events"
CHUNK = 5000

# What is sealed, for ever: a column that comes later cannot join, or no older event would keep its fingerprint.
COLUMNS = (
    "id", "at", "kind", "subject", "subject_id", "version", "actor_id", "principal_id", "clause", "note", "changes",
    "address",
)  # fmt: skip
_take_turn = text("SELECT pg_advisory_xact_lock(:key)")
_tail = select(AuditLink.seq, AuditLink.hash).order_by(AuditLink.seq.desc()).limit(1)
_add = insert(AuditLink)


def fingerprint(values: Mapping[str, Any]) -> str:
    """SHA-256 of one event, given by its columns: the same for the values that are saved and those read back."""
    facts = {name: values[name] for name in COLUMNS}
    facts["at"] = facts["at"].astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def seal(before: str, seq: int, event_id: int, print_: str) -> str:
    """The hash of a link: of the one before it, its place, its event and that event's fingerprint."""
    return sha256(f"{before} {seq} {event_id} {print_}".encode()).hexdigest()


def link_events(connection: Connection, events: Iterable[Mapping[str, Any]]) -> None:
    """Seal saved events, given by their columns, in this order. For whoever writes events past the ORM.

    Call it last: on PostgreSQL every other commit waits from here on; on SQLite it waits already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_take_turn, {"key": TURN})
    last = connection.execute(_tail).one_or_none()
    seq, before = (last.seq, last.hash) if last else (0, NOTHING)
    source = iter(events)
    while chunk := list(islice(source, CHUNK)):
        links = []
        for values in chunk:
            seq, print_ = seq + 1, fingerprint(values)
            before = seal(before, seq, values["id"], print_)
            links.append({"seq": seq, "event_id": values["id"], "fingerprint": print_, "hash": before})
        connection.execute(_add, links)


def begin_chain(connection: Connection) -> None:
    """Seal what was written before there was a chain. Once it has begun, nothing is sealed but by its own commit."""
    if connection.execute(_tail).first() is None:
        every = select(AuditEvent.__table__).order_by(AuditEvent.id)
        link_events(connection, ({**row} for row in connection.execute(every).mappings()))


@event.listens_for(Session, "after_flush")
def remember(session: Session, _context: UOWTransaction) -> None:
    """Note the events of this flush; they are sealed with the commit."""
    new = [row for row in session.new if type(row) is AuditEvent]
    if new:
        session.info.setdefault(UNLINKED, []).extend(new)


@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, _transaction: SessionTransaction) -> None:
    """Let go of what was taken back: a dry run takes back row after row and never commits."""
    if noted := session.info.get(UNLINKED):
        session.info[UNLINKED] = [row for row in noted if inspect(row).persistent]


@event.listens_for(Session, "before_commit")
def seal_new(session: Session) -> None:
    """Seal what this transaction adds to the audit. A savepoint's events wait for the whole."""
    if session.in_nested_transaction():
        return
    session.flush()
    # Not those of a session that was closed without a word, and used again.
    if rows := [row for row in session.info.pop(UNLINKED, ()) if inspect(row).persistent]:
        link_events(session.connection(), ({name: getattr(row, name) for name in COLUMNS} for row in rows))

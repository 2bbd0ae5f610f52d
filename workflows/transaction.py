"""One use-case, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Staff, Submission
from terms.refusal import Refusal
from terms.text import say


class AlreadySent(Refusal):
    """The same form was sent before and is done."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed the row after this person had opened it.

    seen: the version the person saw; subject and subject_id name the row for whoever shows what changed.
    """

    subject = ""
    subject_id = 0
    seen = 0


TOGETHER = "together"


@dataclass
class Together:
    """What use-cases in one transaction share.

    found: rows looked up by (table, key, person). free: (table, column, value) that nothing has yet. strangers: phones
    without an earlier case. waits: new rows are saved with others in one go; later: events about such rows.
    """

    found: dict[Any, Any] = field(default_factory=dict)
    free: set[Any] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    waits: bool = False
    later: list[tuple[Any, Any]] = field(default_factory=list)


def joined(session: Session) -> Together | None:
    """What the use-cases of this transaction share; None where each has its own."""
    shared: Together | None = session.info.get(TOGETHER)
    return shared


def save_new(session: Session) -> None:
    """Save what was added; together with what follows where that may wait."""
    shared = joined(session)
    if shared is None or not shared.waits:
        session.flush()


def save_waiting(session: Session) -> None:
    """Save everything that waits, and tell the events whose rows have their keys by now."""
    shared = joined(session)
    session.flush()
    if shared is not None and shared.later:
        for event, subject in shared.later:
            event.subject_id = subject.id
        session.add_all(event for event, _subject in shared.later)
        shared.later.clear()
        session.flush()


@contextmanager
def together(session: Session, *, for_good: bool = True, waits: bool = False) -> Iterator[None]:
    """Several use-cases in one transaction: all are saved or none.

    for_good: False rehearses them: every check is made on what the rows would then be, and nothing is kept.
    waits: the caller knows which of them need to see what others enter, and calls `save_waiting` between these.
    """
    session.rollback()
    session.connection(execution_options={"writes": True})
    session.info[TOGETHER] = Together(waits=waits)
    try:
        yield
        save_waiting(session)
        if for_good:
            session.commit()
    finally:
        del session.info[TOGETHER]
        session.rollback()


@contextmanager
def transaction(
    session: Session, *, once: str | None = None, actor: Staff | None = None, at: datetime | None = None
) -> Iterator[None]:
    """Commit everything or nothing.

    Loading the signed-in person began a reading transaction; it is ended first, so that this one takes the write lock
    at its start and reads rows as they are now.

    once: the token of the form that was sent. A second sending is refused, whoever wins the race.

    Within `together` it joins the transaction that is there, and commits nothing.

    :raises AlreadySent, ChangedMeanwhile:
    """
    if joined(session) is not None:
        with session.no_autoflush:
            yield
        # A change is seen by what comes after; an event alone can wait for the next flush.
        if session.dirty:
            session.flush()
        return
    session.rollback()
    session.connection(execution_options={"writes": True})
    try:
        if once is not None and actor is not None and at is not None:
            _claim(session, once, actor, at)
        # Nothing is written half-way through a step: the audit reads old and new before the flush.
        with session.no_autoflush:
            yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _claim(session: Session, token: str, actor: Staff, at: datetime) -> None:
    sent_before = AlreadySent(say("This form was already sent and saved."))
    if session.scalar(select(Submission.token).where(Submission.token == token)):
        raise sent_before
    session.add(Submission(token=token, staff_id=actor.id, done_at=at))
    try:
        session.flush()
    except IntegrityError as error:
        raise sent_before from error

"""One use-case, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

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


@contextmanager
def together(session: Session, *, for_good: bool = True) -> Iterator[None]:
    """Several use-cases in one transaction: all are saved or none.

    for_good: False rehearses them: every check is made on what the rows would then be, and nothing is kept.
    """
    session.rollback()
    session.connection(execution_options={"writes": True})
    session.info[TOGETHER] = True
    try:
        yield
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
    if session.info.get(TOGETHER):
        with session.no_autoflush:
            yield
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

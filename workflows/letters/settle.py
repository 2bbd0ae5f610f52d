"""What becomes of a letter: it is answered, given to somebody, needs no reply, gets files, or is made void."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Letter, Staff
from rules.letters import STEPS, LetterFacts
from rules.records import RecordStep, ensure
from terms.letters import LetterAct, LetterDirection, LetterStatus
from terms.text import say
from terms.time import local_date
from workflows import audit
from workflows.attachments.attach import stored
from workflows.attachments.files import NotAFileWeTake, Ready, Storage, Upload
from workflows.entries import amended, demand, refused
from workflows.letters.enter import LETTERS, Words, WrongDay, attached, demand_handler, made
from workflows.numbers import next_number
from workflows.rows import raise_version, take
from workflows.transaction import transaction


def facts_of(row: Letter) -> LetterFacts:
    """The letter as plain values, for the table."""
    answered = any(reply.status is LetterStatus.SENT for reply in row.replies)
    return LetterFacts(row.status, row.handler_id, row.registered_by_id, answered)


def reply(
    session: Session,
    *,
    letter_id: int,
    subject: str,
    body: str,
    dated_on: date,
    actor: Staff,
    at: datetime,
    storage: Storage,
    address: str = "",
    uploads: list[Upload] | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> Letter:
    """Answer a letter by one of ours, which takes a number of its own; returns ours.

    :raises ActNotPossible, Missing, WrongDay, NotAFileWeTake, NotFound, ChangedMeanwhile:
    """
    with stored(uploads or [], storage) as files, transaction(session, once=once, actor=actor, at=at):
        row = take(session, Letter, letter_id, actor=actor, seen=seen)
        demand(subject=subject, body=body, dated_on=dated_on)
        if not row.dated_on <= dated_on <= local_date(at):
            raise refused(WrongDay, "dated_on", say("The reply is dated between the letter and today."))
        number = next_number(session, LETTERS[LetterDirection.OUTGOING], local_date(at))
        ours = answer_to(row, number=number, subject=subject, body=body, dated_on=dated_on, address=address,
                         actor=actor, at=at)  # fmt: skip
        replied(session, row, ours, files, actor=actor, at=at)
    return ours


def answer_to(
    row: Letter, *, number: str, subject: str, body: str, dated_on: date, address: str, actor: Staff, at: datetime
) -> Letter:
    """Our letter about the same matter; not yet in any session."""
    words = Words(
        dated_on=dated_on, party=row.party, subject=subject, address=address or row.address, body=body,
        customer_id=row.customer_id, complaint_id=row.complaint_id, product_id=row.product_id,
    )  # fmt: skip
    return made(
        number=number, direction=LetterDirection.OUTGOING, words=words, place=(row.region_id, row.department_id),
        handler_id=actor.id, due_on=None, actor=actor, at=at, answers_id=row.id,
    )  # fmt: skip


def replied(session: Session, row: Letter, ours: Letter, files: list[Ready], *, actor: Staff, at: datetime) -> None:
    """The step itself: one event, on the letter answered."""
    begin(row, LetterAct.REPLY, actor)
    row.answered_on = ours.dated_on
    attached(ours, files, actor=actor, at=at)
    raise_version(row)
    audit.record(session, "letter.replied", row, actor, at, more={"reply": ours.number})
    session.add(ours)
    session.flush()


def assign(
    session: Session, *, letter_id: int, handler_id: int, due_on: date, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Letter:  # fmt: skip
    """Give the letter to somebody to answer, until a day.

    :raises ActNotPossible, Missing, NoHandler, WrongDay, NothingChanged, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Letter, letter_id, actor=actor, seen=seen)
        demand(handler_id=handler_id, due_on=due_on)
        begin(row, LetterAct.ASSIGN, actor)
        demand_handler(session, handler_id, actor)
        if due_on < row.dated_on:
            raise refused(WrongDay, "due_on", say("The reply would be due before the letter came."))
        row.handler_id, row.due_on = handler_id, due_on
        amended(session, "letter.assigned", row, actor=actor, at=at)
    return row


def need_no_reply(
    session: Session, *, letter_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Letter:  # fmt: skip
    """Put a letter on file without a reply, with the reason.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Letter, letter_id, actor=actor, seen=seen)
        demand(reason=reason)
        needed_no_reply(session, row, reason=reason, actor=actor, at=at)
    return row


def needed_no_reply(session: Session, row: Letter, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(row, LetterAct.NO_REPLY, actor)
    amended(session, "letter.needed_no_reply", row, actor=actor, at=at, note=reason)


def attach(
    session: Session, *, letter_id: int, uploads: list[Upload], storage: Storage, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Letter:  # fmt: skip
    """Add scanned pages or enclosures.

    :raises ActNotPossible, NotAFileWeTake, NotFound, ChangedMeanwhile:
    """
    if not uploads:
        raise refused(NotAFileWeTake, "uploads", say("Choose a file."))
    with stored(uploads, storage) as files, transaction(session, once=once, actor=actor, at=at):
        row = take(session, Letter, letter_id, actor=actor, seen=seen)
        begin(row, LetterAct.ATTACH, actor)
        attached(row, files, actor=actor, at=at)
        raise_version(row)
        names = [file.original_name for file in files]
        audit.record(session, "letter.attached", row, actor, at, more={"files": names})
    return row


def cancel(
    session: Session, *, letter_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Letter:  # fmt: skip
    """Make a letter void, with the reason; its number stays used. What a void reply answered waits again.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Letter, letter_id, actor=actor, seen=seen)
        demand(reason=reason)
        begin(row, LetterAct.CANCEL, actor)
        row.reason = reason
        _wait_again(session, row)
        amended(session, "letter.cancelled", row, actor=actor, at=at, note=reason)
    return row


def _wait_again(session: Session, ours: Letter) -> None:
    if ours.answers_id is None:
        return
    answered = session.get_one(Letter, ours.answers_id, with_for_update=True, populate_existing=True)
    if any(one.status is LetterStatus.SENT for one in answered.replies if one is not ours):
        return
    answered.status = LetterStatus.WAITING if answered.due_on else LetterStatus.NO_REPLY
    answered.answered_on = None
    raise_version(answered)


def begin(row: Letter, act: LetterAct, actor: Staff) -> RecordStep[LetterFacts]:
    """Refuse an act that the table does not allow; bring the letter into the state it leads to.

    :raises ActNotPossible:
    """
    step = ensure(STEPS, act, facts_of(row), actor.as_person())
    if isinstance(step.to, LetterStatus):
        row.status = step.to
    return step

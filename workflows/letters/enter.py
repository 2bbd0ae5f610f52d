"""Register a letter that came in, or one that goes out; each takes the next number of its series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Complaint, Customer, Letter, LetterFile, Product, Region, Staff
from rules.permissions import Permission, allowed, require
from terms.letters import LetterDirection, LetterStatus
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.attachments.attach import stored
from workflows.attachments.files import Ready, Storage, Upload
from workflows.entries import demand, entered, named, refused
from workflows.numbers import next_number
from workflows.transaction import transaction

# Letters in and letters out are numbered apart.
LETTERS = {LetterDirection.INCOMING: "LH", LetterDirection.OUTGOING: "QH"}


class NoHandler(Refusal):
    """The person named answers no letters."""


class WrongDay(Refusal):
    """A letter of tomorrow, or a reply due before the letter came."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, and whom and what it is about; keys of rows in the person's sight."""

    dated_on: date
    party: str
    subject: str
    address: str = ""
    body: str = ""
    customer_id: int | None = None
    complaint_id: int | None = None
    product_id: int | None = None


def register(
    session: Session,
    *,
    direction: LetterDirection,
    words: Words,
    actor: Staff,
    at: datetime,
    storage: Storage,
    handler_id: int | None = None,
    due_on: date | None = None,
    uploads: list[Upload] | None = None,
    once: str | None = None,
) -> Letter:
    """Save one letter under the next number.

    due_on: until when a letter in is to be answered; None: no reply is needed. handler_id: who answers; else the actor.

    Source: P22 二6; P06 二; IN-30.
    :raises NotPermitted, Missing, NoHandler, WrongDay, NotFound, NotAFileWeTake, AlreadySent:
    """
    with stored(uploads or [], storage) as files, transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.LETTER_WRITE)
        check(words, due_on, at)
        place = find_place(session, words, actor)
        demand_handler(session, handler_id, actor)
        number = next_number(session, LETTERS[direction], local_date(at))
        row = made(number=number, direction=direction, words=words, place=place, handler_id=handler_id or actor.id,
                   due_on=due_on if direction is LetterDirection.INCOMING else None, actor=actor, at=at)  # fmt: skip
        attached(row, files, actor=actor, at=at)
        put_in(session, row, actor=actor, at=at)
    return row


# A region's key and its department's.
Place = tuple[int | None, int | None]


def made(
    *, number: str, direction: LetterDirection, words: Words, place: Place, handler_id: int, due_on: date | None,
    actor: Staff, at: datetime, answers_id: int | None = None,
) -> Letter:  # fmt: skip
    """The letter as it stands; not yet in any session."""
    waits = LetterStatus.WAITING if due_on else LetterStatus.NO_REPLY
    return Letter(
        number=number, direction=direction,
        status=LetterStatus.SENT if direction is LetterDirection.OUTGOING else waits,
        dated_on=words.dated_on, party=words.party, address=words.address, subject=words.subject, body=words.body,
        customer_id=words.customer_id, complaint_id=words.complaint_id, product_id=words.product_id,
        region_id=place[0], department_id=place[1], answers_id=answers_id, handler_id=handler_id, due_on=due_on,
        registered_at=at, registered_by_id=actor.id, reason="", version=1,
    )  # fmt: skip


def put_in(session: Session, row: Letter, *, actor: Staff, at: datetime) -> None:
    """Save the new letter and put it on record."""
    entered(session, KINDS[row.direction], row, actor=actor, at=at)


KINDS = {LetterDirection.INCOMING: "letter.received", LetterDirection.OUTGOING: "letter.sent"}


def attached(row: Letter, files: list[Ready], *, actor: Staff, at: datetime) -> None:
    """The rows of files that are on disk."""
    for file in files:
        row.files.append(
            LetterFile(
                original_name=file.original_name, stored_name=file.stored_name, media_type=file.media_type,
                size=len(file.content), sha256=file.sha256, added_at=at, added_by_id=actor.id,
            )
        )  # fmt: skip


def check(words: Words, due_on: date | None, at: datetime) -> None:
    """:raises Missing, WrongDay:"""
    demand(dated_on=words.dated_on, party=words.party, subject=words.subject)
    if words.dated_on > local_date(at):
        raise refused(WrongDay, "dated_on", say("This day has not come yet."))
    if due_on is not None and due_on < words.dated_on:
        raise refused(WrongDay, "due_on", say("The reply would be due before the letter came."))


def find_place(session: Session, words: Words, actor: Staff) -> Place:
    """Whose matter the letter is: the case's region, the customer's, else the region of whoever registers it.

    :raises NotFound: a case, customer or product out of sight.
    """
    person = actor.as_person()
    named(session, Product, words.product_id, "product_id", person)
    case = named(session, Complaint, words.complaint_id, "complaint_id", person)
    customer = named(session, Customer, words.customer_id, "customer_id", person)
    if case is not None:
        return case.region_id, case.department_id
    if customer is not None:
        return customer.region_id, session.get_one(Region, customer.region_id).department_id
    return actor.region_id, actor.department_id


def demand_handler(session: Session, handler_id: int | None, actor: Staff) -> None:
    """:raises NoHandler, NotFound:"""
    if handler_id is None or handler_id == actor.id:
        return
    handler = named(session, Staff, handler_id, "handler_id", actor.as_person())
    if handler is None or not handler.is_active or not allowed(handler.roles, Permission.LETTER_WRITE):
        raise refused(NoHandler, "handler_id", say("Choose somebody who answers letters."))

"""Say of which class a case is, or say it anew: the limit of the class counts from where the case began."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff, TimeMark
from queries.rulebook import policy_of
from queries.running_clocks import standing_of
from rulebook import Book
from rules.classes import known_class, points_of
from rules.lifecycle import Viewer
from terms.classes import CaseClass
from terms.complaint import Act
from terms.limits import ClockEvent
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, take_case
from workflows.clocks import note_lateness, overdue, refresh
from workflows.transaction import transaction
from workflows.words import need

KINDS = {Act.CLASSIFY: "complaint.classed", Act.RECLASSIFY: "complaint.reclassed"}


class SameClass(Refusal):
    """The class is the one the case has."""


class TooLateToClass(Refusal):
    """A time limit has run out that this class would put off: nobody gives new time to themselves."""


def classify(
    session: Session, *, complaint_id: int, case_class: CaseClass, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Say of which class a case is that nobody has classed yet.

    :raises NotPossible, UnknownClass, TooLateToClass, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        classed(session, case, by, act=Act.CLASSIFY, case_class=case_class, reason="", actor=actor, at=at)
    return case


def reclassify(
    session: Session, *, complaint_id: int, case_class: CaseClass, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Give a case another class, or the first one, with the reason; time already gone stays gone.

    :raises NotPossible, UnknownClass, SameClass, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        classed(session, case, by, act=Act.RECLASSIFY, case_class=case_class, reason=reason, actor=actor, at=at)
    return case


def classed(
    session: Session,
    case: Complaint,
    by: Viewer,
    *,
    act: Act,
    case_class: CaseClass,
    reason: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself, for the first class and every other."""
    begin(case, act, by)
    book = policy_of(case)
    known_class(case_class, book.classes)
    note_lateness(case, book, at)
    if case_class is case.case_class:
        text = say("It is of this class already.")
        raise SameClass(text, fields=(("case_class", text),))
    if act is Act.CLASSIFY:
        _ensure_in_time(case, case_class, book, at)
    clause = book.classes.classes[case_class].clause
    before = case.case_class
    case.time_marks.append(
        TimeMark(
            event=ClockEvent.RECLASSED,
            at=at,
            by_id=actor.id,
            reason=reason,
            class_before=before,
            case_class=case_class,
            clause=clause,
        )
    )
    case.priority += points_of(case_class, book.classes) - points_of(before, book.classes)
    case.case_class = case_class
    refresh(case, book, at, lifts=act is Act.RECLASSIFY)
    audit.record(session, KINDS[act], case, actor, at, clause, note=reason)


def _ensure_in_time(case: Complaint, case_class: CaseClass, book: Book, at: datetime) -> None:
    """Until a limit has run out the handler says the class; afterwards none that gives more time (SL-20..22).

    :raises TooLateToClass:
    """
    for row in overdue(case, book, at):
        new = standing_of(row, book, at, were=case_class)
        if new is None or new.due_at > row.due_at:
            text = say(
                "Its time ran out on %(due)s; a class that gives more is given by a supervisor or head who does not "
                "handle it, with the reason.", due=row.due_at,
            )  # fmt: skip
            raise TooLateToClass(text, clause=row.clause, fields=(("case_class", text),))

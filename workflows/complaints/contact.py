"""Talk to the complainant at once and write down what was said (P06 五(1))."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Contact, Staff
from rules.lifecycle import Viewer
from rules.permissions import Permission, allowed
from terms.complaint import Act, Channel
from workflows import audit
from workflows.case import begin, move, stop_for, take_case
from workflows.transaction import transaction
from workflows.words import need


def contact(
    session: Session,
    *,
    complaint_id: int,
    channel: Channel,
    reached: bool,
    said: str,
    actor: Staff,
    at: datetime,
    next_promise_at: datetime | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Record one talk; a handler of the case's department who makes the first on an unassigned case takes it over.

    Anybody else who took the call only passes it on (P06 五(2)): the case then waits to be assigned.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(said=said)
        contacted(
            session,
            case,
            by,
            channel=channel,
            reached=reached,
            said=said,
            next_promise_at=next_promise_at,
            actor=actor,
            at=at,
        )
    return case


def contacted(
    session: Session,
    case: Complaint,
    by: Viewer,
    *,
    channel: Channel,
    reached: bool,
    said: str,
    actor: Staff,
    at: datetime,
    next_promise_at: datetime | None = None,
) -> None:
    """The step itself."""
    step = begin(case, Act.CONTACT, by)
    case.contacts.append(
        Contact(
            contacted_at=at,
            contacted_by_id=actor.id,
            channel=channel,
            reached=reached,
            said=said,
            next_promise_at=next_promise_at,
        )
    )
    handler = allowed(actor.roles, Permission.COMPLAINT_HANDLE) and actor.department_id == case.department_id
    if case.assigned_to_id is None and handler:
        case.assigned_to_id = actor.id
    if reached:
        stop_for(case, Act.CONTACT, at)
    move(case, step.to, at)
    audit.record(session, "complaint.contacted", case, actor, at, step.clause, note=said, more={"reached": reached})

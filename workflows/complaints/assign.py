"""The department head or supervisor gives a case to somebody (P06 五(3))."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Complaint, Staff
from queries.scope import visible
from rules.lifecycle import Viewer
from rules.permissions import Permission, allowed
from terms.complaint import Act
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.rows import NotFound
from workflows.transaction import transaction


class CannotHandle(Refusal):
    """The person chosen cannot handle this case."""


def assign(
    session: Session,
    *,
    complaint_id: int,
    to_id: int,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Give one case to one person of its department.

    :raises NotPossible, CannotHandle, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        named = visible(select(Staff).where(Staff.id == to_id), Staff, actor.as_person())
        assigned(session, case, by, to=session.scalars(named).one_or_none(), actor=actor, at=at)
    return case


def assigned(session: Session, case: Complaint, by: Viewer, *, to: Staff | None, actor: Staff, at: datetime) -> None:
    """The step itself. to: None when nobody of that key is in the actor's sight."""
    step = begin(case, Act.ASSIGN, by)
    if to is None:
        text = say("This entry does not exist or is not yours to see.")
        raise NotFound(text, fields=(("to_id", text),))
    fit = to.is_active and allowed(to.roles, Permission.COMPLAINT_HANDLE) and to.department_id == case.department_id
    if not fit:
        text = say(
            "%(name)s cannot handle this case: choose an active clerk, supervisor or head of its department.",
            name=to.name,
        )
        raise CannotHandle(text, clause=step.clause, fields=(("to_id", text),))
    case.assigned_to_id = to.id
    move(case, step.leads_to(case.state), at)
    audit.record(session, "complaint.assigned", case, actor, at, step.clause, note=to.name)

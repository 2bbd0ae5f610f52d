"""The engineer was there: what was done, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import ServiceRecord, Staff
from terms.people import Role
from terms.refusal import Refusal
from terms.service import ServiceAct
from terms.text import say
from workflows.entries import amended, demand, refused
from workflows.services.case import begin, take_record
from workflows.transaction import transaction


class NotYet(Refusal):
    """A visit in the future, or before it was asked for."""


def visit(
    session: Session,
    *,
    service_record_id: int,
    visited_at: datetime,
    work_done: str,
    result: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Record one visit. The next one's words replace those of a visit that was not accepted; both stay on record.

    :raises ServiceNotPossible, Missing, NotYet, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_record(session, service_record_id, actor=actor, seen=seen)
        demand(visited_at=visited_at, work_done=work_done, result=result)
        if visited_at > at:
            raise refused(NotYet, "visited_at", say("This time has not come yet."))
        if visited_at < row.requested_at.replace(second=0, microsecond=0):
            raise refused(NotYet, "visited_at", say("The visit lies before the request."))
        visited(session, row, visited_at=visited_at, work_done=work_done, result=result, actor=actor, at=at)
    return row


def visited(
    session: Session,
    row: ServiceRecord,
    *,
    visited_at: datetime,
    work_done: str,
    result: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself."""
    begin(row, ServiceAct.VISIT, actor)
    if row.engineer_id is None and Role.SERVICE_ENGINEER in actor.roles:
        row.engineer_id = actor.id
    row.visited_at, row.work_done, row.result = visited_at, work_done, result
    row.rating = None
    amended(session, "service_record.visited", row, actor=actor, at=at)

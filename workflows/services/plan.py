"""Say who goes, and when; or correct what was asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Product, ServiceRecord, Staff
from terms.complaint import Clock
from terms.people import Role
from terms.refusal import Refusal
from terms.service import ServiceAct, ServiceKind
from terms.text import say
from workflows.case import stop_clocks
from workflows.entries import amend, amended, demand, named, refused
from workflows.services.case import begin, take_record
from workflows.transaction import transaction


class NoEngineer(Refusal):
    """The person named makes no visits."""


class Past(Refusal):
    """A plan for a time gone by."""


def plan(
    session: Session,
    *,
    service_record_id: int,
    engineer_id: int,
    planned_at: datetime,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Give the visit to one engineer at one time.

    :raises ServiceNotPossible, Missing, NoEngineer, Past, NothingChanged, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_record(session, service_record_id, actor=actor, seen=seen)
        demand(engineer_id=engineer_id, planned_at=planned_at)
        demand_engineer(session, engineer_id)
        if planned_at < at:
            raise refused(Past, "planned_at", say("This time is over. Choose a later one."))
        planned(session, row, engineer_id=engineer_id, planned_at=planned_at, actor=actor, at=at)
    return row


def planned(
    session: Session, row: ServiceRecord, *, engineer_id: int, planned_at: datetime, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(row, ServiceAct.PLAN, actor)
    amend(row, {"engineer_id": engineer_id, "planned_at": planned_at})
    if row.complaint is not None:
        stop_clocks(row.complaint, at, Clock.REPAIR_ARRANGED)
    amended(session, "service_record.planned", row, actor=actor, at=at)


def change(
    session: Session,
    *,
    service_record_id: int,
    kind: ServiceKind,
    request: str,
    actor: Staff,
    at: datetime,
    place: str = "",
    product_id: int | None = None,
    seen: int | None = None,
    once: str | None = None,
) -> ServiceRecord:
    """Correct what was asked, before anybody went.

    :raises ServiceNotPossible, Missing, NothingChanged, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        row = take_record(session, service_record_id, actor=actor, seen=seen)
        demand(request=request)
        named(session, Product, product_id, "product_id", actor.as_person())
        begin(row, ServiceAct.CHANGE, actor)
        amend(row, {"kind": kind, "request": request, "place": place, "product_id": product_id})
        amended(session, "service_record.changed", row, actor=actor, at=at)
    return row


def demand_engineer(session: Session, engineer_id: int | None) -> None:
    """:raises NoEngineer:"""
    if engineer_id is None:
        return
    engineer = session.get(Staff, engineer_id)
    if engineer is None or not engineer.is_active or Role.SERVICE_ENGINEER not in engineer.roles:
        raise refused(NoEngineer, "engineer_id", say("Choose an active service engineer."))

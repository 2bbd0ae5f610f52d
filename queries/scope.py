"""Who sees which rows: the only place that knows. Deny by default.

    clerk: own cases, own region's customers      supervisor: the region       department head: the department
    director, general manager, general office, quality: the company            sales administration: the department
    finance, logistics: what reached them         service engineer: own service records and their cases
    administrator: set-up, never a case        substitute: also what waits for the principal's signature

Several roles add up. List, count, details, lookups, export and use-cases all ask `visible`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList

from models import (
    Attachment,
    AuditEvent,
    AuthSession,
    Batch,
    CallBack,
    Complaint,
    ComplaintClock,
    Contact,
    Customer,
    DailyReport,
    Department,
    Execution,
    FalseReport,
    Filing,
    Finding,
    JobRun,
    Product,
    Region,
    ServiceRecord,
    Settlement,
    SettlementLine,
    Shipment,
    Signature,
    Staff,
    StaffRole,
    Substitution,
)
from rules.permissions import Permission, allowed
from terms.complaint import Verdict
from terms.people import Person, Role
from terms.trade import CustomerKind

COMPANY = (Role.DIRECTOR, Role.GENERAL_MANAGER, Role.GENERAL_OFFICE, Role.QUALITY)
DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)
# Whoever takes a call registers it wherever it belongs (P06 五(2)), and still sees what became of it.
TAKES_CALLS = (Role.CLERK, Role.SUPERVISOR, *DEPARTMENT)
# Goods are shipped to these; logistics works with all of them.
TRADE = (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER, CustomerKind.SALES_POINT)

Condition = ColumnElement[bool]


def visible(statement: Select[Any], model: type[Any], person: Person | None) -> Select[Any]:
    """The statement, limited to the rows of `model` this person may see."""
    return statement.where(condition(model, person))


def condition(model: type[Any], person: Person | None) -> Condition:
    """The condition under which a row of `model` is this person's to see."""
    rule = RULES.get(model)
    return false() if person is None or rule is None else rule(person)


def alternatives(model: type[Any], person: Person | None) -> list[Condition]:
    """The reasons for which this person may see rows of `model`, each by itself: `condition` is that one of them holds.

    An index gives the rows of one reason in order, but never those of several asked together.
    """
    whole = condition(model, person)
    several = isinstance(whole, BooleanClauseList) and whole.operator is operators.or_
    return list(whole.clauses) if several else [whole]


def _any(parts: list[Condition]) -> Condition:
    return or_(*parts) if parts else false()


def _among(column: Any, keys: Select[Any]) -> Condition:
    """Whether a key is one of these. A table that the statement around it reads too is read anew, never shared: shared,
    the condition would speak of the outer row only.
    """
    found: Condition = column.in_(keys.correlate(None))
    return found


def _territory(person: Person, model: type[Any]) -> list[Condition]:
    """The company, the department or the region of a person, as far as their roles reach."""
    if person.is_any(*COMPANY):
        return [true()]
    parts: list[Condition] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        parts.append(model.department_id == person.department_id)
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        parts.append(model.region_id == person.region_id)
    return parts


def _complaints(person: Person) -> Condition:
    parts = _territory(person, Complaint)
    if person.is_any(*TAKES_CALLS):
        parts += [Complaint.assigned_to_id == person.id, Complaint.registered_by_id == person.id]
    parts += _reached_by(person)
    if person.is_any(Role.SERVICE_ENGINEER):
        own = select(ServiceRecord.complaint_id).where(ServiceRecord.engineer_id == person.id)
        parts.append(_among(Complaint.id, own.where(ServiceRecord.complaint_id.is_not(None))))
    return _any(parts + _stood_in(person))


def _stood_in(person: Person) -> list[Condition]:
    """What waits for those a person stands in for, and what the person signed meanwhile."""
    if not person.standing_in:
        return []
    waiting = [
        and_(reach, _asked(Signature.verdict == Verdict.PENDING, Signature.role == role))
        for principal in person.standing_in
        for role, reach in _ladder_reach(principal)
    ]
    return [*waiting, _asked(Signature.signer_id == person.id)]


def _ladder_reach(person: Person) -> Iterator[tuple[Role, Condition]]:
    """The ladder roles above the clerk's that a person holds, each with the cases it reaches."""
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        yield Role.SUPERVISOR, Complaint.region_id == person.region_id
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        yield Role.DEPARTMENT_HEAD, Complaint.department_id == person.department_id
    for role in (Role.DIRECTOR, Role.GENERAL_MANAGER):
        if person.is_any(role):
            yield role, true()


def _asked(*signature: Condition) -> Condition:
    asked = select(Settlement.complaint_id).join(Signature, Signature.settlement_id == Settlement.id)
    return _among(Complaint.id, asked.where(*signature))


def _reached_by(person: Person) -> list[Condition]:
    """The cases that reached finance or logistics: money or goods to give, goods to take in.

    Goods are given in most cases: looked up case by case. Money and goods to take in are rare: their cases are listed.
    """
    parts: list[Condition] = []
    if person.is_any(Role.LOGISTICS):
        parts.append(_goods_given())
        parts.append(_among(Complaint.id, select(Settlement.complaint_id).where(Settlement.needs_goods_received)))
    if person.is_any(Role.FINANCE):
        parts.append(_among(Complaint.id, select(Execution.complaint_id).where(Execution.needs_cash)))
    return parts


def _goods_given() -> Condition:
    # A statement over exchange orders asks for cases too: its orders are not the ones meant here.
    return exists().where(Execution.complaint_id == Complaint.id, Execution.needs_goods).correlate(Complaint)


def _of_complaint(column: Any) -> Callable[[Person], Condition]:
    """A row beside a complaint is seen by whoever sees the complaint."""
    return lambda person: _among(column, select(Complaint.id).where(_complaints(person)))


def _of_settlement(column: Any) -> Callable[[Person], Condition]:
    return lambda person: _among(
        column,
        select(Settlement.id).join(Complaint, Settlement.complaint_id == Complaint.id).where(_complaints(person)),
    )


def _guarded(permission: Permission, rule: Callable[[Person], Condition]) -> Callable[[Person], Condition]:
    """Rows of a subject whose door is closed to the person are none of theirs."""
    return lambda person: rule(person) if allowed(person.roles, permission) else false()


def _customers(person: Person) -> Condition:
    if person.is_any(*COMPANY):
        return true()
    parts: list[Condition] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        parts.append(_among(Customer.region_id, select(Region.id).where(Region.department_id == person.department_id)))
    if person.is_any(Role.CLERK, Role.SUPERVISOR) and person.region_id is not None:
        parts.append(Customer.region_id == person.region_id)
    if person.is_any(Role.LOGISTICS):
        parts.append(Customer.kind.in_(TRADE))
    if person.is_any(Role.FINANCE, Role.LOGISTICS):
        reached = exists().where(Complaint.customer_id == Customer.id, _any(_reached_by(person)))
        parts.append(reached.correlate(Customer))
    if person.is_any(Role.SERVICE_ENGINEER):
        parts.append(
            _among(Customer.id, select(ServiceRecord.customer_id).where(ServiceRecord.engineer_id == person.id))
        )
    return _any(parts)


def _shipments(person: Person) -> Condition:
    return _among(Shipment.customer_id, select(Customer.id).where(_customers(person)))


def _service_records(person: Person) -> Condition:
    parts = _territory(person, ServiceRecord)
    if person.is_any(Role.SERVICE_ENGINEER):
        parts.append(ServiceRecord.engineer_id == person.id)
    if person.is_any(Role.CLERK):
        parts.append(ServiceRecord.requested_by_id == person.id)
    return _any(parts)


def _staff(person: Person) -> Condition:
    if person.is_any(Role.ADMINISTRATOR, Role.HUMAN_RESOURCES, *COMPANY):
        return true()
    parts: list[Condition] = [Staff.id == person.id]
    if person.department_id is not None:
        parts.append(Staff.department_id == person.department_id)
    # Whoever asks for a service says who goes; the engineers have a department of their own.
    if allowed(person.roles, Permission.SERVICE_REQUEST):
        goes = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role == Role.SERVICE_ENGINEER)
        parts.append(goes.correlate(Staff))
    return or_(*parts)


def _substitutions(person: Person) -> Condition:
    if person.is_any(Role.ADMINISTRATOR, Role.HUMAN_RESOURCES):
        return true()
    return or_(Substitution.principal_id == person.id, Substitution.substitute_id == person.id)


# What an administrator may read of the audit: set-up and log-ins, never what was decided on a case.
SET_UP = ("staff", "department", "region", "product", "batch", "substitution", "auth_session", "customer", "shipment")


def _audit(person: Person) -> Condition:
    if person.is_any(Role.GENERAL_MANAGER):
        return true()
    return AuditEvent.subject.in_(SET_UP) if person.is_any(Role.ADMINISTRATOR) else false()


def _own_sessions(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else AuthSession.staff_id == person.id


def _daily_reports(person: Person) -> Condition:
    return true() if person.is_any(*COMPANY) else false()


def _everybody(_person: Person) -> Condition:
    return true()


def _machinery(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else false()


RULES: dict[type[Any], Callable[[Person], Condition]] = {
    Complaint: _guarded(Permission.COMPLAINT_READ, _complaints),
    ComplaintClock: _of_complaint(ComplaintClock.complaint_id),
    Contact: _of_complaint(Contact.complaint_id),
    Finding: _of_complaint(Finding.complaint_id),
    FalseReport: _guarded(Permission.CALL_BACK_READ, _of_complaint(FalseReport.complaint_id)),
    Attachment: _of_complaint(Attachment.complaint_id),
    CallBack: _guarded(Permission.CALL_BACK_READ, _of_complaint(CallBack.complaint_id)),
    Settlement: _guarded(Permission.SETTLEMENT_READ, _of_complaint(Settlement.complaint_id)),
    SettlementLine: _guarded(Permission.SETTLEMENT_READ, _of_settlement(SettlementLine.settlement_id)),
    Signature: _guarded(Permission.SETTLEMENT_READ, _of_settlement(Signature.settlement_id)),
    Filing: _guarded(Permission.FILING_READ, _of_settlement(Filing.settlement_id)),
    Execution: _guarded(Permission.SETTLEMENT_READ, _of_complaint(Execution.complaint_id)),
    ServiceRecord: _guarded(Permission.SERVICE_READ, _service_records),
    Customer: _guarded(Permission.CUSTOMER_READ, _customers),
    Shipment: _guarded(Permission.SHIPMENT_READ, _shipments),
    DailyReport: _daily_reports,
    Product: _guarded(Permission.PRODUCT_READ, _everybody),
    Batch: _guarded(Permission.PRODUCT_READ, _everybody),
    Department: _guarded(Permission.ORGANISATION_READ, _everybody),
    Region: _guarded(Permission.ORGANISATION_READ, _everybody),
    Staff: _guarded(Permission.STAFF_READ, _staff),
    Substitution: _substitutions,
    AuthSession: _own_sessions,
    AuditEvent: _guarded(Permission.AUDIT_READ, _audit),
    JobRun: _machinery,
}

"""Who sees which rows: the only place that knows. Deny by default.

    clerk: own cases, own region's customers      supervisor: the region       department head: the department
    director, general manager, general office, quality: the company            sales administration: the department
    finance, logistics: what reached them         service engineer: own service records and their cases
    administrator: set-up, never a case        substitute: also what waits for the principal's signature

Several roles add up. List, count, details, lookups, export and use-cases all ask `visible`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import True_
from sqlalchemy.sql.functions import FunctionElement

from models import (
    Attachment,
    AuditEvent,
    AuthSession,
    Batch,
    CallBack,
    CompanySummary,
    Complaint,
    ComplaintClock,
    Contact,
    Cost,
    Customer,
    DailyReport,
    DeliveryPaper,
    Department,
    DepartmentSummary,
    Execution,
    FalseReport,
    FileImport,
    Filing,
    Finding,
    FormCount,
    FormMove,
    GlassQuarter,
    HandlingForm,
    ImportRow,
    JobRun,
    JobTurn,
    Letter,
    LetterFile,
    Month,
    MonthApproval,
    MonthReopening,
    PenaltyEntry,
    Product,
    Region,
    Replenishment,
    ReplenishmentLine,
    ServiceRecord,
    Settlement,
    SettlementLine,
    Shipment,
    Signature,
    Staff,
    StaffRole,
    Substitution,
    Wage,
    Work,
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
Rule = Callable[[Person], "list[Reason]"]


def visible(statement: Select[Any], model: type[Any], person: Person | None) -> Select[Any]:
    """The statement, limited to the rows of `model` this person may see."""
    return statement.where(condition(model, person))


def condition(model: type[Any], person: Person | None) -> Condition:
    """The condition under which a row of `model` is this person's to see."""
    return _any([reason.each for reason in _reasons(model, person)])


def checked(statement: Select[Any], model: type[Any], person: Person | None) -> Select[Any]:
    """The same as `visible`, for statements whose own conditions find the rows: a month's, a day's.

    SQLite would find them by the scope, and read all a region ever had for its last month.
    """
    return statement.where(unindexed(condition(model, person)))


def unindexed(asked: Condition) -> Condition:
    """A condition asked of rows that others have found: SQLite would otherwise begin with it."""
    return _Checked(asked)


class _Checked(FunctionElement[bool]):
    """A condition that no index is used for."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002  SQLAlchemy's name
        return self


@compiles(_Checked)
def _plainly(element: Any, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(_Checked, "sqlite")
def _without_index(element: Any, compiler: Any, **kw: Any) -> str:
    return f"+({compiler.process(element.clauses, **kw)})"


def alternatives(model: type[Any], person: Person | None) -> list[Condition]:
    """The reasons for which this person may see rows of `model`, each by itself: `condition` is that one of them holds.

    For lists: an index gives the rows of one reason in order, but never those of several asked together.
    """
    listed = [reason.listed for reason in _reasons(model, person)] or [false()]
    return [true()] if any(isinstance(one, True_) for one in listed) else listed


@dataclass(frozen=True)
class Reason:
    """Why somebody may see rows.

    each: the condition, asked of one row. listed: the same, as all such rows are found quickest.
    many: whether it gives a large part of the table, so that asking the newest rows one by one soon finds some.
    """

    each: Condition
    listed: Condition
    many: bool = False


def _reasons(model: type[Any], person: Person | None) -> list[Reason]:
    rule = RULES.get(model)
    return [] if person is None or rule is None else rule(person)


def _plain(each: Condition, *, many: bool = False) -> Reason:
    return Reason(each, each, many)


def _any(parts: list[Condition]) -> Condition:
    return or_(*parts) if parts else false()


def _among(column: Any, keys: Select[Any]) -> Condition:
    """Whether a key is one of these. A table that the statement around it reads too is read anew, never shared: shared,
    the condition would speak of the outer row only.
    """
    found: Condition = column.in_(keys.correlate(None))
    return found


def _named_by(key: Any, column: Any, *conditions: Any) -> Reason:
    """Rows whose key stands in a column of other rows; few enough to be listed."""
    each = exists().where(column == key, *conditions).correlate(key.table)
    return Reason(each, _among(key, select(column).where(column.is_not(None), *conditions)))


def _territory(person: Person, model: type[Any]) -> list[Reason]:
    """The company, the department or the region of a person, as far as their roles reach."""
    if person.is_any(*COMPANY):
        return [_plain(true(), many=True)]
    reasons: list[Reason] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        reasons.append(_plain(model.department_id == person.department_id, many=True))
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        reasons.append(_plain(model.region_id == person.region_id, many=True))
    return reasons


def _complaints(person: Person) -> list[Reason]:
    reasons = _territory(person, Complaint)
    if person.is_any(*TAKES_CALLS):
        reasons += [_plain(Complaint.assigned_to_id == person.id), _plain(Complaint.registered_by_id == person.id)]
    reasons += _reached_by(person)
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(_named_by(Complaint.id, ServiceRecord.complaint_id, ServiceRecord.engineer_id == person.id))
    return reasons + _stood_in(person)


def _stood_in(person: Person) -> list[Reason]:
    """What waits for those a person stands in for, and what the person signed meanwhile."""
    if not person.standing_in:
        return []
    waiting = [
        _asked(reach, Signature.verdict == Verdict.PENDING, Signature.role == role)
        for principal in person.standing_in
        for role, reach in _ladder_reach(principal)
    ]
    return [*waiting, _asked(true(), Signature.signer_id == person.id)]


def _ladder_reach(person: Person) -> Iterator[tuple[Role, Condition]]:
    """The ladder roles above the clerk's that a person holds, each with the cases it reaches."""
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        yield Role.SUPERVISOR, Complaint.region_id == person.region_id
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        yield Role.DEPARTMENT_HEAD, Complaint.department_id == person.department_id
    for role in (Role.DIRECTOR, Role.GENERAL_MANAGER):
        if person.is_any(role):
            yield role, true()


def _asked(reach: Condition, *signature: Condition) -> Reason:
    """Cases within reach that a signature is or was asked for."""
    reason = _named_by(Complaint.id, Settlement.complaint_id, Signature.settlement_id == Settlement.id, *signature)
    return Reason(and_(reach, reason.each), and_(reach, reason.listed))


def _reached_by(person: Person) -> list[Reason]:
    """The cases that reached finance or logistics: money or goods to give, goods to take in."""
    reasons: list[Reason] = []
    if person.is_any(Role.LOGISTICS):
        goods = exists().where(Execution.complaint_id == Complaint.id, Execution.needs_goods)
        reasons.append(_plain(goods.correlate(Complaint), many=True))
        reasons.append(_named_by(Complaint.id, Settlement.complaint_id, Settlement.needs_goods_received))
    if person.is_any(Role.FINANCE):
        reasons.append(_named_by(Complaint.id, Execution.complaint_id, Execution.needs_cash))
    return reasons


def _beside(column: Any, key: Any, keys: Select[Any], reasons: list[Reason]) -> list[Reason]:
    """The same reasons for rows of another table. column: their key to it; keys: all such keys; key: their column."""

    def beside(reason: Reason) -> Reason:
        each = keys.where(key == column, reason.each).correlate(column.table).exists()
        listed = each if reason.many else _among(column, keys.where(key.is_not(None), reason.listed))
        return Reason(each, listed, reason.many)

    return [beside(reason) for reason in reasons]


def _of_complaint(column: Any) -> Rule:
    """A row beside a complaint is seen by whoever sees the complaint."""
    return lambda person: _beside(column, Complaint.id, select(Complaint.id), _complaints(person))


def _of_settlement(column: Any) -> Rule:
    keys = select(Settlement.id).join(Complaint, Settlement.complaint_id == Complaint.id)
    return lambda person: _beside(column, Settlement.id, keys, _complaints(person))


def _guarded(permission: Permission, rule: Rule) -> Rule:
    """Rows of a subject whose door is closed to the person are none of theirs."""
    return lambda person: rule(person) if allowed(person.roles, permission) else []


def _customers(person: Person) -> list[Reason]:
    if person.is_any(*COMPANY):
        return [_plain(true(), many=True)]
    reasons: list[Reason] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        regions = select(Region.id).where(Region.department_id == person.department_id)
        reasons.append(_plain(_among(Customer.region_id, regions), many=True))
    if person.is_any(Role.CLERK, Role.SUPERVISOR) and person.region_id is not None:
        reasons.append(_plain(Customer.region_id == person.region_id, many=True))
    if person.is_any(Role.LOGISTICS):
        reasons.append(_plain(Customer.kind.in_(TRADE), many=True))
    if person.is_any(Role.FINANCE):
        # Finance keeps the accounts of distributors: what they claim, and what was replenished (P06 五(7)).
        reasons.append(_plain(Customer.kind == CustomerKind.DISTRIBUTOR, many=True))
    reasons += _beside(Customer.id, Complaint.customer_id, select(Complaint.customer_id), _reached_by(person))
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(_named_by(Customer.id, ServiceRecord.customer_id, ServiceRecord.engineer_id == person.id))
    return reasons


def _shipments(person: Person) -> list[Reason]:
    return _beside(Shipment.customer_id, Customer.id, select(Customer.id), _customers(person))


def _service_records(person: Person) -> list[Reason]:
    reasons = _territory(person, ServiceRecord)
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(_plain(ServiceRecord.engineer_id == person.id))
    if person.is_any(Role.CLERK):
        reasons.append(_plain(ServiceRecord.requested_by_id == person.id))
    return reasons


def _handling_forms(person: Person) -> list[Reason]:
    """With its case, and whatever is in one's own hands."""
    held = _plain(HandlingForm.held_by_id == person.id)
    return [*_of_complaint(HandlingForm.complaint_id)(person), held]


def _form_counts(person: Person) -> Condition:
    if person.is_any(*COMPANY):
        return true()
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        return FormCount.department_id == person.department_id
    return false()


def _costs(person: Person) -> list[Reason]:
    """With its case; finance checks them all (LG-12)."""
    if person.is_any(Role.FINANCE):
        return [_plain(true(), many=True)]
    return [*_of_complaint(Cost.complaint_id)(person), _plain(Cost.entered_by_id == person.id)]


def _letters(person: Person) -> list[Reason]:
    """The letters of one's territory, those one is to answer, and those one registered."""
    reasons = _territory(person, Letter)
    return [*reasons, _plain(Letter.handler_id == person.id), _plain(Letter.registered_by_id == person.id)]


def _letter_files(person: Person) -> list[Reason]:
    return _beside(LetterFile.letter_id, Letter.id, select(Letter.id), _letters(person))


def _simply(rule: Callable[[Person], Condition]) -> Rule:
    """A rule over a small table, which needs no reasons told apart."""
    return lambda person: [_plain(rule(person))]


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


def _penalties(person: Person) -> list[Reason]:
    """One's own; what one proposed or decided; a head's department; all for personnel and the general manager; and for
    the other rungs what waits for them.
    """
    if person.is_any(Role.HUMAN_RESOURCES, Role.GENERAL_MANAGER):
        return [_plain(true(), many=True)]
    own = (PenaltyEntry.staff_id, PenaltyEntry.proposed_by_id, PenaltyEntry.decided_by_id)
    reasons = [_plain(column == person.id) for column in (*own, PenaltyEntry.appeal_decided_by_id)]
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        reasons.append(_plain(PenaltyEntry.department_id == person.department_id, many=True))
    if person.is_any(Role.DIRECTOR):
        reasons.append(_plain(PenaltyEntry.decides == Role.DIRECTOR))
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        here = PenaltyEntry.region_id == person.region_id
        reasons.append(_plain(and_(PenaltyEntry.decides == Role.SUPERVISOR, here)))
    return reasons


def _wages(person: Person) -> Condition:
    """Personnel's, and everybody's own; nobody else's."""
    return true() if person.is_any(Role.HUMAN_RESOURCES) else Wage.staff_id == person.id


def sums_of_penalties(person: Person) -> Condition:
    """Whose penalties a person may see as sums, without a name: the papers of the month show them (P06 五(5)-(6))."""
    if person.is_any(*COMPANY, Role.FINANCE, Role.HUMAN_RESOURCES):
        return true()
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        return PenaltyEntry.department_id == person.department_id
    return false()


# Who works with the whole company's month, and in whose place somebody may do so (P06 五(5)-(7)).
OF_THE_MONTH = (*COMPANY, Role.FINANCE, Role.LOGISTICS)


def months_of_all(person: Person) -> bool:
    """Whether a person's part in the month is the company's, not one department's."""
    return any(one.is_any(*OF_THE_MONTH) for one in (person, *person.standing_in))


def months_of(person: Person) -> frozenset[int]:
    """The departments whose month is a person's, where the company's is not."""
    holders = (person, *person.standing_in)
    return frozenset(one.department_id for one in holders if one.is_any(*DEPARTMENT) and one.department_id is not None)


def _department_summaries(person: Person) -> Condition:
    if months_of_all(person):
        return true()
    mine = sorted(months_of(person))
    return DepartmentSummary.department_id.in_(mine) if mine else false()


def _company_summaries(person: Person) -> Condition:
    return true() if months_of_all(person) else false()


def _replenishments(column: Any) -> Rule:
    """What a distributor is given is seen by whoever sees the distributor."""
    return lambda person: _beside(column, Customer.id, select(Customer.id), _customers(person))


def _of_replenishment(column: Any) -> Rule:
    keys = select(Replenishment.id).join(Customer, Replenishment.distributor_id == Customer.id)
    return lambda person: _beside(column, Replenishment.id, keys, _customers(person))


# What an administrator may read of the audit: set-up and log-ins; never what was decided on a case, nor a customer's
# card, whose door is closed to them.
SET_UP = ("staff", "department", "region", "product", "batch", "substitution", "auth_session", "file_import", "job_turn", "work")


def _audit(person: Person) -> Condition:
    if person.is_any(Role.GENERAL_MANAGER):
        return true()
    return AuditEvent.subject.in_(SET_UP) if person.is_any(Role.ADMINISTRATOR) else false()


def _own_sessions(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else AuthSession.staff_id == person.id


def _imports(person: Person) -> Condition:
    """One's own; an administrator sees that a file came, from whom and what became of it."""
    return true() if person.is_any(Role.ADMINISTRATOR) else FileImport.started_by_id == person.id


def _import_rows(person: Person) -> Condition:
    """What stood in a file is for whoever sent it alone: nobody reads customers or cases by this way round."""
    return ImportRow.import_id.in_(select(FileImport.id).where(FileImport.started_by_id == person.id))


def _daily_reports(person: Person) -> Condition:
    return true() if person.is_any(*COMPANY) else false()


def _everybody(_person: Person) -> Condition:
    return true()


def _machinery(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else false()


RULES: dict[type[Any], Rule] = {
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
    HandlingForm: _guarded(Permission.FORM_READ, _handling_forms),
    FormMove: _guarded(Permission.FORM_READ, _of_complaint(FormMove.complaint_id)),
    FormCount: _guarded(Permission.FORM_READ, _simply(_form_counts)),
    Cost: _guarded(Permission.COST_READ, _costs),
    Letter: _guarded(Permission.LETTER_READ, _letters),
    LetterFile: _guarded(Permission.LETTER_READ, _letter_files),
    ServiceRecord: _guarded(Permission.SERVICE_READ, _service_records),
    Customer: _guarded(Permission.CUSTOMER_READ, _customers),
    Shipment: _guarded(Permission.SHIPMENT_READ, _shipments),
    DailyReport: _simply(_daily_reports),
    PenaltyEntry: _guarded(Permission.PENALTY_READ, _penalties),
    Wage: _guarded(Permission.PENALTY_READ, _simply(_wages)),
    Product: _guarded(Permission.PRODUCT_READ, _simply(_everybody)),
    Batch: _guarded(Permission.PRODUCT_READ, _simply(_everybody)),
    Department: _guarded(Permission.ORGANISATION_READ, _simply(_everybody)),
    Region: _guarded(Permission.ORGANISATION_READ, _simply(_everybody)),
    Staff: _guarded(Permission.STAFF_READ, _simply(_staff)),
    Substitution: _simply(_substitutions),
    AuthSession: _simply(_own_sessions),
    AuditEvent: _guarded(Permission.AUDIT_READ, _simply(_audit)),
    FileImport: _guarded(Permission.IMPORT, _simply(_imports)),
    ImportRow: _guarded(Permission.IMPORT, _simply(_import_rows)),
    JobRun: _simply(_machinery),
    Month: _guarded(Permission.MONTH_READ, _simply(_everybody)),
    DepartmentSummary: _guarded(Permission.MONTH_READ, _simply(_department_summaries)),
    CompanySummary: _guarded(Permission.MONTH_READ, _simply(_company_summaries)),
    MonthApproval: _guarded(Permission.MONTH_READ, _simply(_company_summaries)),
    MonthReopening: _guarded(Permission.MONTH_READ, _simply(_company_summaries)),
    Replenishment: _guarded(Permission.REPLENISHMENT_READ, _replenishments(Replenishment.distributor_id)),
    ReplenishmentLine: _guarded(Permission.REPLENISHMENT_READ, _of_replenishment(ReplenishmentLine.replenishment_id)),
    DeliveryPaper: _guarded(Permission.REPLENISHMENT_READ, _of_replenishment(DeliveryPaper.replenishment_id)),
    GlassQuarter: _guarded(Permission.ACCOUNT_READ, _replenishments(GlassQuarter.distributor_id)),
    JobTurn: _simply(_machinery),
    Work: _simply(_machinery),
}

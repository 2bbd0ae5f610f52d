"""Who sees cases and what lies beside them: customers, shipments, services, papers, costs, letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, false, select, true

from models import (
    Complaint,
    Cost,
    Customer,
    Execution,
    FormCount,
    HandlingForm,
    Letter,
    LetterFile,
    Region,
    Reward,
    ServiceRecord,
    Settlement,
    Shipment,
    Signature,
)
from queries.reasons import COMPANY, DEPARTMENT, Condition, Reason, Rule, among, beside_of, named_by, plain, territory
from terms.complaint import Verdict
from terms.people import Person, Role
from terms.trade import CustomerKind

# Whoever takes a call registers it wherever it belongs (P06 五(2)), and still sees what became of it.
TAKES_CALLS = (Role.CLERK, Role.SUPERVISOR, *DEPARTMENT)
# Goods are shipped to these; logistics works with all of them.
TRADE = (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER, CustomerKind.SALES_POINT)


def complaints(person: Person) -> list[Reason]:
    reasons = territory(person, Complaint)
    if person.is_any(*TAKES_CALLS):
        reasons += [plain(Complaint.assigned_to_id == person.id), plain(Complaint.registered_by_id == person.id)]
    reasons += _reached_by(person)
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(named_by(Complaint.id, ServiceRecord.complaint_id, ServiceRecord.engineer_id == person.id))
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
    reason = named_by(Complaint.id, Settlement.complaint_id, Signature.settlement_id == Settlement.id, *signature)
    return Reason(and_(reach, reason.each), and_(reach, reason.listed))


def _reached_by(person: Person) -> list[Reason]:
    """The cases that reached finance or logistics: money or goods to give, goods to take in."""
    reasons: list[Reason] = []
    if person.is_any(Role.LOGISTICS):
        goods = exists().where(Execution.complaint_id == Complaint.id, Execution.needs_goods)
        reasons.append(plain(goods.correlate(Complaint), many=True))
        reasons.append(named_by(Complaint.id, Settlement.complaint_id, Settlement.needs_goods_received))
    if person.is_any(Role.FINANCE):
        reasons.append(named_by(Complaint.id, Execution.complaint_id, Execution.needs_cash))
    return reasons


def of_complaint(column: Any) -> Rule:
    """A row beside a complaint is seen by whoever sees the complaint."""
    return lambda person: beside_of(column, Complaint.id, select(Complaint.id), complaints(person))


def of_settlement(column: Any) -> Rule:
    keys = select(Settlement.id).join(Complaint, Settlement.complaint_id == Complaint.id)
    return lambda person: beside_of(column, Settlement.id, keys, complaints(person))


def customers(person: Person) -> list[Reason]:
    if person.is_any(*COMPANY):
        return [plain(true(), many=True)]
    reasons: list[Reason] = []
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        regions = select(Region.id).where(Region.department_id == person.department_id)
        reasons.append(plain(among(Customer.region_id, regions), many=True))
    if person.is_any(Role.CLERK, Role.SUPERVISOR) and person.region_id is not None:
        reasons.append(plain(Customer.region_id == person.region_id, many=True))
    if person.is_any(Role.LOGISTICS):
        reasons.append(plain(Customer.kind.in_(TRADE), many=True))
    if person.is_any(Role.FINANCE):
        # Finance keeps the accounts of distributors: what they claim, and what was replenished (P06 五(7)).
        reasons.append(plain(Customer.kind == CustomerKind.DISTRIBUTOR, many=True))
    reasons += beside_of(Customer.id, Complaint.customer_id, select(Complaint.customer_id), _reached_by(person))
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(named_by(Customer.id, ServiceRecord.customer_id, ServiceRecord.engineer_id == person.id))
    return reasons


def shipments(person: Person) -> list[Reason]:
    return beside_of(Shipment.customer_id, Customer.id, select(Customer.id), customers(person))


def service_records(person: Person) -> list[Reason]:
    reasons = territory(person, ServiceRecord)
    if person.is_any(Role.SERVICE_ENGINEER):
        reasons.append(plain(ServiceRecord.engineer_id == person.id))
    if person.is_any(Role.CLERK):
        reasons.append(plain(ServiceRecord.requested_by_id == person.id))
    return reasons


def handling_forms(person: Person) -> list[Reason]:
    """With its case, and whatever is in one's own hands."""
    held = plain(HandlingForm.held_by_id == person.id)
    return [*of_complaint(HandlingForm.complaint_id)(person), held]


def form_counts(person: Person) -> Condition:
    if person.is_any(*COMPANY):
        return true()
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        return FormCount.department_id == person.department_id
    return false()


def costs(person: Person) -> list[Reason]:
    """With its case; finance checks them all (LG-12)."""
    if person.is_any(Role.FINANCE):
        return [plain(true(), many=True)]
    return [*of_complaint(Cost.complaint_id)(person), plain(Cost.entered_by_id == person.id)]


def rewards(person: Person) -> list[Reason]:
    """With their case; finance pays them all; a department's by its own people above the clerk, and by personnel."""
    if person.is_any(Role.FINANCE, *COMPANY):
        return [plain(true(), many=True)]
    reasons = [*of_complaint(Reward.complaint_id)(person), plain(Reward.proposed_by_id == person.id)]
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        reasons.append(plain(Reward.department_id == person.department_id))
    if person.is_any(Role.HUMAN_RESOURCES):
        reasons.append(plain(Reward.department_id.is_not(None)))
    return reasons


def letters(person: Person) -> list[Reason]:
    """The letters of one's territory, those one is to answer, and those one registered."""
    reasons = territory(person, Letter)
    return [*reasons, plain(Letter.handler_id == person.id), plain(Letter.registered_by_id == person.id)]


def letter_files(person: Person) -> list[Reason]:
    return beside_of(LetterFile.letter_id, Letter.id, select(Letter.id), letters(person))

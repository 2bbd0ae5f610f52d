"""What stands in the tables about past cases, a block of cases and a statement a table at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import (
    CallBack,
    Complaint,
    ComplaintClock,
    Contact,
    Execution,
    Extension,
    Finding,
    PenaltyEntry,
    Settlement,
    SettlementLine,
    Signature,
    TimeMark,
)
from queries.scope import visible
from rules import breaches
from terms.complaint import Remedy, SignaturePart
from terms.limits import ExtensionStatus
from terms.penalties import EntryKind, EntryStatus, EvidenceKind
from terms.people import Person

IN_GOODS = (Remedy.EXCHANGE, Remedy.REPLACEMENT)
STRUCK = (EntryStatus.WITHDRAWN, EntryStatus.STRUCK)
# Proved by time limits: found again under each issue, and not taken from the record.
BY_TIME = (breaches.NOT_CALLED_BACK, breaches.NOT_CALLED_BACK_REVIEW)

CASE: Any = select(
    Complaint.id, Complaint.number, Complaint.rulebook_issue, Complaint.department_id, Complaint.region_id,
    Complaint.kind, Complaint.severity, Complaint.case_class, Complaint.urgent, Complaint.address,
    Complaint.state, Complaint.customer_kind, Complaint.consumers,
    Complaint.registered_by_id, Complaint.assigned_to_id, Complaint.registered_at, Complaint.registered_on,
    Complaint.result_at, Complaint.goods_received_at, Complaint.product_id, Complaint.fault, Complaint.produced_on,
    Complaint.purchased_on, Complaint.promotion, Complaint.quantity, Complaint.unit,
    func.substr(Complaint.description, 1, 20).label("said"),
).order_by(Complaint.id)  # fmt: skip


class Beside:
    """Everything beside the cases of one block, by their ids; a statement a table.

    person: whose sight of penalties it is; None for whoever runs the machine.
    """

    def __init__(self, session: Session, keys: Sequence[int], person: Person | None) -> None:
        def rows(statement: Select[Any], column: Any) -> dict[int, list[Any]]:
            found: dict[int, list[Any]] = {}
            for row in session.execute(wanted(statement, column, keys)):
                found.setdefault(row[0], []).append(row)
            return found

        self.clocks = rows(CLOCKS, ComplaintClock.complaint_id)
        self.marks = rows(MARKS, TimeMark.complaint_id)
        self.extensions = rows(EXTENSIONS, Extension.complaint_id)
        self.calls = rows(CALLS, CallBack.complaint_id)
        self.settlements = rows(SETTLEMENTS, Settlement.complaint_id)
        self.lines = rows(LINES, Settlement.complaint_id)
        self.orders = rows(ORDERS, Execution.complaint_id)
        self.contacts = _times(rows(CONTACTS, Contact.complaint_id))
        self.findings = _times(rows(FINDINGS, Finding.complaint_id))
        signers = rows(CO_SIGNERS, Settlement.complaint_id)
        self.co_signers = {key: [row.role for row in found] for key, found in signers.items()}
        entered = BREACHES if person is None else visible(BREACHES, PenaltyEntry, person)
        entries = rows(entered, PenaltyEntry.complaint_id)
        self.breaches = {key: [(row.breach, row.times) for row in found] for key, found in entries.items()}


def _times(rows: dict[int, list[Any]]) -> dict[int, list[datetime]]:
    return {key: sorted(row[1] for row in found) for key, found in rows.items()}


CLOCKS: Any = select(
    ComplaintClock.complaint_id, ComplaintClock.clock, ComplaintClock.starts, ComplaintClock.started_at,
    ComplaintClock.due_at, ComplaintClock.met_at, ComplaintClock.dropped_at,
).order_by(ComplaintClock.id)  # fmt: skip
MARKS: Any = select(
    TimeMark.complaint_id, TimeMark.event, TimeMark.at, TimeMark.class_before, TimeMark.case_class
).order_by(TimeMark.id)
# By clock: what it waits for and since when.
EXTENSIONS: Any = (
    select(
        Extension.complaint_id,
        ComplaintClock.clock,
        ComplaintClock.started_at,
        Extension.decided_at,
        Extension.amount,
        Extension.unit,
    )
    .join(ComplaintClock, ComplaintClock.id == Extension.clock_id)
    .where(Extension.status == ExtensionStatus.APPROVED, Extension.decided_at.is_not(None))
    .order_by(Extension.id)
)
CALLS: Any = select(CallBack.complaint_id, CallBack.called_at, CallBack.outcome).order_by(CallBack.id)
SETTLEMENTS: Any = select(
    Settlement.complaint_id, Settlement.id, Settlement.proposed_by_id, Settlement.proposed_at,
    Settlement.multiple_numerator, Settlement.multiple_denominator, Settlement.cash, Settlement.worth,
    Settlement.holders, Settlement.status, Settlement.decides, Settlement.file_at, Settlement.needs_goods_received,
    Settlement.clause, Settlement.approved_at,
).order_by(Settlement.id)  # fmt: skip
# By settlement.
LINES: Any = (
    select(
        SettlementLine.settlement_id,
        SettlementLine.product_id,
        SettlementLine.compensated_quantity,
        SettlementLine.unit,
    )
    .join(Settlement, Settlement.id == SettlementLine.settlement_id)
    .where(SettlementLine.remedy.in_(IN_GOODS), SettlementLine.product_id.is_not(None))
    .order_by(SettlementLine.id)
)
CO_SIGNERS: Any = (
    select(Signature.settlement_id, Signature.role)
    .join(Settlement, Settlement.id == Signature.settlement_id)
    .where(Signature.part == SignaturePart.CO_SIGNS)
)
ORDERS: Any = select(Execution.complaint_id, Execution.handed_over_at, Execution.paid_at, Execution.proved_at).order_by(
    Execution.id
)
CONTACTS: Any = select(Contact.complaint_id, Contact.contacted_at).where(Contact.reached)
FINDINGS: Any = select(Finding.complaint_id, Finding.found_at)
BREACHES: Any = select(PenaltyEntry.complaint_id, PenaltyEntry.breach, PenaltyEntry.times).where(
    PenaltyEntry.kind == EntryKind.PENALTY,
    PenaltyEntry.status.not_in(STRUCK),
    PenaltyEntry.evidence != EvidenceKind.CLOCK,
    PenaltyEntry.breach.not_in(BY_TIME),
)


def wanted(statement: Select[Any], column: Any, keys: Sequence[int]) -> Select[Any]:
    return statement.where(column.in_(keys))

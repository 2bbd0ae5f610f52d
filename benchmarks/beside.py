"""What hangs on the complaints of the made-up company, and its service records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import words
from benchmarks.cases import CARRIED_OUT_IN, FILED_IN, Case
from benchmarks.ground import FIRST_CLERK, FIRST_ENGINEER, NOW, Part, department_of, part
from models import (
    AuditEvent,
    CallBack,
    ComplaintClock,
    Execution,
    Filing,
    NumberSeries,
    ServiceRecord,
    Settlement,
    Signature,
)
from terms.complaint import CallBackOutcome, Clock, SettlementStatus, SignaturePart, State, Verdict
from terms.people import Office, Role
from terms.service import ServiceKind, ServiceStatus


def beside(cases: list[Case]) -> Iterator[Part]:
    """What hangs on the cases: clocks, settlements, signatures, filings, orders, call-backs, audit, services."""
    settled = [case for case in cases if case.settlement]
    filed = [case for case in settled if case.state in FILED_IN]
    yield part(ComplaintClock, "complaint_id clock started_at due_at clause met_at late_at", map(_clock, cases))
    yield part(
        Settlement,
        "id complaint_id proposed_by_id proposed_at reason multiple_numerator multiple_denominator cash status decides "
        "file_at needs_goods_received filing_clause clause approved_at",
        map(_settlement, settled),
    )
    yield part(Signature, "settlement_id part role verdict signer_id signed_at clause", map(_signature, settled))
    yield part(
        Filing,
        "settlement_id office register_number paper_place opened_at filed_at filed_by_id clause",
        (_filing(case) for case in settled if case.state is not State.PROPOSED),
    )
    yield part(
        Execution,
        "number settlement_id complaint_id needs_goods needs_cash opened_at handed_over_at handed_over_by_id paid_at "
        "paid_by_id",
        map(_execution, filed),
    )
    yield part(
        CallBack,
        "complaint_id called_at called_by_id outcome attitude speed result clause",
        ((case.id, case.due_at, 3, CallBackOutcome.SATISFIED, 5, 4, 5, "P06 五(4)") for case in cases
         if case.state is State.CLOSED and case.id % 2),
    )  # fmt: skip
    yield part(
        AuditEvent,
        "at kind subject subject_id version actor_id clause changes",
        ((case.at, "complaint.registered", "complaint", case.id, 1, case.by, "P06 五(1)", {}) for case in cases),
    )
    yield part(NumberSeries, "series last", [(f"TS-{NOW:%Y-%m}", len(cases))])
    yield part(ServiceRecord, SERVICE, _services(cases, Random(6)))


def _clock(case: Case) -> tuple[Any, ...]:
    met = None if case.is_open else case.due_at
    # All late ones were found late, but for those of the last minutes: the sweep's next bite.
    late = case.due_at if case.is_open and case.due_at < NOW - timedelta(minutes=5) else None
    return case.id, Clock.RESULT, case.at, case.due_at, "P06 五(3)", met, late


def _rung(case: Case) -> tuple[Role, Office, int]:
    """Who decides, where it is filed, and the multiple: six of ten are the clerk's own, one in a hundred the top's."""
    place = case.id % 100
    if place == 0:
        return Role.GENERAL_MANAGER, Office.GENERAL_OFFICE, 12
    if place < 10:
        return Role.DEPARTMENT_HEAD, Office.GENERAL_OFFICE, 4
    if place < 40:
        return Role.SUPERVISOR, Office.SALES_ADMINISTRATION, 2
    return Role.CLERK, Office.SALES_ADMINISTRATION, 1


def _settlement(case: Case) -> tuple[Any, ...]:
    role, office, multiple = _rung(case)
    waits = case.state is State.PROPOSED
    status = SettlementStatus.PROPOSED if waits else SettlementStatus.APPROVED
    return (
        case.settlement, case.id, case.by, case.at, "按规定调换", multiple, 1, Decimal(200 if case.id % 25 == 0 else 0),
        status, role, office, multiple > 10, "P06 六(5)", "P06 六(2)", None if waits else case.due_at,
    )  # fmt: skip


def _signature(case: Case) -> tuple[Any, ...]:
    role, _office, _multiple = _rung(case)
    signed = case.state is not State.PROPOSED
    verdict = Verdict.SIGNED if signed else Verdict.PENDING
    return (
        case.settlement, SignaturePart.DECIDES, role, verdict, 1 if signed else None, case.due_at if signed else None,
        "P06 六(2)",
    )  # fmt: skip


def _filing(case: Case) -> tuple[Any, ...]:
    _role, office, _multiple = _rung(case)
    done = case.state in FILED_IN
    register_number = f"BA-{case.settlement:08d}" if done else None
    at = case.due_at if done else None
    return (
        case.settlement,
        office,
        register_number,
        "一柜" if done else "",
        case.due_at,
        at,
        3 if done else None,
        "P06 六",
    )


def _execution(case: Case) -> tuple[Any, ...]:
    cash, done = case.id % 25 == 0, case.state in CARRIED_OUT_IN
    given, paid = (case.due_at if done else None), (case.due_at if done and cash else None)
    return (
        f"DH-{case.settlement:08d}", case.settlement, case.id, case.id % 50 != 0, cash, case.due_at, given,
        6 if given else None, paid, 5 if paid else None,
    )  # fmt: skip


SERVICE = (
    "id number kind status customer_id complaint_id product_id region_id department_id requested_at requested_by_id "
    "request engineer_id visited_at work_done accepted_at rating"
)


def _services(cases: list[Case], rng: Random) -> Iterator[tuple[Any, ...]]:
    kinds, engineers = list(ServiceKind), range(FIRST_ENGINEER, FIRST_CLERK)
    for case in cases:
        visited = None if case.is_open else case.due_at
        status = ServiceStatus.ACCEPTED if visited else ServiceStatus.REQUESTED
        yield (
            case.id, f"FW-{case.id:08d}", rng.choice(kinds), status, case.customer, case.id if case.id % 3 else None,
            case.product, case.region, department_of(case.region), case.at, case.by, "设备不制冷，请上门查看",
            rng.choice(engineers), visited, rng.choice(words.WORK) if visited else "", visited,
            rng.randint(1, 5) if visited else None,
        )  # fmt: skip

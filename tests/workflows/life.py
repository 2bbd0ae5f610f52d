"""A complaint carried to any point of its life by the use-cases themselves, and what a refusal must leave untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Attachment,
    AuditEvent,
    CallBack,
    Complaint,
    ComplaintClock,
    Contact,
    Execution,
    FalseReport,
    Filing,
    Finding,
    NumberSeries,
    Settlement,
    Signature,
    Staff,
    Submission,
)
from queries.case_facts import taken_up_at
from terms.complaint import CallBackOutcome, Channel, Responsible, State
from terms.people import FILES_AS, Role
from terms.refusal import Refusal
from tests.factories import MORNING, NOON, Company
from workflows.attachments.files import Storage
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.close import close
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.executions.carry_out import hand_over, pay, prove, receive_goods
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign

SATISFIED = Form(outcome=CallBackOutcome.SATISFIED, spoke_with="李敏", attitude=5, speed=5, result=5)
DISSATISFIED = Form(
    outcome=CallBackOutcome.DISSATISFIED, spoke_with="李敏", attitude=2, speed=2, result=1, answers="只收到6瓶"
)
CONTRADICTS = Form(
    outcome=CallBackOutcome.CONTRADICTS, spoke_with="李敏", attitude=1, speed=1, result=1, difference="没有收到任何货物"
)
NOT_REACHED = Form(outcome=CallBackOutcome.NOT_REACHED)

BESIDE = (
    ComplaintClock, Contact, Finding, Settlement, Signature, Filing, Execution, CallBack, FalseReport, Attachment,
    AuditEvent, Submission, NumberSeries, Complaint,
)  # fmt: skip


class Life:
    """One company and the path of a case through it; every step a use-case by whoever's turn it is."""

    def __init__(self, session: Session, storage: Storage, company: Company | None = None) -> None:
        self.session = session
        self.storage = storage
        self.company = company or Company(session)

    def signer(self, role: Role) -> Staff:
        holders = {
            Role.CLERK: self.company.clerk,
            Role.SUPERVISOR: self.company.supervisor,
            Role.DEPARTMENT_HEAD: self.company.head,
            Role.DIRECTOR: self.company.director,
            Role.GENERAL_MANAGER: self.company.manager,
            Role.SALES_ADMINISTRATION: self.company.sales_administration,
            Role.GENERAL_OFFICE: self.company.general_office,
        }
        return holders[role]

    def ready(self, **values: Any) -> Complaint:
        return self.company.ready_to_propose(self.storage, **values)

    def handle(self, case: Complaint, *, by: Staff | None = None) -> Complaint:
        """One talk and one finding."""
        person, session = by or self.handler(case), self.session
        # A talk about a case that was opened again comes after that.
        at = max(NOON, taken_up_at(case))
        contact(session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said="已核实", actor=person, at=at)
        return investigate(
            session,
            complaint_id=case.id,
            facts="瓶盖压合不严",
            responsible=Responsible.PRODUCTION,
            actor=person,
            at=at,
        )

    def proposed(
        self, exchanged: int = 12, compensated: int = 48, cash: str = "0", *, by: Staff | None = None, **values: Any
    ) -> Complaint:
        """Registered, contacted, investigated and proposed by one person, the clerk unless said otherwise."""
        person = by or self.company.clerk
        case = self.ready(by=person, quantity=values.pop("quantity", exchanged), **values)
        self.propose(case, exchanged, compensated, cash, by=person)
        return case

    def propose(
        self, case: Complaint, exchanged: int = 12, compensated: int = 48, cash: str = "0", *, by: Staff | None = None
    ) -> Settlement:
        proposal = self.company.proposal(exchanged, compensated, cash)
        return propose(self.session, complaint_id=case.id, proposal=proposal, actor=by or self.company.clerk, at=NOON)

    def sign_all(self, case: Complaint) -> Complaint:
        """Every signature that waits, each by the holder of its role; the goods received first where they must be."""
        assert case.settlement is not None
        if case.settlement.needs_goods_received and case.goods_received_at is None:
            receive_goods(self.session, complaint_id=case.id, actor=self.company.logistics, at=NOON)
        while case.state is State.PROPOSED:
            waiting = next(row for row in case.settlement.signatures if row.signer_id is None)
            sign(self.session, complaint_id=case.id, actor=self.signer(waiting.role), at=NOON)
        return case

    def approved(self, *quantities: int, **values: Any) -> Complaint:
        return self.sign_all(self.proposed(*quantities, **values))

    def filed(self, *quantities: int, **values: Any) -> Complaint:
        case = self.approved(*quantities, **values)
        assert case.settlement is not None
        office = self.signer(FILES_AS[case.settlement.file_at])
        return file(self.session, complaint_id=case.id, actor=office, at=NOON)

    def executed(self, *quantities: int, **values: Any) -> Complaint:
        case = self.filed(*quantities, **values)
        order = case.settlement.execution if case.settlement else None
        assert order is not None
        if order.needs_goods:
            hand_over(self.session, complaint_id=case.id, carrier="自有车辆", actor=self.company.logistics, at=NOON)
        if order.needs_cash:
            pay(self.session, complaint_id=case.id, voucher="FK-001", actor=self.company.finance, at=NOON)
        return self.prove(case)

    def prove(self, case: Complaint) -> Complaint:
        return prove(
            self.session, complaint_id=case.id, received_by="李敏", proof="已签收", actor=self.handler(case), at=NOON,
            storage=self.storage,
        )  # fmt: skip

    def handler(self, case: Complaint) -> Staff:
        return case.assigned_to or self.company.clerk

    def answered(self, *quantities: int, at: datetime = NOON, **values: Any) -> Complaint:
        case = self.executed(*quantities, **values)
        return answer(self.session, complaint_id=case.id, result="已调换并赔偿", actor=self.handler(case), at=at)

    def called_back(self, form: Form, *, case: Complaint | None = None, at: datetime = NOON) -> Complaint:
        case = case or self.answered()
        # A call comes after the result it asks about.
        later = max(at, (case.result_at or at) + timedelta(minutes=1))
        return call_back(self.session, complaint_id=case.id, form=form, actor=self.company.general_office, at=later)

    def closed(self) -> Complaint:
        case = self.called_back(SATISFIED)
        return close(self.session, complaint_id=case.id, actor=self.company.general_office, at=NOON)

    def in_state(self, state: State) -> Complaint:
        """An ordinary case in a state of the straight path."""
        makers: dict[State, Callable[[], Complaint]] = {
            State.REGISTERED: lambda: self.company.register(self.storage, at=MORNING),
            State.HANDLING: self.ready,
            State.PROPOSED: self.proposed,
            State.APPROVED: self.approved,
            State.FILED: self.filed,
            State.EXECUTED: self.executed,
            State.ANSWERED: self.answered,
            State.REOPENED: lambda: self.called_back(DISSATISFIED),
            State.CLOSED: self.closed,
        }
        case = makers[state]()
        assert case.state is state
        return case


def footprint(session: Session) -> dict[str, Any]:
    """Everything a use-case could have left behind: every case with its columns, and how many rows lie beside it."""
    session.expire_all()
    columns = [column.name for column in Complaint.__table__.columns]
    cases = [
        tuple(getattr(case, name) for name in columns)
        for case in session.scalars(select(Complaint).order_by(Complaint.id))
    ]
    verdicts = list(
        session.execute(select(Signature.id, Signature.verdict, Signature.signer_id).order_by(Signature.id))
    )
    counts = {model.__tablename__: session.scalar(select(func.count()).select_from(model)) for model in BESIDE}
    return {"cases": cases, "verdicts": [tuple(row) for row in verdicts], **counts}


@contextmanager
def refused(session: Session, error: type[Refusal], *, says: str = "", clause: str | None = None) -> Iterator[Any]:
    """The business says no, for the reason given, and nothing is left behind."""
    before = footprint(session)
    with pytest.raises(error) as caught:
        yield caught
    assert says in str(caught.value)
    assert clause in (None, caught.value.clause)
    assert footprint(session) == before


def events(session: Session) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def last_event(session: Session) -> AuditEvent:
    return events(session)[-1]

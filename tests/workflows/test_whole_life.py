"""One complaint of 12 exchanged and 48 compensated bottles, from the call to the closed case."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEvent
from terms.complaint import CallBackOutcome, SettlementStatus, State, Verdict
from terms.people import Office, Role
from tests.factories import AFTERNOON, NOON, Company
from workflows.attachments.files import Storage
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.close import close
from workflows.executions.carry_out import hand_over, prove
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign


@pytest.mark.requirement("AP-03")
def test_twelve_for_forty_eight_lives_from_the_call_to_the_closed_case(session: Session, storage: Storage) -> None:
    company = Company(session)
    case = company.ready_to_propose(storage)

    settlement = propose(session, complaint_id=case.id, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)
    assert settlement.multiple == Fraction(4)
    assert (settlement.decides, settlement.file_at) == (Role.DEPARTMENT_HEAD, Office.GENERAL_OFFICE)

    sign(session, complaint_id=case.id, actor=company.head, at=NOON)
    assert case.state is State.APPROVED
    assert settlement.status is SettlementStatus.APPROVED
    assert [row.verdict for row in settlement.signatures] == [Verdict.SIGNED]

    file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="综合部3号柜")
    hand_over(session, complaint_id=case.id, carrier="自有车辆", actor=company.logistics, at=NOON)
    prove(
        session,
        complaint_id=case.id,
        received_by="李敏",
        proof="已签收",
        actor=company.clerk,
        at=AFTERNOON,
        storage=storage,
    )
    answer(session, complaint_id=case.id, result="已调换12瓶并赔偿48瓶", actor=company.clerk, at=AFTERNOON)
    satisfied = Form(outcome=CallBackOutcome.SATISFIED, spoke_with="李敏", attitude=5, speed=5, result=5)
    call_back(session, complaint_id=case.id, form=satisfied, actor=company.general_office, at=AFTERNOON)
    close(session, complaint_id=case.id, actor=company.general_office, at=AFTERNOON)

    assert case.state is State.CLOSED
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject == "complaint").order_by(AuditEvent.id)).all()
    assert [event.kind for event in events] == [
        "complaint.registered", "complaint.contacted", "complaint.investigated", "settlement.proposed",
        "settlement.signed", "settlement.filed", "execution.handed_over", "execution.proved", "complaint.answered",
        "complaint.called_back", "complaint.closed",
    ]  # fmt: skip
    assert [event.version for event in events] == list(range(1, 12))

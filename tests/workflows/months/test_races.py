"""Two people, two nodes, a job and a person at the same moment make one close."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent, CompanySummary, DepartmentSummary, Month, MonthApproval, Replenishment, ReplenishmentLine
from rules.month_acts import MonthNotPossible
from terms.month import MonthStatus
from terms.penalties import EntryStatus
from terms.people import Role
from terms.trade import CustomerKind
from tests.factories import make_customer, make_staff
from tests.workflows.accused import Accused
from tests.workflows.months.closing import FIFTH, FIRST, THIRD, Closing
from tests.workflows.pictures import picture
from tests.workflows.test_races import at_once as at_once  # noqa: PLC0414  a fixture
from tests.workflows.test_races import count, outcome, recorded
from workflows.months.approve import approve
from workflows.months.gate import MonthLocked, demand_open
from workflows.months.open import open_due
from workflows.months.send import send
from workflows.months.sign import sign
from workflows.penalties import case
from workflows.penalties.decide import confirm
from workflows.replenishments.deliver import deliver
from workflows.shipments.create import create
from workflows.transaction import ChangedMeanwhile

MANY = 6


@pytest.fixture
def life(fresh_database, storage):
    with fresh_database.new_session() as session:
        yield Closing(session, storage)


def test_many_nodes_prepare_a_month_once(life, at_once):
    life.executed()

    results = at_once(*[(open_due, None, {"at": FIRST})] * MANY)

    assert outcome(results) == {"done": MANY}
    assert (count(life, Month), recorded(life, "month.opened")) == (1, 1)


def test_two_of_one_office_sign_a_department_once(life, at_once):
    second = make_staff(life.session, Role.SALES_ADMINISTRATION, department=life.company.department).id
    life.executed()
    values = {"month_id": life.month().id, "department_id": life.company.department.id, "at": FIRST}

    results = at_once((sign, life.company.sales_administration.id, values), (sign, second, values))

    assert outcome(results) == {"done": 1, "MonthNotPossible": 1}
    assert (count(life, DepartmentSummary), recorded(life, "month.department_signed")) == (1, 1)


def test_two_of_the_general_office_send_the_month_once(life, at_once):
    second = make_staff(life.session, Role.GENERAL_OFFICE).id
    life.executed()
    life.sign()
    values = {"month_id": life.month().id, "at": THIRD}

    results = at_once((send, life.company.general_office.id, values), (send, second, values))

    assert outcome(results) == {"done": 1, MonthNotPossible.__name__: 1}
    assert count(life, CompanySummary) == 1


def test_a_penalty_confirmed_while_its_month_is_locked_waits_for_the_month(life, at_once, monkeypatch):
    """Both hold the month first and the entry then: neither waits for what the other has."""
    life.executed()
    entry = Accused(life).proposed()
    decider, values = life.signer(entry.decides).id, {"penalty_id": entry.id, "at": THIRD}
    life.sent()
    life.approve(actor=life.company.manager)
    finance, month = life.company.finance.id, {"month_id": life.month().id, "at": THIRD}
    life.session.rollback()

    has_read_its_month = threading.Event()

    def slowly(*asked):
        has_read_its_month.set()
        time.sleep(1)
        return demand_open(*asked)

    def approve_meanwhile(session, **given):
        assert has_read_its_month.wait(60)
        approve(session, **given)

    monkeypatch.setattr(case, "demand_open", slowly)

    results = at_once((confirm, decider, values), (approve_meanwhile, finance, month))

    assert results[1] is None
    assert isinstance(results[0], ChangedMeanwhile | MonthLocked)
    life.session.refresh(entry)
    assert (entry.status, entry.month.month) == (EntryStatus.PROPOSED, 10)


def test_a_penalty_that_moved_on_with_the_lock_is_confirmed_in_the_month_it_moved_to(life):
    life.executed()
    entry = Accused(life).proposed()
    life.sent()
    life.approve(actor=life.company.manager)
    life.approve(actor=life.company.finance)

    confirm(life.session, penalty_id=entry.id, actor=life.signer(entry.decides), at=THIRD)

    assert (entry.status, entry.month.month) == (EntryStatus.CONFIRMED, 10)


@pytest.mark.requirement("AP-14")
def test_both_approvals_at_the_same_moment_lock_once_and_list_once(life, at_once):
    life.given_by(life.distributor())
    life.sent()
    values = {"month_id": life.month().id, "at": THIRD}
    life.session.rollback()

    results = at_once((approve, life.company.manager.id, values), (approve, life.company.finance.id, values))

    assert outcome(results) == {"done": 2}
    assert count(life, Month, Month.status == MonthStatus.LOCKED) == 1
    assert (count(life, MonthApproval), recorded(life, "month.locked")) == (2, 1)
    assert (count(life, Replenishment), count(life, ReplenishmentLine)) == (1, 1)


def test_two_of_finance_give_one_approval(life, at_once):
    second = make_staff(life.session, Role.FINANCE).id
    life.executed()
    seen = life.sent().version
    values = {"month_id": life.month().id, "at": THIRD, "seen": seen}
    life.session.rollback()

    results = at_once((approve, life.company.finance.id, values), (approve, second, values))

    assert outcome(results) == {"done": 1, ChangedMeanwhile.__name__: 1}
    assert count(life, MonthApproval) == 1


@pytest.mark.requirement("RX-08")
def test_no_shipment_slips_in_beside_the_sending(life, at_once):
    """Either it was counted, or it was refused."""
    distributor = make_customer(life.session, life.company.region, kind=CustomerKind.DISTRIBUTOR)
    life.executed()
    life.sign()
    shipment = {
        "customer_id": distributor.id, "batch_id": life.company.batch.id, "shipped_on": FIRST.date() - timedelta(days=1),
        "cases": 1000, "price": 96, "at": THIRD,
    }  # fmt: skip
    sending = {"month_id": life.month().id, "at": THIRD}
    life.session.rollback()

    results = at_once((send, life.company.general_office.id, sending), (create, life.company.logistics.id, shipment))

    life.session.rollback()
    figures = life.session.scalars(select(CompanySummary.figures)).one()
    counted = sum(bottles for _key, _name, bottles, _amount in figures["owed"])
    assert results[0] is None
    if isinstance(results[1], MonthLocked):
        assert counted == 0
    else:
        assert (results[1], counted) == (None, 48)


def test_a_list_is_delivered_once(life, at_once):
    second = make_staff(life.session, Role.LOGISTICS).id
    life.given_by(life.distributor())
    life.locked()
    values = {
        "replenishment_id": life.lists()[0].id, "delivery_note": "SH", "delivered_on": FIFTH.date(), "received_by": "张",
        "at": FIFTH, "storage": life.storage, "uploads": [picture()],
    }  # fmt: skip
    life.session.rollback()

    results = at_once((deliver, life.company.logistics.id, values), (deliver, second, values))

    assert outcome(results) == {"done": 1, "AlreadyDelivered": 1}
    assert count(life, AuditEvent, AuditEvent.kind == "replenishment.delivered") == 1
    assert len(list(life.storage.folder.iterdir())) == 1

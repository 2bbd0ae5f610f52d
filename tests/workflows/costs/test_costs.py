"""Entering, correcting and withdrawing what a case cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Cost, Month
from rules.permissions import NotPermitted
from rules.records import ActNotPossible
from terms.costs import CostKind, CostStatus
from terms.month import MonthStatus
from tests.factories import AFTERNOON, NOON
from tests.workflows.life import last_event
from workflows.costs.change import correct, withdraw
from workflows.costs.enter import NoAmount, NotThen, NotYoursToEnter, enter
from workflows.entries import Missing, NothingChanged
from workflows.months.gate import MonthLocked
from workflows.rows import NotFound

TODAY = date(2026, 9, 16)


def bill(case, actor, **values):
    ordinary = {
        "complaint_id": case.id, "kind": CostKind.FREIGHT, "amount": Decimal("86.50"), "spent_on": TODAY,
        "purpose": "退回样品运费", "voucher": "YF-0916",
    }  # fmt: skip
    return {**ordinary, "actor": actor, "at": NOON, **values}


def again(row, actor, **values):
    said = {name: getattr(row, name) for name in ("kind", "amount", "spent_on", "purpose", "voucher")}
    return {"cost_id": row.id, **said, "actor": actor, "at": AFTERNOON, **values}


def lock(session, company, month=date(2026, 9, 1)):
    session.add(
        Month(month=month, status=MonthStatus.LOCKED, opened_at=NOON, locked_at=NOON, locked_by_id=company.manager.id)
    )
    session.commit()


@pytest.fixture
def case(life):
    """A case with goods and money, which reached logistics and finance."""
    return life.filed(12, 24, "50")


@pytest.fixture
def row(life, case):
    return enter(life.session, **bill(case, life.company.logistics))


class TestEnter:
    @pytest.mark.requirement("LG-12")
    def test_takes_a_number_and_stands_on_record(self, life, case):
        row = enter(life.session, **bill(case, life.company.logistics))

        assert (row.number, row.amount, row.status) == ("FY-2026-09-00001", Decimal("86.50"), CostStatus.VALID)
        event = last_event(life.session)
        assert (event.kind, event.changes["amount"]) == ("cost.entered", [None, "86.50"])

    @pytest.mark.parametrize(
        ("kind", "post"),
        [(CostKind.FREIGHT, "logistics"), (CostKind.TEST, "quality"), (CostKind.LABOUR, "head"),
         (CostKind.OTHER, "finance")],
    )  # fmt: skip
    def test_is_for_the_post_that_pays(self, life, case, kind, post):
        assert enter(life.session, **bill(case, getattr(life.company, post), kind=kind)).kind is kind

    @pytest.mark.parametrize(
        ("kind", "post"),
        [(CostKind.TEST, "logistics"), (CostKind.FREIGHT, "quality"), (CostKind.GOODS, "finance"),
         (CostKind.CASH, "finance")],
    )  # fmt: skip
    def test_is_not_for_others_nor_for_what_follows_by_itself(self, life, case, kind, post):
        with pytest.raises(NotYoursToEnter):
            enter(life.session, **bill(case, getattr(life.company, post), kind=kind))

        assert life.session.scalars(select(Cost)).all() == []

    def test_is_not_for_a_clerk(self, life, case):
        with pytest.raises(NotPermitted):
            enter(life.session, **bill(case, life.company.clerk))

    def test_is_for_a_case_in_sight(self, life):
        with pytest.raises(NotFound):
            enter(life.session, **bill(life.ready(), life.company.logistics))

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [({"amount": Decimal(0)}, NoAmount), ({"voucher": ""}, Missing), ({"purpose": " "}, Missing),
         ({"spent_on": date(2026, 9, 17)}, NotThen), ({"spent_on": date(2026, 9, 15)}, NotThen)],
    )  # fmt: skip
    def test_must_say_how_much_for_what_and_when(self, life, case, wrong, error):
        with pytest.raises(error):
            enter(life.session, **bill(case, life.company.logistics, **wrong))

    def test_needs_no_bill_for_labour(self, life, case):
        assert enter(life.session, **bill(case, life.company.head, kind=CostKind.LABOUR, voucher="")).voucher == ""

    def test_is_refused_in_a_locked_month(self, life, case):
        lock(life.session, life.company)

        with pytest.raises(MonthLocked):
            enter(life.session, **bill(case, life.company.logistics))


class TestCorrect:
    def test_keeps_old_and_new(self, life, row):
        correct(life.session, **again(row, life.company.logistics, amount=Decimal("68.50"), seen=1))

        assert (row.amount, row.version) == (Decimal("68.50"), 2)
        assert last_event(life.session).changes == {"amount": ["86.50", "68.50"]}

    def test_is_for_whoever_entered_it_and_for_finance(self, life, row):
        with pytest.raises(ActNotPossible):
            correct(life.session, **again(row, life.company.head, kind=CostKind.LABOUR))

        assert correct(life.session, **again(row, life.company.finance, voucher="YF-0917")).voucher == "YF-0917"

    def test_says_when_nothing_is_new(self, life, row):
        with pytest.raises(NothingChanged):
            correct(life.session, **again(row, life.company.logistics))

    def test_is_refused_once_its_month_is_locked(self, life, row):
        lock(life.session, life.company)

        with pytest.raises(MonthLocked):
            correct(life.session, **again(row, life.company.logistics, amount=Decimal(1)))


class TestWithdraw:
    def test_takes_it_out_with_the_reason(self, life, row):
        withdraw(life.session, cost_id=row.id, reason="重复录入", actor=life.company.logistics, at=AFTERNOON)

        assert (row.status, row.withdrawn_at, row.reason) == (CostStatus.WITHDRAWN, AFTERNOON, "重复录入")
        with pytest.raises(ActNotPossible):
            withdraw(life.session, cost_id=row.id, reason="再次", actor=life.company.logistics, at=AFTERNOON)

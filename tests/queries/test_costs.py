"""What a case and a month cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from queries.costs import of_case, of_month
from terms.costs import CostKind
from terms.people import Role
from tests.factories import AFTERNOON, MORNING, NOON, make_region, make_staff
from tests.workflows.life import Life
from workflows.costs.change import withdraw
from workflows.costs.enter import enter

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def life(session, storage):
    return Life(session, storage)


@pytest.fixture
def case(life):
    """12 taken back, 24 given at 4.50, and 50 yuan paid."""
    return life.executed(12, 24, "50")


def freight(life, case, amount="10.50"):
    return enter(
        life.session, complaint_id=case.id, kind=CostKind.FREIGHT, amount=Decimal(amount), spent_on=MORNING.date(),
        purpose="运费", voucher="YF-1", actor=life.company.logistics, at=NOON,
    )  # fmt: skip


class TestOfCase:
    @pytest.mark.requirement("LG-12")
    def test_adds_goods_and_cash_as_they_were_given_and_the_rest_as_entered(self, life, case):
        freight(life, case)

        costs = of_case(life.session, case.id)

        assert costs.amounts == {
            CostKind.GOODS: Decimal("108.00"), CostKind.CASH: Decimal("50.00"), CostKind.FREIGHT: Decimal("10.50"),
        }  # fmt: skip
        assert costs.total == Decimal("168.50")

    def test_counts_nothing_before_it_was_given(self, life):
        assert of_case(life.session, life.filed(12, 24, "50").id).total == 0

    def test_leaves_withdrawn_entries_out(self, life, case):
        row = freight(life, case)

        withdraw(life.session, cost_id=row.id, reason="重复", actor=life.company.logistics, at=AFTERNOON)

        assert of_case(life.session, case.id).of(CostKind.FREIGHT) == 0


class TestOfMonth:
    @pytest.mark.requirement("LG-12")
    def test_tells_them_by_department_and_by_product(self, life, case):
        freight(life, case)

        found = of_month(life.session, SEPTEMBER, life.company.finance.as_person())

        assert found.whole.total == Decimal("168.50")
        assert [(row.id, costs.total) for row, costs in found.by_department] == [
            (life.company.department.id, Decimal("168.50"))
        ]
        assert [row for row, _costs in found.by_product] == [life.company.product]

    def test_holds_the_days_of_the_month_only(self, life, case):
        freight(life, case)

        for month in (date(2026, 8, 1), date(2026, 10, 1)):
            assert of_month(life.session, month, life.company.finance.as_person()).whole.total == 0

    def test_reaches_as_far_as_the_reader(self, life, case):
        freight(life, case)
        elsewhere = make_staff(life.session, Role.DEPARTMENT_HEAD, department=make_region(life.session).department)

        assert of_month(life.session, SEPTEMBER, elsewhere.as_person()).whole.total == 0
        assert of_month(life.session, SEPTEMBER, life.company.head.as_person()).whole.total == Decimal("168.50")

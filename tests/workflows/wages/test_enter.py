from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Wage
from rules.permissions import NotPermitted
from terms.people import Role
from tests.factories import MORNING, Company, make_staff
from tests.workflows.life import last_event
from workflows.rows import NotFound
from workflows.wages.enter import AlreadyEntered, NoAmount, OwnWage, change_wage, enter_wage

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def company(session):
    return Company(session)


def enter(session, company, **values):
    ordinary = {
        "staff_id": company.clerk.id, "month": date(2026, 9, 16), "amount": Decimal("6000.00"),
        "minimum": Decimal("2060.00"), "actor": company.human_resources, "at": MORNING,
    }  # fmt: skip
    return enter_wage(session, **{**ordinary, **values})


class TestEnterWage:
    def test_keeps_the_figure_out_of_the_record(self, session, company):
        row = enter(session, company)

        assert (row.month, row.amount, row.minimum) == (SEPTEMBER, Decimal("6000.00"), Decimal("2060.00"))
        event = last_event(session)
        assert event.kind == "wage.entered"
        assert "6000" not in str(event.changes)

    @pytest.mark.parametrize("role", ["clerk", "head", "manager", "finance", "administrator"])
    def test_is_personnels_alone(self, session, company, role):
        with pytest.raises(NotPermitted):
            enter(session, company, actor=getattr(company, role))

        assert session.scalars(select(Wage.id)).all() == []

    def test_is_entered_once_for_a_person_and_month(self, session, company):
        enter(session, company)

        with pytest.raises(AlreadyEntered):
            enter(session, company)

    def test_is_never_ones_own(self, session, company):
        with pytest.raises(OwnWage):
            enter(session, company, staff_id=company.human_resources.id)

        assert session.scalars(select(Wage.id)).all() == []
        colleague = make_staff(session, Role.HUMAN_RESOURCES)
        assert enter(session, company, staff_id=company.human_resources.id, actor=colleague).amount == Decimal(6000)

    @pytest.mark.parametrize("wrong", [{"amount": Decimal(0)}, {"minimum": Decimal(0)}])
    def test_is_more_than_nothing(self, session, company, wrong):
        with pytest.raises(NoAmount):
            enter(session, company, **wrong)


class TestChangeWage:
    def test_keeps_both_figures_out_of_the_record(self, session, company):
        row = enter(session, company)

        change_wage(
            session, wage_id=row.id, amount=Decimal("6500.00"), actor=company.human_resources, at=MORNING,
            seen=row.version,
        )  # fmt: skip

        assert (row.amount, row.minimum) == (Decimal("6500.00"), None)
        assert "6000" not in str(last_event(session).changes)
        assert "6500" not in str(last_event(session).changes)

    def test_is_never_ones_own(self, session, company):
        colleague = make_staff(session, Role.HUMAN_RESOURCES)
        row = enter(session, company, staff_id=company.human_resources.id, actor=colleague)

        with pytest.raises(OwnWage):
            change_wage(session, wage_id=row.id, amount=Decimal(9000), actor=company.human_resources, at=MORNING)

        session.refresh(row)
        assert (row.amount, row.entered_by_id) == (Decimal(6000), colleague.id)

    def test_of_nothing_is_refused(self, session, company):
        with pytest.raises(NotFound):
            change_wage(session, wage_id=0, amount=Decimal(1), actor=company.human_resources, at=MORNING)

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent
from terms.people import Role
from tests.factories import MORNING, Company, make_region, make_staff
from workflows.customers.checks import NotYourRegion
from workflows.customers.set_aside import AlreadyThere, set_aside, take_back
from workflows.entries import Missing


@pytest.fixture
def company(session):
    return Company(session)


class TestSetAside:
    def test_keeps_the_row_and_the_reason(self, session, company):
        set_aside(session, customer_id=company.customer.id, reason="已停业", actor=company.clerk, at=MORNING)

        event = session.scalars(select(AuditEvent)).one()
        assert company.customer.active is False
        assert (event.kind, event.note, event.changes) == ("customer.set_aside", "已停业", {"active": [True, False]})

    def test_asks_why(self, session, company):
        with pytest.raises(Missing):
            set_aside(session, customer_id=company.customer.id, reason=" ", actor=company.clerk, at=MORNING)

        assert company.customer.active

    def test_is_told_once(self, session, company):
        set_aside(session, customer_id=company.customer.id, reason="已停业", actor=company.clerk, at=MORNING)

        with pytest.raises(AlreadyThere):
            set_aside(session, customer_id=company.customer.id, reason="已停业", actor=company.clerk, at=MORNING)

    def test_is_for_those_who_may_write_the_customer(self, session, company):
        other = make_staff(session, Role.CLERK, Role.QUALITY, region=make_region(session))

        with pytest.raises(NotYourRegion):
            set_aside(session, customer_id=company.customer.id, reason="已停业", actor=other, at=MORNING)


class TestTakeBack:
    def test_offers_the_customer_again(self, session, company):
        set_aside(session, customer_id=company.customer.id, reason="已停业", actor=company.clerk, at=MORNING)

        take_back(session, customer_id=company.customer.id, actor=company.clerk, at=MORNING)

        assert company.customer.active
        assert company.customer.version == 3

    def test_refuses_one_in_use(self, session, company):
        with pytest.raises(AlreadyThere):
            take_back(session, customer_id=company.customer.id, actor=company.clerk, at=MORNING)

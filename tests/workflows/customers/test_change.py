from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent, Customer
from queries.search import matching
from terms.people import Role
from terms.trade import CustomerKind
from tests.factories import MORNING, Company, make_customer, make_region, make_staff
from workflows.customers.change import change
from workflows.customers.checks import NoDistributor, NotYourRegion, SamePhone
from workflows.entries import NothingChanged
from workflows.rows import NotFound
from workflows.transaction import ChangedMeanwhile


@pytest.fixture
def company(session):
    return Company(session)


def entry(company, row, **values):
    same = {
        name: getattr(row, name)
        for name in ("name", "kind", "region_id", "phone", "contact", "address", "grade", "distributor_id", "note")
    }
    return {**same, "customer_id": row.id, "actor": company.clerk, "at": MORNING, **values}


class TestChange:
    @pytest.mark.requirement("MD-02")
    def test_saves_old_and_new_and_counts(self, session, company):
        row = company.customer
        before = row.name

        change(session, **entry(company, row, name="张伟", seen=1))

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.version, event.changes) == ("customer.changed", 2, {"name": [before, "张伟"]})
        assert (row.version, row.pinyin) == (2, "zw zhangwei")
        assert session.scalars(select(Customer.id).where(matching(Customer, "zhangwei"))).all() == [row.id]

    def test_refuses_to_move_a_customer_out_of_ones_reach(self, session, company):
        elsewhere = make_region(session, company.department)

        with pytest.raises(NotYourRegion):
            change(session, **entry(company, company.customer, region_id=elsewhere.id))

        assert company.customer.region_id == company.region.id
        assert session.scalars(select(AuditEvent)).all() == []

    def test_lets_the_department_head_move_one_within_the_department(self, session, company):
        elsewhere = make_region(session, company.department)

        change(session, **entry(company, company.customer, region_id=elsewhere.id, actor=company.head))

        assert company.customer.region_id == elsewhere.id

    def test_refuses_a_customer_one_sees_but_may_not_write(self, session, company):
        """Logistics sees every dealer; with a clerk's role beside it only the region's may be changed."""
        both = make_staff(session, Role.CLERK, Role.LOGISTICS, region=company.region)
        theirs = make_customer(session, make_region(session), kind=CustomerKind.DISTRIBUTOR)

        with pytest.raises(NotYourRegion):
            change(session, **entry(company, theirs, name="张伟", actor=both))
        with pytest.raises(NotYourRegion):
            change(session, **entry(company, theirs, region_id=company.region.id, actor=both))

    def test_knows_no_customer_out_of_sight(self, session, company):
        theirs = make_customer(session, make_region(session))

        with pytest.raises(NotFound):
            change(session, **entry(company, theirs, name="张伟"))

    def test_asks_about_a_phone_only_when_it_is_a_new_one(self, session, company):
        make_customer(session, company.region, phone="13800000001")
        twin = make_customer(session, company.region, phone="13800000001")

        change(session, **entry(company, twin, name="张伟"))
        with pytest.raises(SamePhone):
            change(session, **entry(company, company.customer, phone="13800000001"))

    def test_refuses_a_distributor_of_its_own(self, session, company):
        row = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR)

        with pytest.raises(NoDistributor):
            change(session, **entry(company, row, distributor_id=row.id))

    def test_says_when_nothing_was_changed(self, session, company):
        with pytest.raises(NothingChanged):
            change(session, **entry(company, company.customer))

        assert company.customer.version == 1

    def test_refuses_what_somebody_else_changed_meanwhile(self, session, company):
        change(session, **entry(company, company.customer, name="张伟", seen=1))

        with pytest.raises(ChangedMeanwhile):
            change(session, **entry(company, company.customer, name="王强", seen=1))

        assert company.customer.name == "张伟"

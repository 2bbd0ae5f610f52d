from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models import AuditEvent, Customer
from queries.search import matching
from rules.permissions import NotPermitted
from terms.people import Role
from terms.trade import CustomerGrade, CustomerKind
from tests.factories import MORNING, Company, make_customer, make_region, make_staff
from workflows.customers.checks import NoDistributor, NotYourRegion, SamePhone
from workflows.customers.create import create
from workflows.entries import Missing
from workflows.rows import NotFound
from workflows.transaction import AlreadySent


@pytest.fixture
def company(session):
    return Company(session)


def entry(company, **values):
    ordinary = {"name": "王芳", "kind": CustomerKind.CONSUMER, "region_id": company.region.id, "phone": "138 0000 0001"}
    return {**ordinary, "actor": company.clerk, "at": MORNING, **values}


def customers(session) -> int:
    return session.scalar(select(func.count(Customer.id)))


class TestCreate:
    @pytest.mark.requirement("MD-01")
    def test_gives_the_next_code_and_the_pinyin(self, session, company):
        first = create(session, **entry(company))
        second = create(session, **entry(company, phone="13800000002"))

        assert (first.code, second.code) == ("KH000001", "KH000002")
        assert first.pinyin == "wf wangfang"
        assert (first.phone, first.active, first.version) == ("13800000001", True, 1)
        assert (first.created_by_id, first.created_at) == (company.clerk.id, MORNING)

    @pytest.mark.parametrize("typed", ["wf", "wangfang", "王芳", "3800000001", "KH000001"])
    def test_can_be_found_at_once(self, session, company, typed):
        made = create(session, **entry(company))

        assert session.scalars(select(Customer.id).where(matching(Customer, typed))).all() == [made.id]

    def test_puts_what_was_entered_on_record(self, session, company):
        made = create(session, **entry(company, grade=CustomerGrade.KEY))

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject, event.subject_id) == ("customer.created", "customer", made.id)
        assert (event.actor_id, event.at, event.version) == (company.clerk.id, MORNING, 1)
        assert event.changes["name"] == [None, "王芳"]
        assert event.changes["grade"] == [None, "key"]
        assert "note" not in event.changes

    def test_tells_the_code_of_whoever_has_the_phone(self, session, company):
        known = make_customer(session, company.region, code="KH9", name="李敏", phone="13800000001")

        with pytest.raises(SamePhone) as refusal:
            create(session, **entry(company, phone="+86 138-0000-0001"))

        assert "KH9 李敏" in str(refusal.value)
        assert [field for field, _text in refusal.value.fields] == ["phone"]
        assert customers(session) == 2
        assert known.version == 1

    def test_takes_the_same_phone_of_another_kind_or_when_told_that_it_is_right(self, session, company):
        make_customer(session, company.region, phone="13800000001")

        create(session, **entry(company, kind=CustomerKind.DISTRIBUTOR))
        create(session, **entry(company, same_phone_is_right=True))

        assert customers(session) == 4

    def test_tells_nothing_of_customers_out_of_sight(self, session, company):
        make_customer(session, make_region(session), phone="13800000001")

        assert create(session, **entry(company)).phone == "13800000001"

    def test_keeps_a_clerk_in_their_region(self, session, company):
        elsewhere = make_region(session, company.department)

        with pytest.raises(NotYourRegion):
            create(session, **entry(company, region_id=elsewhere.id))

        assert create(session, **entry(company, region_id=elsewhere.id, actor=company.head)).region_id == elsewhere.id

    def test_refuses_a_region_that_is_not_there_or_not_in_use(self, session, company):
        closed = make_region(session, company.department, active=False)

        for region_id in (999, closed.id):
            with pytest.raises(NotFound):
                create(session, **entry(company, region_id=region_id, actor=company.head))

    def test_takes_a_visible_distributor_only(self, session, company):
        ours = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR)
        theirs = make_customer(session, make_region(session), kind=CustomerKind.DISTRIBUTOR)

        assert create(session, **entry(company, distributor_id=ours.id)).distributor_id == ours.id
        with pytest.raises(NoDistributor):
            create(session, **entry(company, phone=None, distributor_id=company.customer.id))
        with pytest.raises(NotFound):
            create(session, **entry(company, phone=None, distributor_id=theirs.id))

    def test_refuses_a_customer_without_a_name(self, session, company):
        with pytest.raises(Missing):
            create(session, **entry(company, name="  "))

        assert customers(session) == 1

    @pytest.mark.parametrize("role", [Role.DIRECTOR, Role.LOGISTICS, Role.QUALITY, Role.ADMINISTRATOR])
    def test_is_closed_to_those_who_only_read(self, session, company, role):
        with pytest.raises(NotPermitted):
            create(session, **entry(company, actor=make_staff(session, role, region=company.region)))

        assert customers(session) == 1

    def test_makes_one_row_of_a_form_sent_twice(self, session, company):
        create(session, **entry(company, once="token-1"))

        with pytest.raises(AlreadySent):
            create(session, **entry(company, phone="13800000009", once="token-1"))

        assert customers(session) == 2

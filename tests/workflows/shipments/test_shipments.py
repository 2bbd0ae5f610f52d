from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import AuditEvent, Shipment
from rules.permissions import NotPermitted
from terms.month import MonthStatus
from terms.people import Role
from terms.trade import CustomerKind
from tests.factories import MORNING, Company, make_batch, make_customer, make_month
from workflows.entries import NothingChanged
from workflows.months.gate import MonthLocked
from workflows.rows import NotFound
from workflows.shipments.change import change
from workflows.shipments.checks import NothingShipped, WrongDay
from workflows.shipments.create import create


@pytest.fixture
def company(session):
    company = Company(session)
    company.customer = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR)
    return company


def entry(company, **values):
    ordinary = {
        "customer_id": company.customer.id, "batch_id": company.batch.id, "shipped_on": date(2026, 9, 10), "cases": 40,
        "price": Decimal("96.00"), "promotion": "买十送一", "voucher": "进仓0912",
    }  # fmt: skip
    return {**ordinary, "actor": company.logistics, "at": MORNING, **values}


class TestCreate:
    @pytest.mark.requirement("MD-12")
    def test_saves_goods_price_promotion_and_voucher_under_the_next_number(self, session, company):
        first, second = create(session, **entry(company)), create(session, **entry(company))

        assert (first.number, second.number) == ("FH-2026-09-00001", "FH-2026-09-00002")
        assert (first.cases, first.price, first.promotion) == (40, Decimal("96.00"), "买十送一")
        event = session.scalars(select(AuditEvent)).first()
        assert (event.kind, event.changes["price"]) == ("shipment.created", [None, "96.00"])

    def test_goes_no_earlier_than_the_goods_were_made_and_no_later_than_today(self, session, company):
        made_on = company.batch.produced_on

        create(session, **entry(company, shipped_on=made_on))
        create(session, **entry(company, shipped_on=date(2026, 9, 16)))
        for day in (date(2026, 5, 31), date(2026, 9, 17)):
            with pytest.raises(WrongDay):
                create(session, **entry(company, shipped_on=day))

    def test_holds_one_case_or_more(self, session, company):
        with pytest.raises(NothingShipped):
            create(session, **entry(company, cases=0))

    def test_goes_to_a_customer_in_use(self, session, company):
        gone = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR, active=False)

        for customer_id in (gone.id, 999):
            with pytest.raises(NotFound):
                create(session, **entry(company, customer_id=customer_id))

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.LOGISTICS])
    def test_is_logistics_to_enter(self, session, company, role):
        person = next(person for person in company.everybody() if role in person.roles)

        with pytest.raises(NotPermitted):
            create(session, **entry(company, actor=person))

        assert session.scalars(select(Shipment)).all() == []


class TestChange:
    def test_saves_old_and_new_and_keeps_the_number(self, session, company):
        row = create(session, **entry(company))

        change(session, **entry(company, shipment_id=row.id, cases=42, seen=1))

        assert (row.number, row.cases, row.version) == ("FH-2026-09-00001", 42, 2)
        assert session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[-1].changes == {"cases": [40, 42]}

    def test_judges_the_day_by_the_new_batch(self, session, company):
        row = create(session, **entry(company))
        newer = make_batch(session, company.product, produced_on=date(2026, 9, 12))

        with pytest.raises(WrongDay):
            change(session, **entry(company, shipment_id=row.id, batch_id=newer.id))

    def test_says_when_nothing_was_changed(self, session, company):
        row = create(session, **entry(company))

        with pytest.raises(NothingChanged):
            change(session, **entry(company, shipment_id=row.id))


class TestALockedMonth:
    """What the glass allowance of a locked month was counted from stays as it was."""

    @pytest.mark.requirement("RX-08")
    def test_takes_no_shipment_and_says_the_way_out(self, session, company):
        make_month(session, date(2026, 8, 1), locked_by=company.manager)

        with pytest.raises(MonthLocked, match=r"2026-08 is locked since .*王芳.*next month as a correction.*reopened"):
            create(session, **entry(company, shipped_on=date(2026, 8, 31)))
        assert create(session, **entry(company, shipped_on=date(2026, 9, 1))).id

    def test_gives_none_away_either(self, session, company):
        row = create(session, **entry(company, shipped_on=date(2026, 8, 31)))
        make_month(session, date(2026, 8, 1), locked_by=company.manager)

        for day in (date(2026, 8, 31), date(2026, 9, 1)):
            with pytest.raises(MonthLocked):
                change(session, **entry(company, shipment_id=row.id, shipped_on=day, cases=2))

    def test_is_open_again_after_reopening(self, session, company):
        make_month(session, date(2026, 8, 1), status=MonthStatus.REOPENED)

        assert create(session, **entry(company, shipped_on=date(2026, 8, 31))).id

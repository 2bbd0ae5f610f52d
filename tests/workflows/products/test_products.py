from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from models import AuditEvent, Batch, Product
from rules.permissions import NotPermitted
from terms.people import Role
from terms.trade import Package
from tests.factories import MORNING, Company, make_batch, make_customer, make_product, make_shipment, make_staff
from workflows.entries import Missing, NothingChanged, Taken
from workflows.products.change import change
from workflows.products.change_batch import change_batch
from workflows.products.checks import InUse, NotACount, NotYetProduced
from workflows.products.create import create
from workflows.products.create_batch import create_batch
from workflows.rows import NotFound


@pytest.fixture
def company(session):
    return Company(session)


def product(company, **values):
    ordinary = {
        "sku": "YT-250", "name": "黄桃汽水", "package": Package.GLASS, "spec": "250ml×24", "units_per_case": 24,
        "shelf_life_days": 365, "price": Decimal("4.50"),
    }  # fmt: skip
    return {**ordinary, "actor": company.quality, "at": MORNING, **values}


def as_it_is(company, row, **values):
    names = ("sku", "name", "package", "spec", "units_per_case", "shelf_life_days", "price", "active")
    same = {name: getattr(row, name) for name in names}
    return {**same, "product_id": row.id, "actor": company.quality, "at": MORNING, **values}


def batch(company, **values):
    ordinary = {"code": "20260601A", "product_id": company.product.id, "produced_on": date(2026, 6, 1)}
    return {**ordinary, "actor": company.quality, "at": MORNING, **values}


class TestCreate:
    @pytest.mark.requirement("MD-08")
    def test_saves_a_product_with_its_pinyin_and_price(self, session, company):
        row = create(session, **product(company))

        assert (row.pinyin, row.price, row.active) == ("htqs huangtaoqishui", Decimal("4.50"), True)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.changes["price"]) == ("product.created", [None, "4.50"])

    def test_refuses_a_sku_twice(self, session, company):
        create(session, **product(company))

        with pytest.raises(Taken) as refusal:
            create(session, **product(company, name="另一种"))

        assert [field for field, _text in refusal.value.fields] == ["sku"]

    @pytest.mark.parametrize("count", [0, -1])
    def test_refuses_a_case_of_nothing(self, session, company, count):
        with pytest.raises(NotACount):
            create(session, **product(company, units_per_case=count))

    def test_needs_a_price(self, session, company):
        with pytest.raises(Missing):
            create(session, **product(company, price=None))

    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.QUALITY, Role.ADMINISTRATOR)])
    def test_is_quality_s_and_the_administrator_s(self, session, company, role):
        with pytest.raises(NotPermitted):
            create(session, **product(company, actor=make_staff(session, role)))

        assert session.scalar(select(func.count(Product.id))) == 1


class TestChange:
    def test_saves_old_and_new(self, session, company):
        change(session, **as_it_is(company, company.product, price=Decimal("5.00"), seen=1))

        assert session.scalars(select(AuditEvent)).one().changes == {"price": ["4.50", "5.00"]}

    def test_keeps_the_case_that_complaints_count_in(self, session, company, storage):
        company.register(storage)

        with pytest.raises(InUse):
            change(session, **as_it_is(company, company.product, units_per_case=12))

    def test_keeps_the_case_that_shipments_count_in(self, session, company):
        make_shipment(session, company.customer, company.batch)

        with pytest.raises(InUse):
            change(session, **as_it_is(company, company.product, units_per_case=12))

    def test_corrects_the_case_of_a_product_nobody_had_yet(self, session, company):
        change(session, **as_it_is(company, company.product, units_per_case=12))

        assert company.product.units_per_case == 12

    def test_says_when_nothing_was_changed(self, session, company):
        with pytest.raises(NothingChanged):
            change(session, **as_it_is(company, company.product))


class TestCreateBatch:
    @pytest.mark.requirement("MD-09")
    def test_saves_the_production_date(self, session, company):
        row = create_batch(session, **batch(company, produced_quantity=48000))

        assert (row.produced_on, row.produced_quantity) == (date(2026, 6, 1), 48000)

    def test_takes_today_but_not_tomorrow(self, session, company):
        create_batch(session, **batch(company, produced_on=date(2026, 9, 16)))

        with pytest.raises(NotYetProduced):
            create_batch(session, **batch(company, code="B2", produced_on=date(2026, 9, 17)))

    def test_refuses_a_code_twice_and_a_product_that_is_not_there(self, session, company):
        with pytest.raises(Taken):
            create_batch(session, **batch(company, code=company.batch.code))
        with pytest.raises(NotFound):
            create_batch(session, **batch(company, product_id=999))

        assert session.scalar(select(func.count(Batch.id))) == 1


class TestChangeBatch:
    def test_moves_a_batch_nobody_had_yet_to_another_product(self, session, company):
        other = make_product(session)

        change_batch(session, **batch(company, batch_id=company.batch.id, code=company.batch.code, product_id=other.id))

        assert company.batch.product_id == other.id

    def test_leaves_a_shipped_batch_with_its_product(self, session, company):
        make_shipment(session, make_customer(session, company.region), company.batch)

        with pytest.raises(InUse):
            change_batch(
                session,
                **batch(
                    company, batch_id=company.batch.id, code=company.batch.code, product_id=make_product(session).id
                ),
            )

    def test_leaves_a_batch_complained_about_with_its_product(self, session, company, storage):
        company.register(storage)

        with pytest.raises(InUse):
            change_batch(
                session,
                **batch(
                    company, batch_id=company.batch.id, code=company.batch.code, product_id=make_product(session).id
                ),
            )

    def test_frees_its_old_code(self, session, company):
        old = company.batch.code

        change_batch(session, **batch(company, batch_id=company.batch.id, code="NEW-1"))

        assert make_batch(session, company.product, code=old).code == old

"""A page of a list is the same rows as the plain question gives, whatever way was taken to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import Complaint
from queries import pages
from queries.pages import Order, Wanted, first_keys, page
from queries.scope import visible
from queries.search import holding, matching
from terms.complaint import State
from terms.people import Role
from tests.factories import MORNING, Company, make_batch, make_customer, make_product, make_region, make_staff, save

ORDERS = [Order(Complaint.id, downwards=True), Order(Complaint.due_at)]
TERMS = ["", "渗漏", "瓶盖渗漏", "瓶盖 渗漏", "铁锈", "龙虾"]
# Every word common and everybody with many rows; every word rare; common words and people with few rows.
LIMITS = [{"RARE": 0, "FEW": 0}, {}, {"RARE": 0}]


@pytest.fixture
def company(session) -> Company:
    return Company(session)


@pytest.fixture
def cases(session, company, storage) -> list[Complaint]:
    """Cases of two regions, registered and handled by different people, some of them with the words."""
    elsewhere = make_region(session, company.department)
    other = make_staff(session, Role.CLERK, region=elsewhere)
    rows = []
    for number in range(14):
        region = company.region if number % 3 else elsewhere
        said = ("瓶盖渗漏", "瓶身有铁锈", "渗漏严重，瓶盖完好")[number % 3 if number % 4 else 0]
        by = company.clerk if number % 2 else other
        customer = None if by is other or region is elsewhere else company.customer.id
        row = company.register(
            storage, by=by, at=MORNING + timedelta(days=-number % 5), description=said, region_id=region.id,
            customer_id=customer,
        )  # fmt: skip
        rows.append(save(session, row))
    return rows


def plainly(session, person, term, order, *conditions) -> list[int]:
    """All keys in order, asked the simple way."""
    found = visible(select(Complaint.id), Complaint, person).where(*conditions)
    if term:
        found = found.where(holding(Complaint, term))
    return list(session.scalars(found.order_by(*order.of(order.column, Complaint.id))))


class TestPage:
    @pytest.mark.parametrize("limits", LIMITS, ids=["common", "rare", "few rows"])
    @pytest.mark.parametrize("term", TERMS)
    def test_gives_the_rows_of_the_plain_question_in_its_order(
        self, session, company, cases, term, limits, monkeypatch
    ):
        for name, value in limits.items():
            monkeypatch.setattr(pages, name, value)

        eyes = (company.manager, company.supervisor, company.clerk, company.logistics, company.administrator)
        for person in (staff.as_person() for staff in eyes):
            for order in ORDERS:
                every = plainly(session, person, term, order)
                wanted = Wanted(Complaint, person, term=term)

                found = [page(session, wanted, order, first=first, size=4) for first in (0, 4, 8, 12)]

                assert [key for one in found for key in one.keys] == every
                assert first_keys(session, wanted, order, 5) == every[:5]
                assert [one.has_more for one in found] == [len(every) > last for last in (4, 8, 12, 16)]

    def test_counts_every_row_once_though_it_is_seen_for_several_reasons(self, session, company, cases):
        person = company.supervisor.as_person()
        cases[1].assigned_to_id = cases[1].registered_by_id = company.supervisor.id
        session.commit()

        found = page(session, Wanted(Complaint, person), ORDERS[0], first=0, size=20)

        assert found.count == len(found.keys) == len(set(found.keys))
        assert not found.capped

    def test_says_that_there_may_be_more_when_it_counted_only_the_newest(self, session, company, cases, monkeypatch):
        monkeypatch.setattr(pages, "RARE", 0)
        monkeypatch.setattr(pages, "FEW", 0)
        monkeypatch.setattr(pages, "COUNTED_THROUGH", 2)

        found = page(session, Wanted(Complaint, company.manager.as_person(), term="渗漏"), ORDERS[0], first=0, size=3)

        assert found.capped
        assert found.count == 4

    def test_keeps_to_the_conditions_on_every_way(self, session, company, cases, monkeypatch):
        monkeypatch.setattr(pages, "RARE", 0)
        handled = Complaint.state == State.HANDLING
        cases[2].state = State.HANDLING
        session.commit()

        for person in (company.manager.as_person(), company.supervisor.as_person(), company.clerk.as_person()):
            found = page(session, Wanted(Complaint, person, [handled], "渗漏"), ORDERS[0], first=0, size=9)

            assert found.keys == plainly(session, person, "渗漏", ORDERS[0], handled)

    def test_takes_a_number_typed_whole_for_that_row_alone(self, session, company, cases):
        other = cases[3]
        other.description += f"，与{cases[1].number}相同"
        session.commit()

        found = page(
            session,
            Wanted(Complaint, company.manager.as_person(), term=cases[1].number.lower()),
            ORDERS[0],
            first=0,
            size=9,
        )

        assert found.keys == [cases[1].id]

    def test_shows_no_number_beyond_the_scope(self, session, company, cases):
        person = make_staff(session, Role.SUPERVISOR, region=make_region(session)).as_person()

        assert page(session, Wanted(Complaint, person, term=cases[1].number), ORDERS[0], first=0, size=9).keys == []


class TestMatching:
    def test_is_answered_from_the_index_not_by_reading_the_table(self, session, cases):
        found = select(Complaint.id).where(matching(Complaint, "铁锈")).compile(session.get_bind())
        if session.get_bind().dialect.name != "sqlite":
            return

        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {found}", tuple(found.params.values()))

        assert any("SEARCH complaint USING INTEGER PRIMARY KEY" in row[3] for row in plan)


class TestNames:
    """A case is found by what its goods and its customer are called."""

    @pytest.mark.parametrize("term", ["荔枝", "lizhi", "荔枝 汽水", "李敏超市", "lmcs"])
    def test_find_a_case_in_characters_and_in_pinyin(self, session, company, storage, term):
        product = make_product(session, name="荔枝汽水", pinyin="lizhiqishui lzqs")
        customer = make_customer(session, company.region, name="李敏超市", pinyin="liminchaoshi lmcs")
        batch = make_batch(session, product)
        case = save(
            session, company.register(storage, product_id=product.id, batch_id=batch.id, customer_id=customer.id)
        )
        save(session, company.register(storage))
        seen = Wanted(Complaint, company.clerk.as_person(), term=term)

        assert page(session, seen, ORDERS[0], first=0, size=5).keys == [case.id]
        assert first_keys(session, seen, ORDERS[0], 5) == [case.id]

    def test_find_nothing_outside_the_readers_scope(self, session, company, storage):
        product = make_product(session, name="荔枝汽水", pinyin="lizhiqishui")
        batch = make_batch(session, product)
        company.register(storage, product_id=product.id, batch_id=batch.id)
        stranger = make_staff(session, Role.CLERK, region=make_region(session))

        assert (
            page(session, Wanted(Complaint, stranger.as_person(), term="荔枝"), ORDERS[0], first=0, size=5).keys == []
        )

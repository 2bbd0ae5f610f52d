from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent, PackInForce
from queries.rulebook import in_force
from rules.packs_in_force import Where
from rules.permissions import NotPermitted
from tests.factories import MORNING
from tests.workflows.rulebook.drafting import TOMORROW, Drafting
from workflows.rulebook.call_off import call_off
from workflows.rulebook.put_in_force import NotLikeThis, end, put_in_force

pytestmark = pytest.mark.requirement("GV-01", "GV-04")


@pytest.fixture
def house(session):
    return Drafting(session)


def put(house, pack, *, by="manager", since=TOMORROW, **sides):
    return put_in_force(house.session, pack=pack, since=since, reason="试行", actor=house[by], at=MORNING, **sides)


class TestPutInForce:
    def test_holds_for_the_department_it_names_from_its_day_on(self, house, session):
        put(house, "salt", departments=["E"])

        def held(department, on):
            return in_force(session, on=on, where=Where(department=department)).pack.key

        assert [held("E", MORNING.date()), held("E", TOMORROW), held("W", TOMORROW)] == ["food", "salt", "food"]

    def test_ends_what_held_for_the_same_cases(self, house, session):
        put(house, "salt")

        rows = session.scalars(select(PackInForce).order_by(PackInForce.id)).all()

        assert [(row.pack, row.until) for row in rows] == [("food", TOMORROW), ("salt", None)]

    @pytest.mark.parametrize(
        ("pack", "values", "says"),
        [
            ("salt", {"since": MORNING.date()}, "later than today"),
            ("sugar", {}, "no such pack"),
            ("salt", {"branches": ["B"]}, "fit the same cases"),
        ],
    )
    def test_refuses_the_past_a_pack_that_is_not_there_and_two_for_one_case(self, house, session, pack, values, says):
        put(house, "general", departments=["E"])

        with pytest.raises(NotLikeThis, match=says):
            put(house, pack, **values)

        assert len(session.scalars(select(PackInForce)).all()) == 2

    def test_is_the_general_managers(self, house):
        with pytest.raises(NotPermitted):
            put(house, "salt", by="east")


class TestEnd:
    def test_never_leaves_cases_without_a_pack(self, house, session):
        here = put(house, "salt", departments=["E"])
        everywhere = session.scalars(select(PackInForce).where(PackInForce.pack == "food")).one()
        later = TOMORROW + timedelta(days=9)

        end(session, pack_in_force_id=here.id, until=later, actor=house["manager"], at=MORNING)
        with pytest.raises(NotLikeThis, match="no pack holds for every case"):
            end(session, pack_in_force_id=everywhere.id, until=later, actor=house["manager"], at=MORNING)

        assert in_force(session, on=later, where=Where(department="E")).pack.key == "food"


class TestEndedRow:
    def test_stays_ended_so_that_no_day_of_the_past_changes_its_policy(self, house, session):
        row = put(house, "salt", departments=["E"])
        later = TOMORROW + timedelta(days=5)
        end(session, pack_in_force_id=row.id, until=later, actor=house["manager"], at=MORNING)

        with pytest.raises(NotLikeThis, match="has ended"):
            end(
                session, pack_in_force_id=row.id, until=later + timedelta(days=90), actor=house["manager"],
                at=MORNING + timedelta(days=60),
            )  # fmt: skip

        assert row.until == later


@pytest.mark.parametrize(("pack", "sides"), [("ground", {}), ("salt", {"departments": ["X"]})])
def test_nothing_holds_that_nobody_works_by_and_nowhere_that_is_not_there(house, pack, sides):
    with pytest.raises(NotLikeThis, match=r"works by|not known"):
        put(house, pack, **sides)


class TestCallOff:
    def test_lets_go_on_what_it_would_have_ended_and_keeps_the_reason(self, house, session):
        row = put(house, "salt")
        call_off(session, pack_in_force_id=row.id, reason="选错了", actor=house["manager"], at=MORNING)

        left = session.scalars(select(PackInForce)).all()
        told = session.scalars(select(AuditEvent).where(AuditEvent.kind == "pack_in_force.called_off")).one()
        assert [(one.pack, one.until) for one in left] == [("food", None)]
        assert told.note == "选错了"

    def test_is_refused_once_it_has_begun(self, house, session):
        row = put(house, "salt")

        with pytest.raises(NotLikeThis, match="has begun"):
            call_off(
                session, pack_in_force_id=row.id, reason="晚了", actor=house["manager"], at=MORNING + timedelta(days=1)
            )

"""The salt works and the supermarket: told small, and asked again by the rules and the use-cases of their packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import click
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.serve import open_demo
from demo import accounts, works_here
from demo.companies import PACKS, company
from demo.companies.described import Company
from demo.company import tell
from demo.ledger import Ledger
from demo.worktime import at_minute
from demo.writer import write_all
from models import Complaint
from queries.case_facts import case_facts
from queries.rulebook import in_force, policy_of
from queries.running_clocks import lacking, standing_of
from terms.classes import CaseClass
from terms.complaint import Clock, ComplaintKind, State
from terms.flow import CaseFact
from terms.people import Role
from terms.time import day_start
from tests.databases import SqliteDatabases, open_engine
from tests.demo.replay import record, with_those_before
from tests.demo.replay_course import CourseReplay, story
from tests.demo_company import DEMO_DAY
from workflows.auth.password_rules import check_password

NEW = tuple(pack for pack in PACKS if pack != "food")


def small(pack: str) -> Company:
    """The company as it is described, but young and with few customers."""
    whole = company(pack)
    much = replace(
        whole.volume, months_of_goods=3, months_of_cases=1, batches=120, shipments=min(whole.volume.shipments, 80),
        cases=130, incidents=1, services=8, letters=3, consumers=50, old_consumers=20,
        trade={kind: total // 5 for kind, total in whole.volume.trade.items()},
    )  # fmt: skip
    return replace(whole, volume=much)


@pytest.fixture(scope="module", params=NEW)
def pack(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def past(pack) -> Ledger:
    return told(pack)


@cache
def told(pack: str) -> Ledger:
    """Told once a run, in whatever order the tests of both come."""
    past = tell(DEMO_DAY, of=small(pack))
    past.close_event()
    return past


@pytest.fixture(scope="module")
def built(past) -> Iterator[Session]:
    """The company in SQLite. Read only."""
    databases = SqliteDatabases()
    engine = open_engine(databases.new())
    with Session(engine) as session:
        write_all(session.connection(), past)
        yield session
        session.rollback()
    engine.dispose()
    databases.close()


@pytest.fixture(scope="module")
def cases(built) -> list[Complaint]:
    return list(built.scalars(select(Complaint).order_by(Complaint.id)))


class TestTheCompany:
    def test_works_by_its_pack(self, pack, built, cases):
        assert in_force(built, on=DEMO_DAY).pack.key == pack
        assert {case.rulebook_pack for case in cases} == {pack}

    def test_has_somebody_for_every_role_and_their_password(self, pack, built):
        shown = accounts(pack)

        assert {role for one in shown for role in one.roles} == set(Role)
        for one in company(pack).people:
            check_password(shown[0].password, number=one.number, name=one.name, phone="", pinyin="")

    def test_is_known_again_and_not_taken_for_another(self, pack, built):
        assert works_here(built) == pack
        with pytest.raises(click.ClickException, match=f"works by the pack {pack}; nothing was changed"):
            open_demo(built, day_start(DEMO_DAY), pack="food")

    def test_opens_its_desk_when_the_pack_says(self, pack):
        hours, told = in_force_hours(pack), company(pack)

        assert (hours.opens.hour * 60 + hours.opens.minute, hours.closes.hour * 60) <= (
            told.halves[0][0], told.halves[-1][1],
        )  # fmt: skip

    def test_is_called_only_through_channels_the_documents_name(self, pack, built, cases):
        named = {rule.channel for rule in in_force(built, on=DEMO_DAY).intake.channels}

        assert {case.channel for case in cases} <= named


def in_force_hours(pack: str):
    from rulebook import book

    return book(pack, on=DEMO_DAY).time_limits.service_hours


class TestCases:
    def test_come_in_every_state_that_waits_for_somebody(self, cases):
        waiting = {State.REGISTERED, State.HANDLING, State.PROPOSED, State.FILED, State.ANSWERED, State.CLOSED}

        assert waiting <= {case.state for case in cases}

    def test_stand_by_their_time_limits_as_their_history_has_them(self, pack, cases):
        end = at_minute(DEMO_DAY, company(pack).ends_at)
        for case in cases:
            for row in case.clocks:
                found = standing_of(row, policy_of(case), end)
                assert found is None or found.due_at == row.due_at, (case.number, row.clock)

    def test_are_late_where_a_limit_ran_out_and_nowhere_else(self, pack, cases):
        end = at_minute(DEMO_DAY, company(pack).ends_at)
        for case in cases:
            for row in case.clocks:
                over = row.dropped_at is None and (row.met_at or end) > row.due_at + timedelta(minutes=1)
                stands_still = case.paused_at is not None and row.met_at is None
                assert not over or row.late_at or stands_still, (case.number, row.clock)
                assert row.late_at is None or row.late_at > row.due_at or row.met_at, (case.number, row.clock)

    def test_close_with_nothing_left_to_do(self, cases):
        closed = [case for case in cases if case.state is State.CLOSED]

        assert len(closed) > 50
        for case in closed:
            assert not case_facts(case).course.is_open, case.number
            assert lacking(case, policy_of(case)) == (), case.number

    def test_told_again_through_the_use_cases_come_out_the_same(self, session, past, storage):
        chosen = with_those_before(past, sample(past.rows[Complaint]))
        replay = CourseReplay(session, past, storage)
        replay.lay_ground()

        replay.tell(chosen)

        for case in chosen:
            again = session.get_one(Complaint, replay.keys[case.id])
            own = (one for one in past.events if one["subject"] == "complaint" and one["subject_id"] == case.id)
            assert without_repeat(story(again)) == without_repeat(story(case)), case.number
            assert replay.events(case) == [record(one) for one in own], case.number


def sample(cases: list[Complaint]) -> Iterator[Complaint]:
    """One of everything that the packs bring beside the house's own acts."""
    shown = (
        lambda case: case.late and case.state is State.CLOSED,
        lambda case: case.state is State.CLOSED and case.unfounded,
        lambda case: any(one.class_before for one in case.time_marks if one.case_class),
        lambda case: any(one.waits_for for one in case.time_marks),
        lambda case: case.corrections,
        lambda case: case.kind is ComplaintKind.SERVICE_COMPLAINT,
        lambda case: case.state is State.PROPOSED,
        lambda case: any(one.cash for one in case.settlements) and case.state is State.CLOSED,
    )
    for wanted in shown:
        found = [case for case in cases if wanted(case)]
        yield from found[len(found) // 2 : len(found) // 2 + 1]


def without_repeat(told: dict) -> dict:
    return {**told, "repeats": None}


@pytest.mark.parametrize("pack", ["salt"], indirect=True)
class TestTheSaltWorks:
    """P23: quality is major, an opinion in 24 hours, the result in three days; the batch is traced."""

    def test_counts_every_quality_complaint_as_major(self, cases):
        classed = {case.case_class for case in cases if case.kind is ComplaintKind.QUALITY_COMPLAINT}

        assert classed <= {CaseClass.MAJOR, None}
        assert CaseClass.MAJOR in classed

    def test_gives_an_opinion_in_a_day_and_the_result_in_three(self, cases):
        for case in cases:
            if case.kind is ComplaintKind.QUALITY_COMPLAINT and not case.time_marks and not case.reopened_count:
                days = {row.clock: row.due_at - row.started_at for row in case.clocks}
                assert days[Clock.PRELIMINARY_OPINION] == timedelta(hours=24)
                assert days[Clock.RESULT] <= timedelta(days=4)

    def test_has_a_special_group_before_it_closes_a_major_case(self, cases):
        major = [one for one in cases if one.case_class is CaseClass.MAJOR and one.state is State.CLOSED]

        assert major
        assert all({one.duty.value for one in case.duties_done} >= {"special_group"} for case in major)


@pytest.mark.parametrize("pack", ["supermarket"], indirect=True)
class TestTheSupermarket:
    """P34, P38: name and contact, 24 hours for what is simple, the customer agrees before anything is carried out."""

    def test_knows_everybody_by_name_and_phone(self, cases):
        complaints = (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_COMPLAINT)

        assert not any(case.anonymous for case in cases)
        assert all(case.complainant_name and case.complainant_phone for case in cases if case.kind in complaints)

    def test_answers_what_is_simple_in_a_day(self, cases):
        simple = [case for case in cases if case.case_class is CaseClass.SIMPLE and not case.time_marks]

        assert simple
        for case in simple:
            first = next(row for row in case.clocks if row.clock is Clock.RESULT)
            assert first.due_at - first.started_at == timedelta(hours=24)

    def test_carries_nothing_out_that_the_customer_has_not_agreed_to(self, cases):
        done = [
            (case, paper.execution) for case in cases for paper in case.settlements
            if paper.execution and (paper.execution.handed_over_at or paper.execution.paid_at)
        ]  # fmt: skip

        assert done
        for case, order in done:
            first = min(at for at in (order.handed_over_at, order.paid_at) if at)
            agreed = [one.recorded_at for one in case.steps if one.fact is CaseFact.CUSTOMER_AGREED]
            assert agreed, case.number
            assert min(agreed) < first, case.number

    def test_works_on_every_day_of_the_week(self, cases):
        assert {case.registered_on.isoweekday() for case in cases} == set(range(1, 8))

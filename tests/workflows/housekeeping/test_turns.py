from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models import JobRun, JobTurn
from terms.time import SHANGHAI
from workflows.housekeeping.held import FIRST_REST, HOLDS, LONGEST_REST, hold_on
from workflows.housekeeping.record_job import KILLED
from workflows.housekeeping.turns import end_turn, give_back, take_turn

AT = datetime(2026, 5, 4, 3, 12, tzinfo=SHANGHAI)
SLOT = AT.replace(minute=10)


@pytest.fixture
def node(session):
    """`node("a")`: take the turn as node a, at a time and for a slot."""

    def take(runner, *, at=AT, slot=SLOT):
        return take_turn(session, name="tidy_up", slot=slot, runner=runner, at=at)

    return take


@pytest.fixture
def over(session):
    def end(runner, run_id, *, at=AT, slot=SLOT, fault=""):
        end_turn(session, name="tidy_up", slot=slot, runner=runner, run_id=run_id, at=at, outcome="3", fault=fault)

    return end


class TestTakeTurn:
    def test_gives_a_job_to_one_node_of_two(self, node):
        assert node("a") is not None
        assert node("b") is None

    def test_gives_nothing_that_was_done_since_its_time(self, node, over):
        over("a", node("a"))

        assert node("b") is None
        assert node("b", at=AT + timedelta(hours=20)) is None

    def test_gives_it_again_when_its_time_has_come_again(self, node, over):
        over("a", node("a"))

        assert node("b", at=AT + timedelta(days=1), slot=SLOT + timedelta(days=1)) is not None

    def test_gives_the_job_of_a_node_that_died_to_another_and_says_it_was_killed(self, node, session):
        killed = node("a")

        assert node("b", at=AT + HOLDS - timedelta(seconds=1)) is None
        assert node("b", at=AT + HOLDS) is not None
        assert session.get_one(JobRun, killed).fault == KILLED

    def test_leaves_it_to_a_node_that_works_long_and_says_so(self, node, session):
        node("a")
        for minutes in range(1, 6):
            assert hold_on(session, runner="a", at=AT + timedelta(minutes=minutes), turns=["tidy_up"]) == 1

        assert node("b", at=AT + timedelta(minutes=6)) is None

    def test_gives_what_was_asked_for_though_it_is_not_its_time(self, node, over, session):
        over("a", node("a"))
        session.scalars(select(JobTurn)).one().asked_at = AT
        session.commit()

        run = node("b", at=AT + timedelta(hours=1))

        assert run is not None
        over("b", run, at=AT + timedelta(hours=1))
        assert node("b", at=AT + timedelta(hours=2)) is None


class TestEndTurn:
    def test_lets_what_failed_rest_longer_each_time_and_be_tried_again(self, node, over):
        at = AT
        for rest in (FIRST_REST, FIRST_REST * 2, FIRST_REST * 4):
            over("a", node("a", at=at), at=at, fault="no disk")
            assert node("a", at=at + rest - timedelta(seconds=1)) is None
            at += rest
        for _ in range(20):
            over("a", node("a", at=at), at=at, fault="no disk")
            at += LONGEST_REST

        assert node("a", at=at) is not None

    def test_forgets_failures_when_it_succeeds(self, node, over, session):
        over("a", node("a"), fault="no disk")
        over("a", node("a", at=AT + FIRST_REST), at=AT + FIRST_REST)

        turn = session.scalars(select(JobTurn)).one()
        assert (turn.tries, turn.not_before, turn.done_slot, turn.runner) == (0, None, SLOT, "")

    def test_leaves_the_turn_to_the_node_that_took_it_over(self, node, over, session):
        late = node("a")
        node("b", at=AT + HOLDS)

        over("a", late, at=AT + HOLDS)

        turn = session.scalars(select(JobTurn)).one()
        assert (turn.runner, turn.done_slot) == ("b", None)


class TestGiveBack:
    def test_leaves_the_job_due_at_once(self, node, session):
        run = node("a")

        give_back(session, name="tidy_up", runner="a", run_id=run, at=AT)

        assert node("b") is not None

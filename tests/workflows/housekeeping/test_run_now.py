from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent, JobTurn
from rules.permissions import NotPermitted
from terms.people import Role
from tests.factories import NOON, make_staff, save
from workflows.housekeeping.held import HOLDS
from workflows.housekeeping.run_now import NotFailed, RunsAlready, ask_job, ask_work_again
from workflows.housekeeping.turns import end_turn, take_turn
from workflows.housekeeping.work import MOST_TRIES, asked, end_work, take_work
from workflows.transaction import AlreadySent


@pytest.fixture
def administrator(session):
    return make_staff(session, Role.ADMINISTRATOR)


@pytest.fixture
def turn(session):
    return save(session, JobTurn(name="tidy_up", done_slot=NOON))


@pytest.fixture
def given_up(session):
    work = save(session, asked(session, "import", 7, actor=None, at=NOON))
    for minutes in range(MOST_TRIES):
        at = NOON + timedelta(hours=minutes)
        end_work(session, take_work(session, work_id=work.id, runner="a", at=at), runner="a", at=at, fault="no disk")
    return work


class TestAskJob:
    def test_makes_a_job_due_at_once_and_records_who_asked(self, session, administrator, turn):
        ask_job(session, job_turn_id=turn.id, actor=administrator, at=NOON)

        assert take_turn(session, name="tidy_up", slot=NOON, runner="a", at=NOON) is not None
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id, event.note) == ("job_turn.asked", administrator.id, "tidy_up")

    def test_does_not_wait_for_a_job_that_rests(self, session, administrator, turn):
        late = NOON + timedelta(days=1)
        run = take_turn(session, name="tidy_up", slot=late, runner="a", at=late)
        end_turn(session, name="tidy_up", slot=late, runner="a", run_id=run, at=late, fault="no disk")

        ask_job(session, job_turn_id=turn.id, actor=administrator, at=late)

        assert take_turn(session, name="tidy_up", slot=late, runner="a", at=late) is not None

    def test_refuses_what_runs(self, session, administrator, turn):
        late = NOON + timedelta(days=1)
        take_turn(session, name="tidy_up", slot=late, runner="a", at=late)

        with pytest.raises(RunsAlready):
            ask_job(session, job_turn_id=turn.id, actor=administrator, at=late)
        ask_job(session, job_turn_id=turn.id, actor=administrator, at=late + HOLDS)

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_is_for_the_administrator_alone(self, session, turn, role):
        with pytest.raises(NotPermitted):
            ask_job(session, job_turn_id=turn.id, actor=make_staff(session, role), at=NOON)

    def test_is_done_once_for_a_form_sent_twice(self, session, administrator, turn):
        values = {"job_turn_id": turn.id, "actor": administrator, "at": NOON, "once": "one form's token"}
        ask_job(session, **values)

        with pytest.raises(AlreadySent):
            ask_job(session, **values)


class TestAskWorkAgain:
    def test_lets_work_that_was_given_up_be_tried_again(self, session, administrator, given_up):
        assert given_up.succeeded is False

        ask_work_again(session, work_id=given_up.id, actor=administrator, at=NOON)

        assert take_work(session, work_id=given_up.id, runner="b", at=NOON) is not None
        assert session.scalars(select(AuditEvent.kind)).one() == "work.asked_again"

    def test_refuses_what_waits(self, session, administrator):
        work = save(session, asked(session, "import", 8, actor=None, at=NOON))

        with pytest.raises(NotFailed):
            ask_work_again(session, work_id=work.id, actor=administrator, at=NOON)

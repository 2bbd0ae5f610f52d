from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models import JobRun
from terms.time import SHANGHAI
from workflows.housekeeping import progress
from workflows.housekeeping.held import HOLDS, LONGEST_REST, hold_on
from workflows.housekeeping.record_job import KILLED
from workflows.housekeeping.work import (
    MOST_TRIES,
    asked,
    end_work,
    give_work_back,
    take_work,
    waiting_work,
)

AT = datetime(2026, 5, 4, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def work(session):
    row = asked(session, "import", 7, actor=None, at=AT)
    session.commit()
    return row


@pytest.fixture
def take(session, work):
    return lambda runner, at=AT: take_work(session, work_id=work.id, runner=runner, at=at)


class TestAsked:
    def test_twice_before_it_is_done_is_one_piece_of_work(self, session, work):
        assert asked(session, "import", 7, actor=None, at=AT) is work

    def test_again_when_it_is_done_is_another(self, session, work, take):
        end_work(session, take("a"), runner="a", at=AT, outcome="500")

        assert asked(session, "import", 7, actor=None, at=AT) is not work
        session.commit()

    def test_for_another_row_is_another(self, session, work):
        asked(session, "import", 8, actor=None, at=AT)
        session.commit()

        assert len(waiting_work(session, at=AT, most=9)) == 2


class TestTakeWork:
    def test_gives_it_to_one_node_of_two(self, session, work, take):
        assert take("a").subject_id == 7
        assert take("b") is None
        assert waiting_work(session, at=AT, most=9) == []

    def test_gives_what_a_dead_node_left_to_another(self, session, work, take):
        take("a")

        assert waiting_work(session, at=AT + HOLDS, most=9) == [work.id]
        assert take("b", AT + HOLDS) is not None

    def test_says_of_none_that_it_was_killed_but_of_what_is_begun_again(self, session, take):
        other = asked(session, "import", 8, actor=None, at=AT)
        session.commit()
        mine, theirs = take("a"), take_work(session, work_id=other.id, runner="b", at=AT)
        again = take("c", AT + HOLDS)
        assert theirs is not None

        session.expire_all()
        faults = {run.id: run.fault for run in session.scalars(select(JobRun))}
        assert faults == {mine.run_id: KILLED, theirs.run_id: "", again.run_id: ""}

    def test_leaves_it_to_a_node_that_works_long_and_says_so(self, session, work, take):
        take("a")
        hold_on(session, runner="a", at=AT + HOLDS, work=[work.id])

        assert take("b", AT + HOLDS) is None

    def test_gives_nothing_that_is_done(self, session, work, take):
        end_work(session, take("a"), runner="a", at=AT, outcome="500")

        assert take("b") is None
        assert (work.succeeded, work.outcome, work.done_at) == (True, "500", AT)

    def test_gives_up_what_every_node_dies_of(self, session, work, take):
        at = AT
        while take("a", at) is not None:
            at += HOLDS
            assert at < AT + HOLDS * (MOST_TRIES + 2)

        assert (work.succeeded, waiting_work(session, at=at, most=9)) == (False, [])
        assert [run.succeeded for run in session.scalars(select(JobRun))] == [False] * (MOST_TRIES + 1)


class TestEndWork:
    def test_tries_again_what_failed_but_not_for_ever(self, session, work, take):
        at, tries = AT, 0
        for _ in range(MOST_TRIES * 2):
            if (taken := take("a", at)) is None:
                break
            end_work(session, taken, runner="a", at=at, fault="no disk")
            at, tries = at + LONGEST_REST, tries + 1

        assert tries == MOST_TRIES
        assert (work.succeeded, waiting_work(session, at=at, most=9)) == (False, [])
        assert [run.succeeded for run in session.scalars(select(JobRun))] == [False] * MOST_TRIES

    def test_does_not_try_again_what_was_refused(self, session, work, take):
        end_work(session, take("a"), runner="a", at=AT, fault="The file is gone.", final=True)

        assert take("a", AT + LONGEST_REST) is None

    @pytest.mark.parametrize("how", [{"outcome": "500"}, {"fault": "no disk"}, {"fault": "gone", "final": True}])
    def test_leaves_to_be_done_what_was_asked_for_again_meanwhile(self, session, work, take, how):
        taken = take("a")
        asked(session, "import", 7, actor=None, at=AT)
        session.commit()

        end_work(session, taken, runner="a", at=AT, **how)

        assert (work.done_at, waiting_work(session, at=AT, most=9)) == (None, [work.id])
        end_work(session, take("b"), runner="b", at=AT, outcome="500")
        assert work.succeeded


class TestGiveWorkBack:
    def test_leaves_it_to_be_begun_at_once_and_counts_no_failure(self, session, work, take):
        give_work_back(session, take("a"), runner="a", at=AT)

        assert work.tries == 0
        assert take("b", AT + timedelta(seconds=1)) is not None


class TestProgress:
    def test_is_known_while_it_runs_and_forgotten_after(self, tmp_path):
        assert progress.progress(tmp_path, "import", 7) is None

        progress.tell(tmp_path, "import", 7, 120, 500)

        assert progress.progress(tmp_path, "import", 7) == (120, 500)
        progress.forget(tmp_path, "import", 7)
        assert progress.progress(tmp_path, "import", 7) is None

"""A long replay comes to the same however many processes share it, and where a machine gives none."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import Complaint
from queries import replay_processes
from queries.replay_processes import processes_for, replayed
from queries.replays import Compared
from tests.factories import MORNING
from tests.tried import BEGINS, PACK, head_up_to
from tests.workflows.life import Life

COMPARED = Compared("", PACK, head_up_to(4), BEGINS, MORNING + timedelta(days=8))


@pytest.fixture
def company(fresh_database, storage, monkeypatch):
    """Three cases in a database that another process can open; every case is a block of its own."""
    monkeypatch.setattr(replay_processes, "blocks", lambda keys: ([key] for key in keys))
    with fresh_database.new_session() as session:
        life = Life(session, storage)
        for bottles in (12, 54, 60):
            life.proposed(12, bottles)
        yield session


def told(session, processes: int) -> list[tuple[list[int], int]]:
    keys = list(session.scalars(select(Complaint.id).order_by(Complaint.id)))
    return [
        (list(block), answer.figures.changed)
        for block, answer in replayed(session, COMPARED, keys, processes=processes)
    ]


class Breaks:
    """Processes that die after the first block."""

    def __init__(self, *_args, **_settings) -> None:
        self.given = 0

    def __enter__(self):
        return self

    def __exit__(self, *_problem) -> None:
        pass

    def submit(self, block, keys):
        self.given += 1
        answer: Future = Future()
        if self.given == 1:
            answer.set_result(block(keys))
        else:
            answer.set_exception(BrokenProcessPool())
        return answer


class TestReplayed:
    @pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
    def test_comes_to_the_same_on_two_processes(self, company):
        assert told(company, 2) == told(company, 1)

    @pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
    def test_does_the_rest_itself_when_a_process_dies(self, company, monkeypatch):
        whole = told(company, 1)
        replay_processes._begin(company.get_bind().url.render_as_string(hide_password=False), COMPARED)
        monkeypatch.setattr(replay_processes, "ProcessPoolExecutor", Breaks)

        assert told(company, 2) == whole
        assert [changed for _block, changed in whole] == [0, 1, 1]

    def test_begins_no_process_for_a_few_cases(self):
        assert processes_for(100) == 1

"""Every decision on record can be worked out again: the issue it was made under gives the recorded answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from queries.past_cases import PastCases, Span, blocks, keys_of
from queries.rulebook import judged_under
from rules.past_case import PastCase
from rules.replay import Judge, Outcome
from terms.time import day_start
from tests.demo_company import DEMO_DAY


@pytest.fixture
def judged(demo) -> list[tuple[PastCase, Outcome]]:
    """Every case of the company's past with what its own issue says of it."""
    return list(judge_all(demo))


def judge_all(session) -> Iterator[tuple[PastCase, Outcome]]:
    past, judges = PastCases(session), {}
    for block in blocks(keys_of(session, Span("food", date(2020, 1, 1), DEMO_DAY), None)):
        for case in past.load(block):
            if case.issue not in judges:
                judges[case.issue] = Judge(judged_under(session, case.issue), day_start(DEMO_DAY))
            yield case, judges[case.issue].outcome(case)


def test_the_recorded_answer_comes_out_again(judged):
    decisions = due_times = 0
    for case, outcome in judged:
        for settlement, ruling in zip(case.settlements, outcome.rulings, strict=True):
            found, then = ruling.decision, settlement.decided
            assert found is not None, case.number
            assert (found.decides, found.co_signers, found.file_at, found.needs_goods_received, found.clause) == (
                then.decides, then.co_signers, then.file_at, then.needs_goods_received, then.clause,
            ), case.number  # fmt: skip
            assert settlement.people_known
            assert ruling.given, case.number
            decisions += 1
        due = {(clock, moment.at): at for moment in case.moments for clock, at in moment.due}
        again = {(one.clock, one.started_at): one.due_at for one in outcome.clocks}
        assert due.items() <= again.items(), case.number
        due_times += len(due)
    assert decisions > 1000
    assert due_times > 10_000

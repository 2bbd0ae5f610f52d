"""What follows from a call-back."""

from __future__ import annotations

import pytest

from rules.callback import what_follows
from terms.callbacks import CallBackQuestion, FollowUp
from terms.complaint import CallBackOutcome


class TestQuestions:
    @pytest.mark.requirement("CB-02")
    def test_asks_for_result_speed_and_attitude(self, food):
        assert {one.key for one in food.callback.questions} == set(CallBackQuestion)


class TestWhatFollows:
    @pytest.mark.requirement("CB-01")
    @pytest.mark.requirement("CB-03")
    @pytest.mark.parametrize(
        ("outcome", "attempts", "follows", "clause"),
        [
            (CallBackOutcome.SATISFIED, 1, FollowUp.CLOSE, "P06 五(4)"),
            (CallBackOutcome.DISSATISFIED, 1, FollowUp.REOPEN, "P06 五(3)"),
            (CallBackOutcome.CONTRADICTS, 1, FollowUp.OPEN_FINDING, "P06 七2"),
            (CallBackOutcome.NOT_REACHED, 1, FollowUp.CALL_AGAIN, "P06 七3"),
            (CallBackOutcome.NOT_REACHED, 2, FollowUp.CALL_AGAIN, "P06 七3"),
            (CallBackOutcome.NOT_REACHED, 3, FollowUp.CLOSE, "P06 七3"),
            (CallBackOutcome.NOT_REACHED, 4, FollowUp.CLOSE, "P06 七3"),
            (CallBackOutcome.DISSATISFIED, 3, FollowUp.REOPEN, "P06 五(3)"),
        ],
    )
    def test_names_the_next_step_with_its_clause(self, food, outcome, attempts, follows, clause):
        found = what_follows(outcome, food.callback, attempts=attempts)

        assert (found.follows, found.clause) == (follows, clause)

    @pytest.mark.requirement("CB-02")
    @pytest.mark.parametrize(
        ("attempts", "recorded"),
        [(2, CallBackOutcome.NOT_REACHED), (3, CallBackOutcome.GIVEN_UP)],
    )
    def test_puts_the_last_unanswered_call_on_record_as_given_up(self, food, attempts, recorded):
        assert what_follows(CallBackOutcome.NOT_REACHED, food.callback, attempts=attempts).outcome is recorded

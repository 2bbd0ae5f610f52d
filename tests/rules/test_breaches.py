from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rules import breaches
from rules.breaches import Accused
from terms.time import SHANGHAI, day_start

NOON = datetime(2026, 9, 16, 12, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


def names(accused):
    return [(one.breach, one.staff_id) for one in accused]


class TestLateResult:
    @pytest.mark.parametrize(("one_to_many", "breach"), [(False, "late_handling"), (True, "one_to_many_badly_handled")])
    def test_falls_under_one_clause_alone(self, one_to_many, breach):
        assert names(breaches.late_result(handler=1, one_to_many=one_to_many)) == [(breach, 1)]


class TestCarriedOut:
    @pytest.mark.parametrize(
        ("approved_at", "filed_at", "breach"),
        [
            (NOON, NOON, False), (NOON, NOON + SECOND, True), (NOON + SECOND, NOON, True), (None, NOON, True),
            (NOON, None, True), (NOON - SECOND, NOON - SECOND, False),
        ],
    )  # fmt: skip
    def test_before_approval_or_filing_is_a_breach(self, approved_at, filed_at, breach):
        found = breaches.carried_out(done_at=NOON, approved_at=approved_at, filed_at=filed_at, handler=1)

        assert names(found) == ([("beyond_authority_or_unfiled", 1)] if breach else [])


class TestNobodyCalled:
    @pytest.mark.parametrize(
        ("called_at", "now", "breach"),
        [
            (NOON, NOON, False), (NOON + SECOND, NOON + SECOND, True), (None, NOON, False), (None, NOON + SECOND, True),
        ],
    )  # fmt: skip
    def test_until_the_result_was_due_is_a_breach(self, called_at, now, breach):
        found = breaches.nobody_called(called_at=called_at, result_due=NOON, now=now, handler=1)

        assert names(found) == ([("procedure_not_followed", 1)] if breach else [])


class TestStepSkipped:
    @pytest.mark.parametrize(("contacted", "investigated"), [(False, True), (True, False), (False, False)])
    def test_costs_the_proposer_and_each_reviewer_once(self, contacted, investigated):
        found = breaches.step_skipped(
            contacted_before=contacted, investigated_before=investigated, proposer=1, reviewers=[3, 2, 2, 1]
        )

        assert names(found) == [
            ("procedure_not_followed", 1), ("procedure_not_followed_review", 2), ("procedure_not_followed_review", 3),
        ]  # fmt: skip

    def test_is_none_where_every_step_was_done(self):
        assert not breaches.step_skipped(contacted_before=True, investigated_before=True, proposer=1, reviewers=[2])


class TestFalseReport:
    def test_costs_its_author_and_whoever_let_it_pass(self):
        assert breaches.false_report(against=1, reviewers=[2, 1]) == (
            Accused("false_report", 1), Accused("false_report_review", 2),
        )  # fmt: skip


class TestCallBackDue:
    @pytest.mark.parametrize(
        ("told", "due"),
        [
            # A Wednesday; a Friday before a weekend; the last day before the holidays of the calendar.
            (datetime(2026, 9, 16, 16, 0, tzinfo=SHANGHAI), datetime(2026, 9, 17, 17, 30, tzinfo=SHANGHAI)),
            (datetime(2026, 9, 11, 16, 0, tzinfo=SHANGHAI), datetime(2026, 9, 14, 17, 30, tzinfo=SHANGHAI)),
            (datetime(2026, 9, 30, 16, 0, tzinfo=SHANGHAI), datetime(2026, 10, 8, 17, 30, tzinfo=SHANGHAI)),
        ],
    )
    def test_is_the_end_of_shift_of_the_working_day_after(self, food, told, due):
        found = breaches.call_back_due(
            result_at=told, penalties=food.penalties, hours=food.time_limits.service_hours, calendar=food.calendar
        )

        assert found == due


class TestCallBackMissed:
    @pytest.mark.parametrize(
        ("called_at", "now", "breach"),
        [(NOON, NOON, False), (NOON + SECOND, NOON + SECOND, True), (None, NOON, False), (None, NOON + SECOND, True)],
    )
    def test_after_it_was_due_is_a_breach(self, called_at, now, breach):
        found = breaches.call_back_missed(first_call_at=called_at, due=NOON, now=now, office=1, reviewer=2)

        expected = [("not_recorded_or_not_called_back", 1), ("not_recorded_or_not_called_back_review", 2)]
        assert names(found) == (expected if breach else [])

    @pytest.mark.parametrize("reviewer", [None, 1])
    def test_has_no_reviewer_but_another_person(self, reviewer):
        found = breaches.call_back_missed(first_call_at=None, due=NOON, now=NOON + SECOND, office=1, reviewer=reviewer)

        assert names(found) == [("not_recorded_or_not_called_back", 1)]

    def test_accuses_nobody_it_cannot_name(self):
        assert not breaches.call_back_missed(first_call_at=None, due=NOON, now=NOON + SECOND, office=None, reviewer=2)


class TestTheOthers:
    @pytest.mark.parametrize("yes", [True, False])
    def test_speak_only_where_the_fact_is_one(self, yes):
        found = [
            breaches.form_lost(holder=1, holder_keeps_forms=yes, affects_summary=True, affects_replenishment=False),
            breaches.complained_again(one_to_many=yes, handler=1),
            breaches.loss(paid=yes, reopened_before=True, handler=1),
            breaches.loss(paid=True, reopened_before=yes, handler=1),
            breaches.escalated(to_authority=yes, handler=1),
        ]

        breach = ["form_lost", "one_to_many_badly_handled", "economic_loss", "economic_loss", "major_impact"]
        assert [names(one) for one in found] == [[(name, 1)] if yes else [] for name in breach]

    @pytest.mark.requirement("PK-09")
    @pytest.mark.parametrize("summary", [True, False])
    @pytest.mark.parametrize("replenishment", [True, False])
    def test_punish_a_lost_form_only_where_the_summary_or_the_replenishment_suffers(self, summary, replenishment):
        found = breaches.form_lost(
            holder=1, holder_keeps_forms=True, affects_summary=summary, affects_replenishment=replenishment
        )

        assert bool(found) is (summary or replenishment)

    @pytest.mark.parametrize(
        ("now", "since"), [((2026, 9, 16), (2026, 8, 1)), ((2026, 1, 31), (2025, 12, 1)), ((2026, 3, 1), (2026, 2, 1))]
    )
    def test_look_back_to_the_first_of_last_month(self, now, since):
        assert breaches.window(day_start(date(*now), 0)) == day_start(date(*since))

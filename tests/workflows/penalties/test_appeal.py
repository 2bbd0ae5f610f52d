from __future__ import annotations

import pytest

from rules.entries import EntryNotPossible, NobodyAbove
from rules.penalties import OutOfRange
from terms.penalties import AppealOutcome, EntryStatus
from terms.people import Role, StaffStatus
from tests.factories import MORNING
from tests.workflows.accused import no, yuan
from tests.workflows.life import last_event
from workflows.entries import Missing
from workflows.months.gate import MonthLocked
from workflows.penalties.appeal import appeal, decide_appeal


def decide(accused, entry, by, outcome=AppealOutcome.UPHELD, **values):
    return decide_appeal(
        accused.session, penalty_id=entry.id, outcome=outcome, reason="核对过记录", actor=by, at=MORNING, **values
    )


class TestAppeal:
    def test_goes_to_a_third_person(self, accused):
        entry = accused.appealed()

        assert (entry.status, entry.appeal) == (EntryStatus.APPEALED, "当天已电话联系")
        # The supervisor confirmed: the head decides.
        assert entry.decides is Role.DEPARTMENT_HEAD
        assert last_event(accused.session).kind == "penalty.appealed"

    def test_stays_on_the_rung_where_somebody_else_holds_it(self, accused):
        accused.other(Role.SUPERVISOR)

        assert accused.appealed().decides is Role.SUPERVISOR

    @pytest.mark.parametrize("role", ["supervisor", "head", "human_resources", "general_office"])
    def test_is_the_persons_own(self, accused, role):
        entry = accused.confirmed()

        with no(accused, EntryNotPossible):
            appeal(
                accused.session, penalty_id=entry.id, text="替他申诉", actor=getattr(accused.company, role), at=MORNING
            )

    def test_waits_for_the_confirmation(self, accused):
        entry = accused.proposed()

        with no(accused, EntryNotPossible):
            appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING)

    def test_says_why(self, accused):
        entry = accused.confirmed()

        with no(accused, Missing):
            appeal(accused.session, penalty_id=entry.id, text="", actor=accused.company.clerk, at=MORNING)

    def test_is_made_once(self, accused):
        entry = decide(accused, accused.appealed(), accused.company.head)

        with no(accused, EntryNotPossible):
            appeal(accused.session, penalty_id=entry.id, text="再申诉", actor=accused.company.clerk, at=MORNING)

    def test_is_made_before_the_month_is_locked(self, accused):
        entry = accused.confirmed()
        accused.lock_month()

        with no(accused, MonthLocked):
            appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING)

    def test_is_refused_where_no_third_person_stands_above(self, accused):
        entry = accused.confirmed(staff_id=accused.company.director.id)

        with no(accused, NobodyAbove):
            appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.director, at=MORNING)

    def test_passes_over_people_who_left(self, accused):
        entry = accused.confirmed()
        accused.company.head.status = StaffStatus.DISABLED
        accused.session.commit()

        appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING)

        assert entry.decides is Role.DIRECTOR


class TestDecideAppeal:
    @pytest.mark.parametrize(
        ("outcome", "status", "kind"),
        [
            (AppealOutcome.UPHELD, EntryStatus.UPHELD, "penalty.upheld"),
            (AppealOutcome.STRUCK, EntryStatus.STRUCK, "penalty.struck"),
        ],
    )
    def test_ends_it(self, accused, outcome, status, kind):
        entry = decide(accused, accused.appealed(), accused.company.head, outcome)

        assert (entry.status, entry.appeal_decided_by_id) == (status, accused.company.head.id)
        assert last_event(accused.session).kind == kind

    def test_is_not_for_whoever_confirmed(self, accused):
        entry = accused.appealed()

        with no(accused, EntryNotPossible, says="confirmed"):
            decide(accused, entry, accused.company.supervisor)

    @pytest.mark.parametrize("role", ["clerk", "general_office", "manager"])
    def test_is_not_for_anybody_else(self, accused, role):
        entry = accused.appealed()

        with no(accused, EntryNotPossible):
            decide(accused, entry, getattr(accused.company, role))

    @pytest.mark.parametrize(("amount", "fits"), [("60", False), ("59.99", True), ("30", True), ("29.99", False)])
    def test_lowers_to_what_one_time_costs_at_least(self, accused, amount, fits):
        entry = accused.appealed(times=2)

        if fits:
            decide(accused, entry, accused.company.head, AppealOutcome.LOWERED, amount=yuan(amount))
            assert (entry.status, entry.amount) == (EntryStatus.LOWERED, yuan(amount))
            return
        with no(accused, OutOfRange):
            decide(accused, entry, accused.company.head, AppealOutcome.LOWERED, amount=yuan(amount))

    def test_lowers_nothing_that_the_clause_fixes(self, accused):
        entry = accused.appealed()

        with no(accused, OutOfRange, says="uphold it or strike it out"):
            decide(accused, entry, accused.company.head, AppealOutcome.LOWERED, amount=yuan("10"))

    def test_asks_for_the_lower_figure(self, accused):
        entry = accused.appealed(times=2)

        with no(accused, Missing):
            decide(accused, entry, accused.company.head, AppealOutcome.LOWERED)

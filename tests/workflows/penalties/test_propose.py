from __future__ import annotations

from datetime import timedelta

import pytest

from models import PackInForce
from rules.entries import NobodyAbove
from rules.incentives import NotAllowed
from rules.penalties import FigureMissing, OutOfRange, UnknownBreach
from rules.permissions import NotPermitted
from terms.penalties import EntryKind, EntryStatus, EvidenceKind
from terms.people import Role
from tests.factories import MORNING, make_department, make_staff
from tests.workflows.accused import DAY, no, yuan
from tests.workflows.life import last_event
from workflows.entries import Missing
from workflows.months.gate import MonthLocked
from workflows.penalties.propose import propose_reward
from workflows.penalties.whose import AlreadyProposed, NotYet, NotYours
from workflows.rows import NotFound
from workflows.transaction import AlreadySent


class TestPropose:
    @pytest.mark.requirement("PK-03")
    def test_takes_the_figure_of_the_clause(self, accused):
        entry = accused.proposed(times=2)

        assert (entry.amount, entry.clause, entry.status) == (yuan("60.00"), "P06 七2", EntryStatus.PROPOSED)
        assert (entry.evidence, entry.month, entry.rulebook_issue) == (
            EvidenceKind.STATEMENT, DAY.replace(day=1), "food@2020-01-01",
        )  # fmt: skip
        assert last_event(accused.session).kind == "penalty.proposed"
        assert last_event(accused.session).clause == "P06 七2"

    def test_asks_the_policy_of_the_place_where_the_person_works(self, accused):
        """The salt works names no sums (P23): its pack holds for the person's department."""
        code = accused.company.clerk.department.code
        accused.session.add_all(
            PackInForce(pack=pack, since=DAY, departments=where, put_at=MORNING, version=1)
            for pack, where in (("food", []), ("salt", [code]))
        )
        accused.session.commit()

        with no(accused, UnknownBreach):
            accused.proposed()

    @pytest.mark.requirement("PK-10")
    def test_leaves_the_figure_of_a_range_to_a_person(self, accused):
        entry = accused.proposed(breach="one_to_many_badly_handled")

        assert (entry.amount, entry.least, entry.most) == (None, yuan("100.00"), yuan("300.00"))

    @pytest.mark.parametrize(("amount", "fits"), [("99.99", False), ("100", True), ("300", True), ("300.01", False)])
    def test_takes_a_figure_within_its_range_only(self, accused, amount, fits):
        if fits:
            assert accused.proposed(breach="one_to_many_badly_handled", amount=yuan(amount)).amount == yuan(amount)
            return
        with no(accused, OutOfRange, says="100.00 to 300.00"):
            accused.proposed(breach="one_to_many_badly_handled", amount=yuan(amount))

    def test_takes_no_other_figure_than_the_clause_sets(self, accused):
        with no(accused, OutOfRange, says="30.00"):
            accused.proposed(amount=yuan("31"))

    @pytest.mark.parametrize(
        ("role", "decides"),
        [
            ("clerk", Role.SUPERVISOR), ("engineer", Role.SUPERVISOR), ("supervisor", Role.DEPARTMENT_HEAD),
            ("sales_administration", Role.DEPARTMENT_HEAD), ("head", Role.DIRECTOR), ("logistics", Role.DIRECTOR),
            ("director", Role.GENERAL_MANAGER),
        ],
    )  # fmt: skip
    def test_waits_for_the_next_rung_over_the_person(self, accused, role, decides):
        entry = accused.proposed(staff_id=getattr(accused.company, role).id)

        assert entry.decides is decides

    def test_passes_over_a_rung_that_nobody_holds(self, accused):
        elsewhere = make_staff(accused.session, Role.CLERK, department=accused.company.department)

        assert accused.proposed(staff_id=elsewhere.id).decides is Role.DEPARTMENT_HEAD

    def test_passes_over_whoever_proposed_it(self, accused):
        entry = accused.proposed(staff_id=accused.company.supervisor.id, actor=accused.company.head)

        assert entry.decides is Role.DIRECTOR

    def test_is_refused_where_nobody_stands_above(self, accused):
        with no(accused, NobodyAbove):
            accused.proposed(staff_id=accused.company.manager.id)

    def test_takes_one_fact_once(self, accused):
        accused.proposed()

        with no(accused, AlreadyProposed, says="JL-2026-09-00001"):
            accused.proposed(reason="另一种说法")

    def test_takes_the_same_breach_of_another_day(self, accused):
        accused.proposed()

        assert accused.proposed(happened_on=DAY - timedelta(days=1)).number == "JL-2026-09-00002"

    def test_takes_one_case_once_whatever_the_day(self, accused):
        case = accused.life.ready()
        accused.proposed(complaint_id=case.id)

        with no(accused, AlreadyProposed):
            accused.proposed(complaint_id=case.id, happened_on=DAY - timedelta(days=1))

    @pytest.mark.parametrize("role", ["clerk", "supervisor", "director", "manager", "finance", "administrator"])
    def test_is_for_heads_the_general_office_and_personnel(self, accused, role):
        with no(accused, NotPermitted):
            accused.proposed(actor=getattr(accused.company, role))

    def test_is_never_about_oneself(self, accused):
        with no(accused, NotYours):
            accused.proposed(staff_id=accused.company.general_office.id)

    def test_is_not_a_heads_about_another_department(self, accused):
        stranger = make_staff(accused.session, Role.CLERK, department=make_department(accused.session))

        with no(accused, NotFound):
            accused.proposed(staff_id=stranger.id, actor=accused.company.head)

    def test_asks_for_a_reason(self, accused):
        with no(accused, Missing):
            accused.proposed(reason=" ")

    def test_knows_the_rulebook_only(self, accused):
        with no(accused, UnknownBreach):
            accused.proposed(breach="bad_taste")

    def test_is_not_about_tomorrow(self, accused):
        with no(accused, NotYet):
            accused.proposed(happened_on=DAY + timedelta(days=1))

    def test_is_refused_in_a_locked_month(self, accused):
        accused.lock_month()

        with no(accused, MonthLocked, says="2026-09"):
            accused.proposed()

    def test_is_done_once_however_often_the_form_is_sent(self, accused):
        accused.proposed(once="a form's token")

        with no(accused, AlreadySent):
            accused.proposed(once="a form's token", happened_on=DAY - timedelta(days=1))

    def test_asks_a_figure_for_its_reason(self, accused):
        with no(accused, Missing):
            accused.proposed(breach="one_to_many_badly_handled", amount=yuan("200"), reason="")
        assert FigureMissing.__name__  # the rule's own test shows the reason beside the figure


class TestProposeReward:
    def reward(self, accused, **values):
        ordinary = {
            "staff_id": accused.company.clerk.id, "happened_on": DAY, "amount": yuan("200"),
            "reason": "整月无超时", "actor": accused.company.head, "at": MORNING,
        }  # fmt: skip
        return propose_reward(accused.session, **{**ordinary, **values})

    @pytest.mark.requirement("PK-25")
    def test_waits_for_somebody_above_who_did_not_propose_it(self, accused):
        entry = self.reward(accused)

        assert (entry.kind, entry.amount, entry.decides) == (EntryKind.REWARD, yuan("200"), Role.SUPERVISOR)

    def test_may_be_given_twice(self, accused):
        assert self.reward(accused).number != self.reward(accused).number

    def test_is_more_than_nothing(self, accused):
        with no(accused, NotAllowed):
            self.reward(accused, amount=yuan("0"))

    @pytest.mark.parametrize("role", ["clerk", "supervisor", "general_office", "manager"])
    def test_is_for_heads_and_personnel(self, accused, role):
        with no(accused, NotPermitted):
            self.reward(accused, actor=getattr(accused.company, role))

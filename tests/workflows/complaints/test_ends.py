"""How a case ends and how it comes back: close, reopen, withdraw, merge, dispute."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.lifecycle import NotPossible
from terms.complaint import Act, Clock, State
from terms.people import Role
from tests.factories import AFTERNOON, NOON, make_region, make_staff
from tests.workflows.acts import do
from tests.workflows.life import CONTRADICTS, DISSATISFIED, NOT_REACHED, SATISFIED, last_event, refused
from workflows.complaints.close import close
from workflows.complaints.dispute import dispute, settle_dispute
from workflows.complaints.merge import CannotMerge, merge
from workflows.complaints.withdraw import withdraw
from workflows.words import WordsMissing

TOMORROW = NOON + timedelta(days=1)


def running(case):
    return [row.clock for row in case.clocks if row.met_at is None]


class TestClose:
    @pytest.mark.requirement("CB-01")
    def test_needs_the_call_back(self, life):
        case = life.answered()

        with refused(life.session, NotPossible, says="First call back", clause="P06 五(4)"):
            close(life.session, complaint_id=case.id, actor=life.company.general_office, at=NOON)
        life.called_back(NOT_REACHED, case=case)
        with refused(life.session, NotPossible, says="First call back"):
            close(life.session, complaint_id=case.id, actor=life.company.general_office, at=NOON)
        life.called_back(SATISFIED, case=case)
        close(life.session, complaint_id=case.id, actor=life.company.general_office, at=AFTERNOON)

        assert (case.state, case.closed_at) == (State.CLOSED, AFTERNOON)
        assert last_event(life.session).kind == "complaint.closed"

    def test_leaves_only_the_report_to_headquarters_running(self, life):
        assert running(life.closed()) == [Clock.HEADQUARTERS_REPORT]

    @pytest.mark.parametrize(
        "post", ["clerk", "supervisor", "head", "director", "manager", "sales_administration", "quality"]
    )
    def test_is_the_general_offices(self, life, post):
        case = life.called_back(SATISFIED)

        with refused(life.session, NotPossible, says="It is for: "):
            close(life.session, complaint_id=case.id, actor=getattr(life.company, post), at=NOON)


class TestReopen:
    def test_brings_a_closed_case_back_with_its_result_due_anew(self, life):
        case = life.closed()

        do(life, Act.REOPEN, case, at=TOMORROW)

        assert (case.state, case.closed_at, case.reopened_count) == (State.REOPENED, None, 1)
        assert case.due_at == TOMORROW.replace(hour=16)
        assert set(running(case)) == {Clock.FIRST_CONTACT, Clock.SAME_DAY, Clock.RESULT, Clock.HEADQUARTERS_REPORT}
        event = last_event(life.session)
        assert (event.kind, event.clause, event.note) == ("complaint.reopened", "P06 七5", "消费者再次来电")

    def test_asks_for_a_new_call_back_about_the_new_result(self, life):
        case = life.closed()
        do(life, Act.REOPEN, case, at=TOMORROW)
        do(life, Act.ASSIGN, case, at=TOMORROW)
        life.handle(case)
        life.propose(case)
        life.sign_all(case)
        for act in (Act.FILE, Act.HAND_OVER, Act.PROVE, Act.ANSWER):
            do(life, act, case, at=TOMORROW)

        with refused(life.session, NotPossible, says="First call back"):
            do(life, Act.CLOSE, case, at=TOMORROW)

    def test_asks_for_a_new_talk_and_a_new_finding(self, life):
        """What was said and found before speaks of what was settled then."""
        case = life.closed()
        do(life, Act.REOPEN, case, at=TOMORROW)
        do(life, Act.ASSIGN, case, at=TOMORROW)

        with refused(life.session, NotPossible, says="First record a contact"):
            life.propose(case)
        life.handle(case)

        assert life.propose(case).complaint_id == case.id

    @pytest.mark.parametrize("post", ["clerk", "supervisor", "head", "general_office"])
    def test_is_an_approved_act_of_the_director_or_the_general_manager(self, life, post):
        case = life.closed()

        with refused(life.session, NotPossible, says="It is for: "):
            do(life, Act.REOPEN, case, by=getattr(life.company, post))
        do(life, Act.REOPEN, case, by=life.company.manager)

        assert case.state is State.REOPENED


class TestWithdraw:
    @pytest.mark.parametrize("state", [State.REGISTERED, State.HANDLING])
    def test_stops_everything_and_stays_on_file(self, life, state):
        case = life.in_state(state)

        do(life, Act.WITHDRAW, case)

        assert (case.state, running(case)) == (State.WITHDRAWN, [])
        assert last_event(life.session).note == "消费者撤回"

    def test_hides_no_lateness(self, life):
        case = life.company.register(life.storage)

        do(life, Act.WITHDRAW, case, at=TOMORROW)

        assert case.late

    @pytest.mark.parametrize("act", [Act.WITHDRAW, Act.MERGE])
    def test_is_no_way_round_an_open_finding(self, life, act):
        case, other = life.called_back(CONTRADICTS), life.company.register(life.storage)
        do(life, Act.ASSIGN, case)

        with refused(life.session, NotPossible, says="A finding against the report is still open."):
            do(life, act, case, other=other)

    def test_needs_a_reason(self, life):
        case = life.ready()

        with refused(life.session, WordsMissing):
            withdraw(life.session, complaint_id=case.id, reason=" ", actor=life.company.supervisor, at=NOON)


class TestMerge:
    def into(self, life, case, number, *, by=None, reason="同一事件"):
        return merge(
            life.session,
            complaint_id=case.id,
            into_number=number,
            reason=reason,
            actor=by or life.company.supervisor,
            at=NOON,
        )

    def test_lets_the_other_case_go_on(self, life):
        case, other = life.ready(), life.ready()

        self.into(life, case, f" {other.number} ")

        assert (case.state, case.merged_into_id, other.state) == (State.MERGED, other.id, State.HANDLING)
        assert running(case) == []
        event = last_event(life.session)
        assert (event.subject_id, event.note) == (case.id, f"{other.number} 同一事件")

    def test_needs_an_open_case_of_that_number(self, life):
        case = life.ready()
        closed, withdrawn, merged = life.closed(), life.ready(), life.ready()
        do(life, Act.WITHDRAW, withdrawn)
        do(life, Act.MERGE, merged, other=case)

        for number in ("TS-2026-09-99999", "", case.number, closed.number, withdrawn.number, merged.number):
            with refused(life.session, CannotMerge) as no:
                self.into(life, case, number)
            assert [name for name, _text in no.value.fields] == ["into_number"]

    def test_sees_no_further_than_the_person(self, life):
        case, elsewhere = life.ready(), make_region(life.session)
        clerk = make_staff(life.session, Role.CLERK, region=elsewhere)
        theirs = life.company.register(life.storage, by=clerk, region_id=elsewhere.id, customer_id=None)

        with refused(life.session, CannotMerge, says="There is no other open case of this number."):
            self.into(life, case, theirs.number)


class TestDispute:
    @pytest.mark.requirement("WF-43")
    @pytest.mark.parametrize("state", [State.ANSWERED, State.REOPENED])
    def test_begins_where_a_result_is_not_accepted(self, life, state):
        case = life.in_state(state)

        do(life, Act.DISPUTE, case)

        assert (case.state, last_event(life.session).clause) == (State.DISPUTED, "P06 七5")

    def test_handled_again_is_due_anew(self, life):
        case = life.answered()
        do(life, Act.DISPUTE, case)

        settle_dispute(
            life.session,
            complaint_id=case.id,
            outcome="重新检测",
            handle_again=True,
            actor=life.company.head,
            at=TOMORROW,
        )

        assert (case.state, case.due_at) == (State.HANDLING, TOMORROW.replace(hour=16))

    def test_does_not_restart_clocks_that_already_run(self, life):
        case = life.called_back(DISSATISFIED)
        do(life, Act.DISPUTE, case)
        before = [(row.clock, row.due_at) for row in case.clocks]

        settle_dispute(
            life.session,
            complaint_id=case.id,
            outcome="重新检测",
            handle_again=True,
            actor=life.company.head,
            at=TOMORROW,
        )

        assert [(row.clock, row.due_at) for row in case.clocks] == before

    def test_ends_the_case_whose_consumer_was_heard(self, life):
        case = life.called_back(DISSATISFIED)
        do(life, Act.DISPUTE, case)

        do(life, Act.SETTLE_DISPUTE, case, handle_again=False)

        assert (case.state, case.closed_at) == (State.CLOSED, NOON)

    def test_does_not_end_with_an_open_finding_which_may_be_decided_meanwhile(self, life):
        case = life.called_back(CONTRADICTS)
        do(life, Act.DISPUTE, case)

        with refused(life.session, NotPossible, says="A finding against the report is still open."):
            do(life, Act.SETTLE_DISPUTE, case, handle_again=False)
        do(life, Act.DECIDE_REPORT, case, by=life.company.director)
        do(life, Act.SETTLE_DISPUTE, case, handle_again=False)

        assert case.state is State.CLOSED

    @pytest.mark.parametrize("act", [dispute, settle_dispute])
    def test_needs_words(self, life, act):
        case = life.answered()
        if act is settle_dispute:
            do(life, Act.DISPUTE, case)
        words = {"reason": ""} if act is dispute else {"outcome": " ", "handle_again": True}

        with refused(life.session, WordsMissing):
            act(life.session, complaint_id=case.id, actor=life.company.head, at=NOON, **words)

"""P06 五(4), 七2-3: the general office calls, and what follows from each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent
from rules.lifecycle import NotPossible
from terms.complaint import Act, CallBackOutcome, Clock, FindingStatus, State
from terms.people import Role
from tests.factories import AFTERNOON, NOON, make_staff
from tests.workflows.acts import do
from tests.workflows.life import CONTRADICTS, DISSATISFIED, NOT_REACHED, SATISFIED, last_event, refused
from workflows.call_backs.record import AnswersMissing, Form, call_back
from workflows.call_backs.report import decide_report


def call(life, case, form, *, by=None, at=AFTERNOON):
    return call_back(life.session, complaint_id=case.id, form=form, actor=by or life.company.general_office, at=at)


def running(case, kind):
    return [row for row in case.clocks if row.clock is kind and row.met_at is None]


class TestCallBack:
    @pytest.mark.requirement("CB-01", "CB-02")
    def test_satisfied_lets_the_case_be_closed_and_starts_the_clock_of_headquarters(self, life):
        case = life.answered()

        call(life, case, SATISFIED)

        assert (case.state, case.call_backs[0].outcome) == (State.ANSWERED, CallBackOutcome.SATISFIED)
        clock = running(case, Clock.HEADQUARTERS_REPORT)[0]
        assert (clock.due_at, clock.clause) == (AFTERNOON.replace(hour=17, minute=30), "P06 五(4)")
        event = last_event(life.session)
        assert (event.kind, event.clause) == ("complaint.called_back", "P06 五(4)")
        assert event.changes["outcome"] == [None, "satisfied"]

    @pytest.mark.requirement("SL-04")
    @pytest.mark.parametrize(("hour", "minute", "day", "due"), [(17, 30, 16, 16), (17, 31, 16, 17), (10, 0, 19, 20)])
    def test_confirmed_is_reported_before_the_end_of_the_shift(self, life, hour, minute, day, due):
        """After the shift or on a day off, the next working day; Sunday the 20th is worked."""
        case = life.answered()

        call(life, case, SATISFIED, at=AFTERNOON.replace(day=day, hour=hour, minute=minute))

        assert running(case, Clock.HEADQUARTERS_REPORT)[0].due_at == AFTERNOON.replace(day=due, hour=17, minute=30)

    @pytest.mark.requirement("CB-01")
    def test_dissatisfied_reopens_the_case_with_its_result_due_anew(self, life):
        case = life.answered()

        call(life, case, DISSATISFIED)

        assert (case.state, case.reopened_count, case.false_reports) == (State.REOPENED, 1, [])
        assert running(case, Clock.RESULT)[0].due_at == case.due_at == AFTERNOON.replace(hour=16, minute=0)
        assert last_event(life.session).clause == "P06 五(3)"

    @pytest.mark.requirement("CB-03")
    def test_contradicted_reopens_it_and_opens_a_finding_against_the_handler(self, life):
        case = life.answered()

        call(life, case, CONTRADICTS)

        finding = case.false_reports[0]
        assert case.state is State.REOPENED
        assert (finding.against_id, finding.status, finding.clause) == (
            life.company.clerk.id,
            FindingStatus.OPEN,
            "P06 七2",
        )
        assert (finding.difference, finding.call_back) == ("没有收到任何货物", case.call_backs[0])

    @pytest.mark.requirement("CB-01")
    def test_not_reached_is_tried_again_until_the_attempts_are_used_up(self, life):
        case = life.answered()

        for attempt in range(2):
            call(life, case, NOT_REACHED, at=AFTERNOON + timedelta(minutes=attempt))
            with refused(life.session, NotPossible, says="First call back"):
                do(life, Act.CLOSE, case)
        call(life, case, NOT_REACHED, at=AFTERNOON + timedelta(minutes=2))

        assert [one.outcome for one in case.call_backs] == [CallBackOutcome.NOT_REACHED] * 2 + [
            CallBackOutcome.GIVEN_UP
        ]
        assert case.call_backs[-1].clause == "P06 七3"
        assert running(case, Clock.HEADQUARTERS_REPORT) == []
        do(life, Act.CLOSE, case)
        assert case.state is State.CLOSED

    def test_counts_the_attempts_anew_for_a_new_result(self, life):
        case = life.answered()
        for minute in range(2):
            call(life, case, NOT_REACHED, at=NOON + timedelta(minutes=minute + 1))
        call(life, case, DISSATISFIED, at=NOON + timedelta(minutes=3))
        do(life, Act.ASSIGN, case)
        life.handle(case)
        life.propose(case)
        life.sign_all(case)
        for act in (Act.FILE, Act.HAND_OVER, Act.PROVE, Act.ANSWER):
            do(life, act, case, at=AFTERNOON)

        call(life, case, NOT_REACHED, at=AFTERNOON + timedelta(minutes=1))

        assert case.call_backs[-1].outcome is CallBackOutcome.NOT_REACHED

    def test_is_not_made_twice_once_the_consumer_is_satisfied(self, life):
        case = life.called_back(SATISFIED)

        with refused(life.session, NotPossible, says="The call-back is done"):
            call(life, case, SATISFIED)

    def test_is_not_made_by_whoever_handled_the_case(self, life):
        both = make_staff(life.session, Role.CLERK, Role.GENERAL_OFFICE, region=life.company.region)
        case = life.answered(by=both)

        with refused(life.session, NotPossible, says="Whoever handled a case does not call it back."):
            call(life, case, SATISFIED, by=both)

    @pytest.mark.parametrize(
        "post", ["clerk", "supervisor", "head", "director", "manager", "sales_administration", "quality"]
    )
    def test_is_the_general_offices(self, life, post):
        case = life.answered()

        with refused(life.session, NotPossible, says="It is for: "):
            call(life, case, SATISFIED, by=getattr(life.company, post))


@pytest.mark.requirement("CB-02")
class TestForm:
    @pytest.mark.parametrize(
        ("form", "field"),
        [
            (replace(SATISFIED, attitude=None), "attitude"),
            (replace(SATISFIED, speed=None), "speed"),
            (replace(SATISFIED, result=None), "result"),
            (replace(SATISFIED, spoke_with=""), "spoke_with"),
            (replace(DISSATISFIED, answers="  "), "answers"),
            (replace(CONTRADICTS, difference=""), "difference"),
            (replace(SATISFIED, attitude=6), "attitude"),
            (replace(SATISFIED, speed=-1), "speed"),
            (replace(NOT_REACHED, result=9), "result"),
        ],
    )
    def test_names_what_is_missing_or_out_of_range(self, life, form, field):
        case = life.answered()

        with refused(life.session, AnswersMissing, says="The call-back form is not complete.") as no:
            call(life, case, form)
        assert [name for name, _text in no.value.fields] == [field]

    @pytest.mark.parametrize("score", [1, 5])
    def test_takes_one_to_five(self, life, score):
        case = life.answered()

        call(life, case, replace(SATISFIED, attitude=score, speed=score, result=score))

        assert case.call_backs[0].attitude == score

    def test_does_not_let_anybody_say_they_gave_up(self, life):
        case = life.answered()
        given_up = Form(outcome=CallBackOutcome.GIVEN_UP, spoke_with="-", attitude=1, speed=1, result=1)

        with refused(life.session, AnswersMissing) as no:
            call(life, case, given_up)
        assert [name for name, _text in no.value.fields] == ["outcome"]


@pytest.mark.requirement("CB-03")
class TestDecideReport:
    @pytest.mark.parametrize(
        ("confirmed", "status"), [(True, FindingStatus.CONFIRMED), (False, FindingStatus.DISMISSED)]
    )
    def test_settles_the_finding_on_record(self, life, confirmed, status):
        case = life.called_back(CONTRADICTS)

        decide_report(
            life.session,
            complaint_id=case.id,
            confirmed=confirmed,
            reason="与送货单不符",
            actor=life.company.head,
            at=AFTERNOON,
        )

        assert (case.false_reports[0].status, case.state) == (status, State.REOPENED)
        event = life.session.scalars(select(AuditEvent).where(AuditEvent.kind == "complaint.report_decided")).one()
        assert (event.clause, event.note) == ("P06 七2", "与送货单不符")
        assert event.changes["status"] == [None, status.value]

    def test_is_not_the_concerned_persons(self, life):
        """A department head who handled the case themselves."""
        case = life.answered(by=life.company.head)
        call(life, case, CONTRADICTS)

        with refused(life.session, NotPossible, says="Nobody decides on a finding against themselves."):
            do(life, Act.DECIDE_REPORT, case, by=life.company.head)
        do(life, Act.DECIDE_REPORT, case, by=life.company.director)

        assert case.false_reports[0].status is FindingStatus.CONFIRMED

    def test_must_be_made_before_the_case_is_closed(self, life):
        case = life.called_back(CONTRADICTS)
        do(life, Act.ASSIGN, case)
        life.handle(case)
        life.propose(case)
        life.sign_all(case)
        for act in (Act.FILE, Act.HAND_OVER, Act.PROVE, Act.ANSWER):
            do(life, act, case, at=AFTERNOON)
        call(life, case, SATISFIED, at=AFTERNOON + timedelta(minutes=1))

        with refused(life.session, NotPossible, says="A finding against the report is still open."):
            do(life, Act.CLOSE, case)
        do(life, Act.DECIDE_REPORT, case)
        do(life, Act.CLOSE, case)

        assert case.state is State.CLOSED

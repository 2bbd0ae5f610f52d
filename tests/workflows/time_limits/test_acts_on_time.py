"""Class, pause, extension and reports upward through the use-cases: who may, what is written, what a refusal leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import PackInForce
from queries.boards import mine, overdue
from queries.time_boards import calendar_to_enter, due_soon, extensions_to_decide, reported_to
from rules.case import NotPossible
from rules.classes import UnknownClass
from rules.running_clocks import NoExtension
from terms.classes import CaseClass, ClassDuty
from terms.complaint import Act, Clock
from terms.limits import ExtensionStatus
from tests.factories import MORNING, NOON
from tests.workflows.acts import do, facts_of
from tests.workflows.life import events, last_event, refused
from workflows.time_limits.mark_late import mark_late
from workflows.time_limits.tick_duty import NotDemanded

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def runs_on(life, pack):
    """Let the company work by another pack."""
    row = PackInForce(pack=pack, since=date(2020, 1, 1), put_at=MORNING, departments=[], branches=[],
                      product_lines=[], customers=[])  # fmt: skip
    life.session.add(row)
    life.session.commit()
    return life


@pytest.fixture
def supermarket(life):
    return runs_on(life, "supermarket")


@pytest.fixture
def patient(life):
    """Three working days, put off with the general office's approval (P31 4)."""
    return runs_on(life, "retailer+p31")


def clock(case, kind=Clock.RESULT):
    return next(row for row in case.clocks if row.clock is kind)


class TestClassify:
    @pytest.mark.requirement("WF-18", "WF-22", "SL-22")
    def test_is_given_at_registration_and_counts_in_the_queue(self, supermarket):
        case = supermarket.company.register(supermarket.storage, case_class=CaseClass.MAJOR)

        assert (case.case_class, case.priority) == (CaseClass.MAJOR, 3)
        assert clock(case).clause == "P34 四4"

    def test_refuses_a_class_the_policy_does_not_know(self, supermarket):
        with refused(supermarket.session, UnknownClass, says="This policy knows the classes"):
            supermarket.company.register(supermarket.storage, case_class=CaseClass.SPECIAL)

    def test_is_unknown_where_the_policy_has_no_classes(self, life):
        case = life.ready()

        with refused(life.session, NotPossible, says="does not know it"):
            do(life, Act.CLASSIFY, case)

    def test_is_given_once_and_then_changed_by_somebody_above_only(self, supermarket):
        case = supermarket.ready()
        do(supermarket, Act.CLASSIFY, case, case_class=CaseClass.SIMPLE)

        with refused(supermarket.session, NotPossible, says="already classed"):
            do(supermarket, Act.CLASSIFY, case, case_class=CaseClass.COMPLEX)
        with refused(supermarket.session, NotPossible):
            do(supermarket, Act.RECLASSIFY, case, by=supermarket.company.clerk)
        do(supermarket, Act.RECLASSIFY, case, case_class=CaseClass.COMPLEX)

        found = last_event(supermarket.session)
        assert (found.kind, found.clause, found.changes["case_class"]) == (
            "complaint.reclassed", "P34 四3", ["simple", "complex"],
        )  # fmt: skip
        assert clock(case).started_at == case.registered_at

    def test_is_not_changed_by_whoever_handles_the_case(self, supermarket):
        case = supermarket.ready(by=supermarket.company.supervisor, case_class=CaseClass.SIMPLE)

        with refused(supermarket.session, NotPossible, says="handle themselves"):
            do(supermarket, Act.RECLASSIFY, case)


class TestAddress:
    """Two days inside the province, four outside (P43 5.3(1))."""

    @pytest.mark.requirement("SL-26")
    @pytest.mark.parametrize("swept", [True, False])
    def test_leaves_late_what_ran_out_before(self, life, swept):
        electrical = runs_on(life, "electrical")
        case = electrical.company.register(electrical.storage, address="浙江省杭州市西湖区1号")
        due = case.due_at
        if swept:
            mark_late(electrical.session, at=due + HOUR)
        facts = facts_of(electrical.company, address="安徽省合肥市蜀山区1号")
        do(electrical, Act.COMPLETE_FACTS, case, facts=facts, at=due + HOUR)

        assert (case.due_at, case.late) == (due, True)
        assert clock(case).late_at == due + HOUR

    def test_moves_the_due_time_before(self, life):
        electrical = runs_on(life, "electrical")
        case = electrical.company.register(electrical.storage, address="浙江省杭州市西湖区1号")
        due = case.due_at
        facts = facts_of(electrical.company, address="安徽省合肥市蜀山区1号")
        do(electrical, Act.COMPLETE_FACTS, case, facts=facts, at=due)

        assert (case.due_at, case.late) == (due + 2 * DAY, False)


class TestDuties:
    @pytest.mark.requirement("WF-25")
    def test_are_ticked_off_with_how_it_was_done(self, supermarket):
        case = supermarket.ready(case_class=CaseClass.MAJOR)
        do(supermarket, Act.TICK_DUTY, case, duty=ClassDuty.REPORT_UP)

        found = last_event(supermarket.session)
        assert (found.kind, found.clause, found.changes["duty"]) == (
            "complaint.duty_done",
            "P34 四4",
            [None, "report_up"],
        )
        with refused(supermarket.session, NotDemanded, says="The departments are told"):
            do(supermarket, Act.TICK_DUTY, case, duty=ClassDuty.REPORT_UP)


class TestPause:
    def test_stands_still_for_the_sweep_and_the_boards_and_goes_on_by_its_length(self, supermarket):
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        due = case.due_at
        do(supermarket, Act.PAUSE, case, at=NOON)

        assert mark_late(supermarket.session, at=due + HOUR) == 0
        assert overdue(supermarket.session, supermarket.company.head, due + HOUR).count == 0
        with refused(supermarket.session, NotPossible, says="paused"):
            do(supermarket, Act.PROPOSE, case)

        do(supermarket, Act.RESUME, case, at=NOON + 2 * DAY)
        assert (case.due_at, case.paused_at) == (due + 2 * DAY, None)
        assert [one.kind for one in events(supermarket.session)][-2:] == ["complaint.paused", "complaint.resumed"]

    def test_does_not_help_what_is_late_already(self, supermarket):
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        do(supermarket, Act.PAUSE, case, at=case.due_at + HOUR)

        assert mark_late(supermarket.session, at=case.due_at + 2 * HOUR) > 0
        assert case.late

    def test_ends_with_a_case_that_is_withdrawn(self, supermarket):
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        do(supermarket, Act.PAUSE, case)
        do(supermarket, Act.WITHDRAW, case, at=NOON + 9 * DAY)

        assert (case.paused_at, case.late, clock(case).late_at) == (None, False, None)


class TestExtension:
    @pytest.mark.requirement("SL-18")
    def test_is_asked_by_the_handler_and_approved_by_the_office(self, patient):
        case, office = patient.ready(), patient.company.general_office
        due = case.due_at
        do(patient, Act.ASK_EXTENSION, case)
        assert extensions_to_decide(patient.session, office).count == 1
        assert extensions_to_decide(patient.session, patient.company.head).count == 0
        with refused(patient.session, NotPossible, says="approved by"):
            do(patient, Act.DECIDE_EXTENSION, case, by=patient.company.head)

        do(patient, Act.DECIDE_EXTENSION, case)

        assert case.due_at == due + DAY
        assert case.extensions[0].status is ExtensionStatus.APPROVED
        assert extensions_to_decide(patient.session, office).count == 0

    def test_is_refused_with_a_reason_and_leaves_the_due_time(self, patient):
        case = patient.ready()
        due = case.due_at
        do(patient, Act.ASK_EXTENSION, case)
        do(patient, Act.DECIDE_EXTENSION, case, approved=False, comment="理由不足")

        assert (case.due_at, last_event(patient.session).kind) == (due, "complaint.extension_refused")

    def test_comes_too_late_once_the_result_is_due(self, patient):
        case = patient.ready()
        do(patient, Act.ASK_EXTENSION, case)

        with refused(patient.session, NoExtension, says="already late"):
            do(patient, Act.DECIDE_EXTENSION, case, at=case.due_at + timedelta(seconds=1))

    def test_adds_up_to_the_most_of_the_policy_only(self, patient):
        case = patient.ready()
        do(patient, Act.ASK_EXTENSION, case, amount=3)
        do(patient, Act.DECIDE_EXTENSION, case)
        do(patient, Act.ASK_EXTENSION, case)

        with refused(patient.session, NoExtension, says="At most"):
            do(patient, Act.DECIDE_EXTENSION, case)

    def test_is_decided_while_the_clock_stands_still(self, patient):
        case = patient.ready()
        due = case.due_at
        do(patient, Act.ASK_EXTENSION, case)
        do(patient, Act.PAUSE, case)

        do(patient, Act.DECIDE_EXTENSION, case, at=due + HOUR)

        assert case.due_at == due + DAY

    def test_waits_for_nobody_who_handles_the_case(self, patient):
        company = patient.company
        case = patient.ready()
        do(patient, Act.ASK_EXTENSION, case)
        case.assigned_to = company.general_office
        patient.session.commit()

        assert extensions_to_decide(patient.session, company.general_office).count == 0
        with refused(patient.session, NotPossible, says="handle themselves"):
            do(patient, Act.DECIDE_EXTENSION, case)

    def test_asks_nothing_any_more_once_the_result_was_given(self, patient):
        case = patient.ready()
        do(patient, Act.ASK_EXTENSION, case)
        clock(case).met_at = NOON + HOUR
        patient.session.commit()

        assert extensions_to_decide(patient.session, patient.company.general_office).count == 0
        with refused(patient.session, NotPossible, says="No extension is asked for"):
            do(patient, Act.DECIDE_EXTENSION, case)
        do(patient, Act.ASK_EXTENSION, case)


class TestEscalation:
    def test_tells_again_what_is_late_again(self, supermarket):
        session, company = supermarket.session, supermarket.company
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        due = case.due_at
        mark_late(session, at=due + HOUR)
        do(supermarket, Act.RECLASSIFY, case, at=due + 2 * HOUR)

        assert (case.late, clock(case).escalate_at) == (False, case.due_at)
        assert reported_to(session, company.supervisor).count == 0
        assert mark_late(session, at=due + 3 * HOUR) == 0

        mark_late(session, at=case.due_at + HOUR)
        assert [(one.level, one.at) for one in clock(case).escalations] == [(1, case.due_at + HOUR)]
        assert reported_to(session, company.supervisor).count == 1

    def test_is_known_of_cases_from_before_it(self, supermarket):
        """The rows as an upgrade leaves them."""
        session = supermarket.session
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        kept = [(row.starts, row.warn_at, row.escalate_at, row.due_at) for row in case.clocks]
        for row in case.clocks:
            row.starts = row.warn_at = row.escalate_at = None
        session.commit()

        assert mark_late(session, at=NOON) == 0

        open_now = [row.met_at is None for row in case.clocks]
        found = [(row.starts, row.warn_at, row.escalate_at, row.due_at) for row in case.clocks]
        assert any(open_now)
        assert all(now == then for now, then, running in zip(found, kept, open_now, strict=True) if running)
        assert mark_late(session, at=case.due_at + HOUR) > 1

    @pytest.mark.requirement("WF-25")
    def test_tells_level_by_level_once_each(self, supermarket):
        session, company = supermarket.session, supermarket.company
        case = supermarket.ready(case_class=CaseClass.SIMPLE, truthful=True)
        due = case.due_at

        mark_late(session, at=due + HOUR)
        mark_late(session, at=due + 2 * HOUR)
        assert [(one.level, one.role) for one in clock(case).escalations] == [(1, "supervisor")]
        assert reported_to(session, company.supervisor).count == 1
        assert reported_to(session, company.manager).count == 0

        mark_late(session, at=due + 4 * DAY)
        assert [one.level for one in clock(case).escalations] == [1, 2, 3]
        assert reported_to(session, company.manager).count == 1
        told = [one.changes["level"][1] for one in events(session) if one.kind == "complaint.escalated"]
        assert told == [1, 2, 3]

        do(supermarket, Act.FIND_UNFOUNDED, case, at=due + 5 * DAY)
        assert reported_to(session, company.supervisor).count == 0
        assert mark_late(session, at=due + 9 * DAY) == 0


class TestBoards:
    def test_warn_the_handler_when_a_quarter_is_left(self, supermarket):
        case = supermarket.ready(case_class=CaseClass.SIMPLE)
        clerk = supermarket.company.clerk

        assert due_soon(supermarket.session, clerk, clock(case).warn_at - HOUR).count == 0
        assert [row.clock for row in due_soon(supermarket.session, clerk, clock(case).warn_at).rows] == [Clock.RESULT]

    @pytest.mark.requirement("WF-24")
    def test_take_who_came_first_where_the_policy_says_so(self, supermarket):
        first = supermarket.ready(case_class=CaseClass.SIMPLE)
        second = supermarket.ready(case_class=CaseClass.MAJOR, at=MORNING + HOUR)

        found = mine(supermarket.session, supermarket.company.clerk, NOON)

        assert [row.id for row in found.rows] == [first.id, second.id]
        assert [row.id for row in mine(supermarket.session, supermarket.company.clerk).rows] == [second.id, first.id]

    @pytest.mark.parametrize(("day", "count"), [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1)])
    def test_remind_of_next_years_calendar_from_november(self, life, day, count):
        at = NOON.replace(year=day.year, month=day.month, day=day.day)

        assert calendar_to_enter(life.session, at).count == count

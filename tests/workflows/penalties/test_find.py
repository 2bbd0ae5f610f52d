"""What the records prove is proposed, with its evidence and clause; what they do not prove is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models import ComplaintClock, Contact, HandlingForm, PenaltyEntry
from terms.complaint import Channel, Clock, FindingStatus, Responsible, State
from terms.forms import FormStatus
from terms.penalties import EntryStatus, EvidenceKind
from terms.people import Role
from terms.trade import CustomerKind
from tests.factories import AFTERNOON, MORNING, NOON, make_staff
from tests.workflows.accused import DAY, MONTH, NEXT_WEEK, breaches, yuan
from tests.workflows.life import CONTRADICTS, DISSATISFIED, SATISFIED, events, last_event
from workflows.call_backs.report import decide_report, send_daily_report
from workflows.complaints.assign import assign
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.complaints.withdraw import withdraw
from workflows.executions.carry_out import hand_over, pay
from workflows.filings.file import file
from workflows.penalties.case import route_again
from workflows.penalties.decide import withdraw as let_drop
from workflows.time_limits.mark_late import mark_late
from workflows.transaction import transaction

FOUR = MORNING.replace(hour=16, minute=0)
FIVE = MORNING.replace(hour=17, minute=0)
TOMORROW = MORNING + timedelta(days=1)


def answered(accused, at, **values):
    """Reported at a time, and called back at once."""
    case = accused.life.answered(at=at, **values)
    return accused.life.called_back(SATISFIED, case=case, at=at)


@pytest.mark.requirement("PK-01")
class TestLateResults:
    def test_cost_the_handler_twenty_yuan_each(self, accused):
        answered(accused, FIVE)

        (entry,) = accused.found()

        assert (entry.breach, entry.staff_id, entry.amount) == (
            "late_handling", accused.company.clerk.id, yuan("20.00"),
        )  # fmt: skip
        assert (entry.clause, entry.evidence, entry.happened_on) == ("P06 七1", EvidenceKind.CLOCK, DAY)
        assert entry.facts["met_at"] > entry.facts["due_at"]

    def test_cost_nothing_at_four_sharp(self, accused):
        answered(accused, FOUR)

        assert accused.found() == []

    def test_are_proposed_while_they_are_still_out(self, accused):
        accused.life.ready()
        mark_late(accused.session, at=FIVE)

        assert breaches(accused.found(at=FIVE)) == [("late_handling", accused.company.clerk.id)]

    def test_are_proposed_once_however_often_the_sweep_comes(self, accused):
        answered(accused, FIVE)

        assert len(accused.found()) == len(accused.found()) == 1

    def test_are_not_proposed_again_after_they_were_let_drop(self, accused):
        answered(accused, FIVE)
        (entry,) = accused.found()
        let_drop(
            accused.session, penalty_id=entry.id, reason="系统故障", actor=accused.company.supervisor, at=NEXT_WEEK
        )

        assert len(accused.found()) == 1

    def test_are_not_proposed_beside_what_somebody_proposed_for_the_case(self, accused):
        case = answered(accused, FIVE)
        accused.proposed(breach="late_handling", complaint_id=case.id, at=TOMORROW)

        assert len(accused.found()) == 1

    def test_of_a_withdrawn_case_punish_nobody(self, accused):
        case = accused.life.ready()
        mark_late(accused.session, at=FIVE)
        withdraw(accused.session, complaint_id=case.id, reason="消费者撤回", actor=accused.company.supervisor, at=FIVE)

        assert accused.found() == []

    def test_of_the_month_before_last_need_a_person(self, accused):
        answered(accused, FIVE)

        assert accused.found(at=MORNING.replace(month=11, day=1)) == []
        assert len(accused.found(at=MORNING.replace(month=10, day=31))) == 1

    def test_of_a_locked_month_count_in_the_next(self, accused):
        answered(accused, FIVE)
        accused.lock_month()

        assert accused.found()[0].month == MONTH.replace(month=10)

    def test_cost_only_in_quality_complaints(self, accused):
        case = answered(accused, FIVE)
        case.kind = "service_complaint"
        accused.session.commit()

        assert accused.found() == []


@pytest.mark.requirement("PK-02")
class TestCarriedOut:
    def test_before_filing_costs_fifty(self, accused):
        case = answered(accused, FOUR)
        # The table forbids it; a case brought in from elsewhere may hold it.
        case.settlement.filing.filed_at = NOON + timedelta(minutes=1)
        accused.session.commit()

        (entry,) = accused.found()

        assert (entry.breach, entry.amount, entry.clause) == ("beyond_authority_or_unfiled", yuan("50.00"), "P06 七1")
        assert entry.evidence is EvidenceKind.EXECUTION

    def test_before_approval_costs_fifty(self, accused):
        case = answered(accused, FOUR)
        case.settlement.approved_at = NOON + timedelta(minutes=1)
        accused.session.commit()

        assert breaches(accused.found()) == [("beyond_authority_or_unfiled", accused.company.clerk.id)]

    def test_after_filing_costs_nothing(self, accused):
        answered(accused, FOUR)

        assert accused.found() == []


@pytest.mark.requirement("PK-03", "PK-04")
class TestStepsSkipped:
    def forget_the_talk(self, accused, case):
        for row in accused.session.scalars(select(Contact).where(Contact.complaint_id == case.id)):
            accused.session.delete(row)
        accused.session.commit()

    def test_cost_the_proposer_and_every_reviewer_who_signed(self, accused):
        case = accused.life.answered(12, 12, at=FOUR)
        accused.life.called_back(SATISFIED, case=case, at=FOUR)
        self.forget_the_talk(accused, case)

        entries = accused.found()

        assert breaches(entries) == [
            ("procedure_not_followed", accused.company.clerk.id),
            ("procedure_not_followed_review", accused.company.supervisor.id),
            ("procedure_not_followed_review", accused.company.head.id),
        ]
        assert [entry.amount for entry in entries] == [yuan("30.00"), yuan("50.00"), yuan("50.00")]
        # Supervisor and head are concerned themselves: the director decides all three.
        assert {entry.decides for entry in entries} == {Role.DIRECTOR}
        assert not [one for one in events(accused.session) if one.kind == "penalty.handed_on"]

    def test_are_none_where_each_step_was_done(self, accused):
        answered(accused, FOUR)

        assert accused.found() == []

    def test_are_proven_when_nobody_called_while_the_result_was_due(self, accused):
        accused.company.register(accused.life.storage)
        for minutes in (45, 480):
            mark_late(accused.session, at=MORNING + timedelta(minutes=minutes))

        assert breaches(accused.found(at=FIVE + timedelta(hours=1))) == [
            ("late_handling", accused.company.clerk.id),
            ("procedure_not_followed", accused.company.clerk.id),
        ]

    def test_are_none_when_the_call_came_late_but_before_four(self, accused):
        case = accused.company.register(accused.life.storage)
        mark_late(accused.session, at=MORNING + timedelta(minutes=45))
        accused.life.handle(case)

        clock = next(row for row in case.clocks if row.clock is Clock.FIRST_CONTACT)
        assert clock.late_at is not None
        assert [entry.breach for entry in accused.found(at=FIVE)] == []


@pytest.mark.requirement("PK-05", "PK-06")
class TestFalseReports:
    def contradicted(self, accused, *quantities):
        case = accused.life.called_back(CONTRADICTS, case=accused.life.answered(*quantities, at=NOON), at=NOON)
        assert case.state is State.REOPENED
        return case

    def test_that_are_confirmed_cost_at_once(self, accused):
        case = self.contradicted(accused, 12, 12)
        decide_report(
            accused.session,
            complaint_id=case.id,
            confirmed=True,
            reason="属实",
            actor=accused.company.director,
            at=NOON,
        )

        entries = accused.entries()

        assert breaches(entries) == [
            ("false_report", accused.company.clerk.id),
            ("false_report_review", accused.company.supervisor.id),
            ("false_report_review", accused.company.head.id),
        ]
        assert [entry.amount for entry in entries] == [yuan("50.00"), yuan("100.00"), yuan("100.00")]
        assert [entry.decides for entry in entries] == [Role.DIRECTOR, Role.DIRECTOR, Role.DIRECTOR]
        assert entries[0].facts["difference"] == "没有收到任何货物"
        assert len([one for one in accused.found() if one.evidence is EvidenceKind.FALSE_REPORT]) == 3

    def test_that_are_dismissed_cost_nothing(self, accused):
        case = self.contradicted(accused)
        decide_report(
            accused.session,
            complaint_id=case.id,
            confirmed=False,
            reason="误会",
            actor=accused.company.director,
            at=NOON,
        )

        assert accused.entries() == []

    def test_that_are_still_open_cost_nothing(self, accused):
        case = self.contradicted(accused)

        assert case.false_reports[0].status is FindingStatus.OPEN
        assert [one for one in accused.found(at=FOUR) if one.evidence is EvidenceKind.FALSE_REPORT] == []


@pytest.mark.requirement("PK-07", "PK-08")
class TestCallsMissed:
    CLOSING = (MORNING + timedelta(days=1)).replace(hour=17, minute=30)

    def test_cost_the_offices_only_person_while_nobody_calls(self, accused):
        accused.life.answered(at=NOON)

        (entry,) = accused.found()

        assert (entry.breach, entry.staff_id, entry.amount) == (
            "not_recorded_or_not_called_back", accused.company.general_office.id, yuan("30.00"),
        )  # fmt: skip
        assert entry.decides is Role.DIRECTOR

    def test_cost_whoever_called_late(self, accused):
        other = make_staff(accused.session, Role.GENERAL_OFFICE)
        case = accused.life.answered(at=NOON)
        accused.company.general_office = other
        accused.life.called_back(SATISFIED, case=case, at=self.CLOSING + timedelta(minutes=1))

        assert breaches(accused.found()) == [("not_recorded_or_not_called_back", other.id)]

    def test_cost_nothing_until_closing_time_of_the_next_working_day(self, accused):
        accused.life.called_back(SATISFIED, case=accused.life.answered(at=NOON), at=self.CLOSING)

        assert accused.found() == []

    def test_name_nobody_while_several_could_have_called(self, accused):
        make_staff(accused.session, Role.GENERAL_OFFICE)
        accused.life.answered(at=NOON)

        assert accused.found() == []

    def test_cost_whoever_sent_the_daily_report_over_them(self, accused):
        reviewer = make_staff(accused.session, Role.GENERAL_OFFICE)
        case = accused.life.answered(at=NOON)
        send_daily_report(
            accused.session, day=self.CLOSING.date(), remark="", actor=reviewer, at=self.CLOSING + timedelta(minutes=2)
        )
        accused.life.called_back(SATISFIED, case=case, at=self.CLOSING + timedelta(minutes=5))

        entries = accused.found()

        assert breaches(entries) == [
            ("not_recorded_or_not_called_back", accused.company.general_office.id),
            ("not_recorded_or_not_called_back_review", reviewer.id),
        ]
        assert entries[1].amount == yuan("50.00")


@pytest.mark.requirement("PK-09")
class TestFormsLost:
    def lose(self, accused, holder):
        case = answered(accused, FOUR)
        form = accused.session.scalars(select(HandlingForm).where(HandlingForm.complaint_id == case.id)).one()
        reporter, keeper = accused.company.head.id, holder.id
        form.status, form.held_by_id, form.lost_at = FormStatus.LOST, keeper, AFTERNOON
        form.lost_reported_by_id, form.affects_summary = reporter, True
        accused.session.commit()
        return form

    def test_cost_sales_administration_thirty(self, accused):
        self.lose(accused, accused.company.sales_administration)

        (entry,) = accused.found()

        assert (entry.breach, entry.amount, entry.clause) == ("form_lost", yuan("30.00"), "P06 七4")
        assert entry.staff_id == accused.company.sales_administration.id
        assert entry.facts["affects_summary"] is True

    def test_that_touch_neither_summary_nor_replenishment_cost_nothing(self, accused):
        form = self.lose(accused, accused.company.sales_administration)
        form.affects_summary = False
        accused.session.commit()

        assert accused.found() == []

    def test_cost_nobody_else(self, accused):
        self.lose(accused, accused.company.clerk)

        assert accused.found() == []


@pytest.mark.requirement("PK-10")
class TestOneToMany:
    def test_that_is_late_costs_by_the_graver_clause_alone(self, accused):
        answered(accused, FIVE, consumers=6)

        (entry,) = accused.found()

        assert (entry.breach, entry.amount, entry.most) == ("one_to_many_badly_handled", None, yuan("300.00"))

    def test_whose_consumers_are_not_satisfied_costs_too(self, accused):
        case = accused.life.answered(at=NOON, consumers=6)
        accused.life.called_back(DISSATISFIED, case=case, at=NOON)

        (entry,) = accused.found(at=FOUR)

        assert (entry.breach, entry.evidence) == ("one_to_many_badly_handled", EvidenceKind.CALL_BACK)

    def test_that_is_about_one_consumer_is_none(self, accused):
        accused.life.called_back(DISSATISFIED, case=accused.life.answered(at=NOON), at=NOON)

        assert accused.found(at=FOUR) == []

    def test_that_is_complained_about_again_costs_whoever_handled_the_first(self, accused):
        first = answered(accused, FOUR, consumers=6)
        again = accused.company.register(accused.life.storage, by=accused.other(Role.CLERK), at=TOMORROW)
        again.repeat_of_id = first.id
        accused.session.commit()

        assert breaches(accused.found(at=TOMORROW)) == [("one_to_many_badly_handled", accused.company.clerk.id)]


@pytest.mark.requirement("PK-11")
class TestLosses:
    def test_are_what_is_paid_after_a_case_was_reopened(self, accused):
        case = self.reopened(accused)
        accused.life.propose(case, 12, 12, "80")
        self.carry_out(accused, case)

        (entry,) = [one for one in accused.found(at=FIVE) if one.breach == "economic_loss"]

        assert (entry.amount, entry.staff_id, entry.facts["cash"]) == (
            yuan("300.00"), accused.company.clerk.id, "80.00",
        )  # fmt: skip

    def test_are_none_where_the_first_settlement_paid(self, accused):
        answered(accused, FOUR, exchanged=12, compensated=12, cash="80")

        assert accused.found() == []

    def reopened(self, accused):
        case = accused.life.called_back(DISSATISFIED, case=accused.life.answered(12, 12, at=NOON), at=NOON)
        assign(
            accused.session, complaint_id=case.id, to_id=accused.company.clerk.id, actor=accused.company.head, at=NOON
        )
        said, found, clerk = "再次致电核实", "首次调换数量不足", accused.company.clerk
        contact(
            accused.session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said=said, actor=clerk,
            at=AFTERNOON,
        )  # fmt: skip
        investigate(
            accused.session, complaint_id=case.id, facts=found, responsible=Responsible.SERVICE, actor=clerk,
            at=AFTERNOON,
        )  # fmt: skip
        return case

    def carry_out(self, accused, case):
        session, company = accused.session, accused.company
        accused.life.sign_all(case)
        file(session, complaint_id=case.id, actor=company.general_office, at=NOON)
        hand_over(session, complaint_id=case.id, carrier="自有车辆", actor=company.logistics, at=NOON)
        pay(session, complaint_id=case.id, voucher="FK-002", actor=company.finance, at=NOON)


@pytest.mark.requirement("PK-12")
class TestEscalations:
    @pytest.mark.parametrize(("channel", "breach"), [(Channel.AUTHORITY, ["major_impact"]), (Channel.PHONE, [])])
    def test_are_complaints_carried_to_the_authorities_or_the_media(self, accused, channel, breach):
        first = answered(accused, FOUR)
        again = accused.company.register(
            accused.life.storage, by=accused.other(Role.CLERK), at=TOMORROW, channel=channel
        )
        again.repeat_of_id = first.id
        accused.session.commit()

        entries = accused.found(at=TOMORROW)

        assert [entry.breach for entry in entries] == breach
        assert [entry.amount for entry in entries] == [yuan("500.00")] * len(breach)


class TestWhoeverHandledItThen:
    """A case changes hands; the fact stays with whoever had it."""

    def given_to_another(self, accused, case, at=TOMORROW):
        other = accused.other(Role.CLERK, department=accused.company.clerk.department)
        assign(accused.session, complaint_id=case.id, to_id=other.id, actor=accused.company.head, at=at)
        return other

    def test_answers_for_the_late_result(self, accused):
        case = accused.life.ready()
        mark_late(accused.session, at=FIVE)
        self.given_to_another(accused, case)

        assert breaches(accused.found(at=TOMORROW)) == [("late_handling", accused.company.clerk.id)]

    def test_is_whoever_got_it_before_it_was_due(self, accused):
        case = accused.life.ready()
        other = self.given_to_another(accused, case, at=AFTERNOON)
        mark_late(accused.session, at=FIVE)

        assert breaches(accused.found(at=TOMORROW)) == [("late_handling", other.id)]

    def test_answers_for_the_call_nobody_made(self, accused):
        case = accused.company.register(accused.life.storage)
        for minutes in (45, 480):
            mark_late(accused.session, at=MORNING + timedelta(minutes=minutes))
        self.given_to_another(accused, case)

        assert breaches(accused.found(at=TOMORROW)) == [
            ("late_handling", accused.company.clerk.id),
            ("procedure_not_followed", accused.company.clerk.id),
        ]

    def test_answers_for_the_consumer_who_is_not_satisfied(self, accused):
        case = accused.life.answered(at=NOON, consumers=6)
        accused.life.called_back(DISSATISFIED, case=case, at=NOON)
        self.given_to_another(accused, case, at=AFTERNOON)

        assert breaches(accused.found(at=FOUR)) == [("one_to_many_badly_handled", accused.company.clerk.id)]

    def test_answers_for_goods_that_went_out_before_the_filing(self, accused):
        case = accused.life.called_back(DISSATISFIED, case=accused.life.answered(at=NOON), at=NOON)
        case.settlement.filing.filed_at = NOON + timedelta(minutes=1)
        accused.session.commit()
        self.given_to_another(accused, case, at=AFTERNOON)

        assert breaches(accused.found(at=FOUR)) == [("beyond_authority_or_unfiled", accused.company.clerk.id)]


class TestCasesRegisteredLongAgo:
    """What counts is when the fact happened, not when the case came in."""

    def aged(self, accused, case):
        case.registered_at = MORNING - timedelta(days=100)
        accused.session.commit()
        return case

    def test_still_show_what_was_carried_out_too_early(self, accused):
        case = self.aged(accused, answered(accused, FOUR))
        case.settlement.filing.filed_at = NOON + timedelta(minutes=1)
        accused.session.commit()

        assert accused.found(at=MORNING.replace(month=11, day=1)) == []
        assert [entry.breach for entry in accused.found()] == ["beyond_authority_or_unfiled"]

    def test_still_show_the_step_that_was_skipped(self, accused):
        case = self.aged(accused, answered(accused, FOUR))
        for row in accused.session.scalars(select(Contact).where(Contact.complaint_id == case.id)):
            accused.session.delete(row)
        accused.session.commit()

        assert accused.found(at=MORNING.replace(month=11, day=1)) == []
        assert accused.found()[0].breach == "procedure_not_followed"

    def test_still_show_the_call_that_was_missed(self, accused):
        self.aged(accused, accused.life.answered(at=NOON))

        assert accused.found(at=MORNING.replace(month=11, day=1)) == []
        assert [entry.breach for entry in accused.found()] == ["not_recorded_or_not_called_back"]

    def test_still_show_the_loss(self, accused):
        losses = TestLosses()
        case = self.aged(accused, losses.reopened(accused))
        accused.life.propose(case, 12, 12, "80")
        losses.carry_out(accused, case)

        assert "economic_loss" in [entry.breach for entry in accused.found(at=FIVE)]


class TestTheSweep:
    def test_hands_on_what_waits_for_a_rung_that_nobody_holds_any_more(self, accused):
        entry = accused.proposed()
        accused.company.supervisor.status = "disabled"
        accused.session.commit()

        accused.found()

        assert entry.decides is Role.DEPARTMENT_HEAD
        assert entry.status is EntryStatus.PROPOSED
        event = last_event(accused.session)
        assert (event.kind, event.changes) == ("penalty.handed_on", {"decides": ["supervisor", "department_head"]})

    def test_hands_on_the_entry_as_it_is_now_and_not_as_it_was_read(self, accused):
        entry = accused.proposed()
        accused.company.supervisor.status = "disabled"
        accused.session.commit()
        # Another node comes between reading and handing on.
        meanwhile = update(PenaltyEntry).values(version=5).execution_options(synchronize_session=False)
        with transaction(accused.session):
            key, _read = entry.facts_key, entry.version
            accused.session.execute(meanwhile)
            route_again(accused.session, key, NEXT_WEEK)

        assert (entry.decides, entry.version) == (Role.DEPARTMENT_HEAD, 6)

    def test_proposes_nothing_about_people_nobody_stands_above(self, accused):
        case = answered(accused, FIVE)
        case.assigned_to_id = accused.company.manager.id
        accused.session.commit()

        assert accused.found() == []
        assert accused.session.scalars(select(PenaltyEntry.id)).all() == []

    def test_knows_consumers_and_dealers_alike(self, accused):
        answered(accused, FIVE)
        accused.company.customer.kind = CustomerKind.DISTRIBUTOR
        accused.session.commit()

        assert len(accused.found()) == 1
        assert accused.session.scalars(select(ComplaintClock.id)).first()

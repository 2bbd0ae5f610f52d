"""The month just ended, from the department's signature to its close."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import AuditEvent, CompanySummary, DepartmentSummary, Month
from rules.month_acts import MonthNotPossible
from rules.summaries import from_json
from terms.month import Loose, MonthStatus, MonthVerdict, ReplenishmentStatus
from terms.people import Role
from tests.factories import make_department, make_staff, make_substitution
from tests.workflows.months.closing import FIFTH, FIRST, SEPTEMBER, THIRD
from workflows.attachments.files import NotAFileWeTake
from workflows.months import approve, close, open, reopen, send, sign  # noqa: A004
from workflows.months.gate import MonthLocked, demand_open
from workflows.replenishments.deliver import AlreadyDelivered, NotThen
from workflows.rows import NotFound
from workflows.transaction import AlreadySent, ChangedMeanwhile
from workflows.words import WordsMissing


def kinds(session):
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def unchanged(session, row, status):
    session.expire_all()
    assert row.status is status


class TestOpenDue:
    def test_prepares_the_month_that_has_ended_once(self, session, closing):
        closing.executed()

        assert [open.open_due(session, at=FIRST), open.open_due(session, at=FIRST)] == [1, 0]
        assert [row.month for row in session.scalars(select(Month))] == [SEPTEMBER]
        assert kinds(session)[-1] == "month.opened"

    def test_waits_until_the_month_is_over(self, session, closing):
        closing.executed()

        assert open.open_due(session, at=FIRST - timedelta(hours=11)) == 0

    def test_makes_up_for_every_month_it_slept_through(self, session, closing):
        closing.executed()
        closing.month()

        assert open.open_due(session, at=FIRST + timedelta(days=62)) == 2
        assert [str(row) for row in session.scalars(select(Month).order_by(Month.month))] == [
            "2026-09", "2026-10", "2026-11",
        ]  # fmt: skip

    def test_prepares_nothing_for_a_company_without_cases(self, session, closing):
        assert open.open_due(session, at=FIRST) == 0


class TestSign:
    @pytest.mark.requirement("LG-01")
    def test_freezes_the_departments_figures_as_they_are(self, session, closing):
        closing.given_by(closing.distributor(name="合肥经销"), 12, 48)

        closing.sign(remark="齐全")

        summary = session.scalars(select(DepartmentSummary)).one()
        figures = from_json(summary.figures)
        assert (figures.total.cases, figures.total.exchanged, figures.total.compensated) == (1, 12, 48)
        assert [(one.distributor, one.bottles, one.amount) for one in figures.owed] == [
            ("合肥经销", 48, Decimal("216.00"))
        ]
        assert (summary.signed_by_id, summary.clause) == (closing.company.sales_administration.id, "P06 五(5)")
        assert kinds(session)[-1] == "month.department_signed"

    def test_keeps_what_was_signed_when_a_case_changes_afterwards(self, session, closing):
        case = closing.proposed()
        closing.sign()

        closing.sign_all(case)

        assert from_json(closing.month().signed[0].figures).count(Loose.UNDECIDED) == 1

    def test_is_the_own_departments_sales_administration(self, session, closing):
        closing.executed()
        other = make_staff(session, Role.SALES_ADMINISTRATION, department=make_department(session, is_sales=False))

        for person in (other, closing.company.head):
            with pytest.raises(MonthNotPossible):
                closing.sign(actor=person)
        unchanged(session, closing.month(), MonthStatus.OPEN)
        assert closing.month().signed == []

    def test_is_the_heads_where_nobody_holds_that_post(self, session, closing):
        department = make_department(session)
        head = make_staff(session, Role.DEPARTMENT_HEAD, department=department)
        closing.executed()

        assert closing.sign(department_id=department.id, actor=head)

    def test_comes_after_the_last_day(self, closing):
        closing.executed()
        closing.month()

        with pytest.raises(MonthNotPossible, match="not over"):
            closing.sign(at=FIRST - timedelta(hours=11))

    def test_happens_once(self, session, closing):
        closing.executed()
        closing.sign()

        with pytest.raises(MonthNotPossible, match="already signed"):
            closing.sign()
        assert len(session.scalars(select(DepartmentSummary)).all()) == 1

    def test_may_be_returned_and_signed_anew_as_the_next_edition(self, session, closing):
        case = closing.proposed()
        closing.sign()
        sign.send_back(
            session, month_id=closing.month().id, department_id=closing.company.department.id, reason="有方案未审批",
            actor=closing.company.general_office, at=FIRST,
        )  # fmt: skip
        closing.sign_all(case)

        closing.sign()

        assert [(one.edition, one.sent_back_reason) for one in closing.month().departments] == [
            (1, "有方案未审批"), (2, ""),
        ]  # fmt: skip
        assert from_json(closing.month().signed[0].figures).count(Loose.UNDECIDED) == 0


class TestSend:
    @pytest.mark.requirement("LG-02")
    def test_adds_up_what_the_departments_signed(self, session, closing):
        closing.executed()
        closing.sign()
        # Registered in September, but after the department signed: next edition, not this one.
        closing.filed()

        closing.send()

        summary = session.scalars(select(CompanySummary)).one()
        assert from_json(summary.figures).total.cases == 1
        assert summary.figures["made_of"] == {str(closing.company.department.id): 1}
        assert closing.month().status is MonthStatus.SENT

    @pytest.mark.requirement("LG-02")
    def test_waits_for_every_department_and_names_who_is_late(self, session, closing):
        late = make_department(session, name="西区销售部")
        make_staff(session, Role.SALES_ADMINISTRATION, department=late, name="吴晓")
        closing.executed()
        closing.sign()

        with pytest.raises(MonthNotPossible, match=r"西区销售部 \(吴晓\)"):
            closing.send()
        unchanged(session, closing.month(), MonthStatus.OPEN)

    def test_waits_for_the_month_before(self, session, closing):
        closing.executed()
        closing.month()
        open.open_due(session, at=FIRST + timedelta(days=31))
        october = closing.month(date(2026, 10, 1))
        later = FIRST + timedelta(days=32)
        closing.sign(month_id=october.id, at=later)

        with pytest.raises(MonthNotPossible, match="month before"):
            closing.send(month_id=october.id, at=later)

    def test_is_the_general_offices(self, closing):
        closing.executed()
        closing.sign()

        for person in (closing.company.sales_administration, closing.company.manager, closing.company.finance):
            with pytest.raises(MonthNotPossible):
                closing.send(actor=person)


class TestApprove:
    @pytest.mark.requirement("AP-14")
    @pytest.mark.parametrize("first", ["manager", "finance"])
    def test_takes_general_manager_and_finance_in_either_order(self, session, closing, first):
        closing.executed()
        closing.sent()
        second = {"manager": "finance", "finance": "manager"}[first]

        closing.approve(actor=getattr(closing.company, first))
        assert closing.month().status is MonthStatus.SENT
        closing.approve(actor=getattr(closing.company, second))

        month = closing.month()
        assert (month.status, month.locked_by_id) == (MonthStatus.LOCKED, getattr(closing.company, second).id)
        assert {one.role for one in month.summary.approvals} == {Role.GENERAL_MANAGER, Role.FINANCE}

    @pytest.mark.requirement("AP-14")
    def test_is_nobody_elses_and_nobodys_twice(self, session, closing):
        closing.executed()
        closing.sent()
        closing.approve(actor=closing.company.manager)

        for person in (closing.company.manager, closing.company.director, closing.company.general_office):
            with pytest.raises(MonthNotPossible):
                closing.approve(actor=person)
        unchanged(session, closing.month(), MonthStatus.SENT)

    @pytest.mark.requirement("AP-14")
    def test_takes_two_people_even_where_one_holds_both_posts(self, session, closing):
        both = make_staff(session, Role.GENERAL_MANAGER, Role.FINANCE)
        closing.executed()
        closing.sent()
        closing.approve(actor=both)

        with pytest.raises(MonthNotPossible, match="another person"):
            closing.approve(actor=both)

    def test_is_not_for_whoever_signed_or_sent(self, session, closing):
        office = make_staff(session, Role.GENERAL_OFFICE, Role.FINANCE)
        closing.executed()
        closing.sign()
        closing.send(actor=office)

        with pytest.raises(MonthNotPossible, match="another person"):
            closing.approve(actor=office)

    def test_may_be_a_substitutes_in_the_principals_name(self, session, closing):
        make_substitution(session, closing.company.manager, closing.company.director, ends_on=date(2026, 10, 31))
        closing.executed()
        closing.sent()

        closing.approve(actor=closing.company.director)

        approval = closing.month().summary.approvals[0]
        assert (approval.role, approval.principal_id) == (Role.GENERAL_MANAGER, closing.company.manager.id)
        with pytest.raises(MonthNotPossible):
            closing.approve(actor=closing.company.manager)

    def test_is_refused_from_a_page_made_before_somebody_else_acted(self, closing):
        closing.executed()
        seen = closing.sent().version
        closing.approve(actor=closing.company.manager, seen=seen)

        with pytest.raises(ChangedMeanwhile):
            closing.approve(actor=closing.company.finance, seen=seen)

    def test_counts_a_double_press_once(self, closing):
        closing.executed()
        closing.sent()
        closing.approve(actor=closing.company.manager, once="token")

        with pytest.raises(AlreadySent):
            closing.approve(actor=closing.company.manager, once="token")

    def test_may_be_refused_with_a_reason_and_starts_again_from_the_same_signatures(self, session, closing):
        closing.executed()
        closing.sent()
        closing.approve(actor=closing.company.manager)
        with pytest.raises(WordsMissing):
            approve.send_back(session, month_id=closing.month().id, reason=" ", actor=closing.company.finance, at=THIRD)

        month_id = closing.month().id
        approve.send_back(
            session, month_id=month_id, reason="现金与付款单不符", actor=closing.company.finance, at=THIRD
        )

        assert closing.month().status is MonthStatus.RETURNED
        assert closing.month().summaries[0].approvals[-1].verdict is MonthVerdict.RETURNED
        closing.send()
        closing.approve(actor=closing.company.manager)
        closing.approve(actor=closing.company.finance)
        assert [one.edition for one in closing.month().summaries] == [1, 2]
        assert closing.month().status is MonthStatus.LOCKED


class TestTheLock:
    def test_keeps_late_facts_out_and_says_the_way_out(self, session, closing):
        closing.executed()
        closing.sent()
        with pytest.raises(MonthLocked, match="approvers"):
            demand_open(session, date(2026, 9, 30))
        closing.approve(actor=closing.company.manager)
        closing.approve(actor=closing.company.finance)

        with pytest.raises(MonthLocked, match=f"2026-09 is locked .*{closing.company.finance.name}.*next month"):
            demand_open(session, date(2026, 9, 30))
        demand_open(session, date(2026, 10, 1))

    @pytest.mark.requirement("LG-03")
    def test_lists_each_distributor_what_they_gave_out(self, session, closing):
        first, second = closing.distributor(), closing.distributor()
        closing.given_by(first, 12, 48)
        closing.given_by(second, 12, 12)
        closing.given_by(first, 6, 6)
        closing.given_by(None, 12, 24)

        closing.locked()

        assert [(row.distributor_id, row.bottles, row.number) for row in closing.lists()] == [
            (first.id, 54, "BH-2026-10-00001"),
            (second.id, 12, "BH-2026-10-00002"),
        ]

    def test_locks_a_month_with_nothing_to_replenish(self, session, closing):
        closing.executed()

        assert closing.locked().status is MonthStatus.LOCKED
        assert closing.lists() == []


class TestDeliver:
    @pytest.mark.requirement("LG-03")
    def test_needs_note_day_receiver_and_the_signed_copy(self, session, closing):
        closing.given_by(closing.distributor())
        closing.locked()
        row = closing.lists()[0]

        with pytest.raises(NotAFileWeTake):
            closing.deliver(row, uploads=[])
        for day in (FIFTH.date() + timedelta(days=1), THIRD.date() - timedelta(days=1)):
            with pytest.raises(NotThen):
                closing.deliver(row, delivered_on=day)
        closing.deliver(row)

        assert (row.status, row.delivery_note, len(row.papers)) == (ReplenishmentStatus.DELIVERED, "SH-0001", 1)
        assert closing.storage.path(row.papers[0].stored_name).exists()

    def test_happens_once(self, session, closing):
        closing.given_by(closing.distributor())
        closing.locked()
        row = closing.lists()[0]
        closing.deliver(row)

        with pytest.raises(AlreadyDelivered):
            closing.deliver(row, delivery_note="SH-0002")
        assert (row.delivery_note, len(row.papers)) == ("SH-0001", 1)


class TestClose:
    @pytest.mark.requirement("LG-03")
    def test_waits_for_every_delivery_and_is_finances(self, session, closing):
        closing.given_by(closing.distributor())
        closing.locked()

        with pytest.raises(MonthNotPossible, match="not delivered yet: 1"):
            close.close(session, month_id=closing.month().id, actor=closing.company.finance, at=FIFTH)
        closing.deliver(closing.lists()[0])
        with pytest.raises(MonthNotPossible):
            close.close(session, month_id=closing.month().id, actor=closing.company.logistics, at=FIFTH)
        close.close(session, month_id=closing.month().id, actor=closing.company.finance, at=FIFTH)

        assert closing.month().status is MonthStatus.CLOSED

    def test_puts_every_step_on_record(self, session, closing):
        closing.given_by(closing.distributor())
        before = len(kinds(session))
        closing.month_closed()

        assert [kind for kind in kinds(session)[before:] if not kind.startswith("penalty")] == [
            "month.opened", "month.department_signed", "month.sent", "month.approved", "month.approved",
            "month.locked", "replenishment.listed", "replenishment.delivered", "month.closed",
        ]  # fmt: skip


class TestReopen:
    def test_opens_the_month_for_corrections_and_asks_for_everything_anew(self, session, closing):
        closing.executed()

        month = closing.reopened()

        assert (month.status, month.locked_at, month.signed, month.summary) == (MonthStatus.REOPENED, None, [], None)
        demand_open(session, date(2026, 9, 30))
        closing.sign()
        closing.send()
        closing.approve(actor=closing.company.finance)
        assert closing.approve(actor=closing.company.manager).status is MonthStatus.LOCKED

    def test_lists_nothing_twice(self, session, closing):
        distributor = closing.distributor()
        closing.given_by(distributor, 12, 48)
        closing.reopened()

        closing.sign()
        closing.send()
        closing.approve(actor=closing.company.finance)
        closing.approve(actor=closing.company.manager)

        assert [(row.edition, row.bottles) for row in closing.lists()] == [(1, 48)]

    def test_is_decided_by_the_general_manager_and_not_by_who_asked(self, session, closing):
        closing.executed()
        month = closing.locked()
        with pytest.raises(MonthNotPossible):
            reopen.decide(session, month_id=month.id, granted=True, answer="x", actor=closing.company.manager, at=FIFTH)
        reopen.ask(session, month_id=month.id, reason="漏登", actor=closing.company.finance, at=FIFTH)
        with pytest.raises(MonthNotPossible):
            reopen.decide(session, month_id=month.id, granted=True, answer="x", actor=closing.company.finance, at=FIFTH)
        with pytest.raises(MonthNotPossible):
            reopen.ask(session, month_id=month.id, reason="再次", actor=closing.company.general_office, at=FIFTH)

        reopen.decide(
            session, month_id=month.id, granted=False, answer="下月更正", actor=closing.company.manager, at=FIFTH
        )

        assert month.status is MonthStatus.LOCKED
        assert kinds(session)[-1] == "month.reopening_refused"


class TestScope:
    def test_hides_months_from_whoever_has_no_part_in_them(self, session, closing):
        closing.executed()
        month = closing.month()

        for person in (closing.company.clerk, closing.company.quality, closing.company.administrator):
            with pytest.raises(NotFound):
                send.send(session, month_id=month.id, actor=person, at=FIRST)

"""What must hold of every row: the rules asked again, of the whole company."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models import AuditEvent, CallBack, Complaint, DailyReport, Execution, Filing, Settlement
from queries.rulebook import in_force, judged_under
from rules.authority import band_of
from rules.lifecycle import ENOUGH
from rules.time_limits import clocks
from terms.complaint import CallBackOutcome, Clock, Remedy, SettlementStatus, SignaturePart, State, Verdict
from terms.people import Role
from terms.time import day_start
from tests.demo_company import DEMO_DAY

END = day_start(DEMO_DAY).replace(hour=9)


@pytest.fixture(scope="module")
def cases(demo_url) -> list[Complaint]:
    from sqlalchemy.orm import Session

    from tests.databases import open_engine

    whole = selectinload(Complaint.settlements)
    loaded = select(Complaint).options(
        whole.selectinload(Settlement.signatures),
        whole.selectinload(Settlement.lines),
        whole.selectinload(Settlement.filing),
        whole.selectinload(Settlement.execution),
        selectinload(Complaint.clocks),
        selectinload(Complaint.contacts),
        selectinload(Complaint.findings),
        selectinload(Complaint.call_backs),
        selectinload(Complaint.false_reports),
    )
    engine = open_engine(demo_url)
    with Session(engine) as session:
        yield list(session.scalars(loaded.order_by(Complaint.id)))
    engine.dispose()


@pytest.fixture(scope="module")
def settlements(cases) -> list[Settlement]:
    return [settlement for case in cases for settlement in case.settlements]


class TestNumbers:
    def test_ascend_with_the_registration(self, cases):
        assert all(one.registered_at <= other.registered_at for one, other in pairwise(cases))
        assert_without_gaps((case.number, case.registered_at) for case in cases)

    def test_of_registers_ascend_with_the_filing_without_gaps(self, demo):
        filed = select(Filing.register_number, Filing.filed_at).where(Filing.filed_at.is_not(None))

        assert_without_gaps(demo.execute(filed.order_by(Filing.filed_at, Filing.id)))


def assert_without_gaps(numbered) -> None:
    """Each series counts 1, 2, 3 in the order of time, in the month its number names."""
    counted: dict[str, int] = defaultdict(int)
    for number, at in numbered:
        series, last = number[:-6], int(number[-5:])
        counted[series] += 1
        assert last == counted[series], number
        assert series.endswith(f"{at:%Y-%m}"), number


class TestTime:
    def test_ends_in_the_morning(self, demo):
        assert demo.scalar(select(AuditEvent.at).order_by(AuditEvent.at.desc()).limit(1)) <= END

    def test_limits_are_those_of_the_rulebook(self, demo, cases):
        for case in cases:
            book = judged_under(demo, case.rulebook_issue)
            first = clocks(
                registered_at=case.registered_at, kind=case.kind, time_limits=book.time_limits,
                calendar=book.calendar, severity=case.severity,
            )  # fmt: skip
            kept = [(row.clock, row.due_at, row.clause) for row in case.clocks[: len(first)]]

            assert kept == [(due.clock, due.due_at, due.clause) for due in first], case.number
            assert case.due_at == [row.due_at for row in case.clocks if row.clock is Clock.RESULT][-1]

    def test_over_is_marked_late_and_nothing_else(self, cases):
        for case in cases:
            for row in case.clocks:
                over = (row.met_at or END) > row.due_at
                assert (row.late_at is not None) == over or row.due_at > END.replace(hour=8, minute=58), case.number

    def test_of_a_result_that_came_late_marks_the_case(self, cases):
        for case in cases:
            late = any(row.late_at is not None for row in case.clocks if row.clock is Clock.RESULT)
            assert case.late == late, case.number


class TestSettlements:
    def test_are_decided_and_filed_by_their_band(self, demo, settlements):
        for settlement in settlements:
            case = settlement.complaint
            authority = judged_under(demo, case.rulebook_issue).authority
            band = band_of(settlement.multiple, authority)
            rung = authority.cash if settlement.cash else band

            assert settlement.file_at is rung.file_at
            assert settlement.filing_clause == rung.clause
            assert settlement.needs_goods_received == band.needs_goods_received
            if settlement.cash:
                assert settlement.decides is Role.GENERAL_MANAGER

    def test_are_signed_by_nobody_concerned_above_the_first_band(self, settlements):
        for settlement in settlements:
            hands = {settlement.proposed_by_id, settlement.complaint.registered_by_id}
            for row in settlement.signatures:
                own = row.part is SignaturePart.DECIDES and row.role is Role.CLERK
                assert own or not hands & {row.signer_id, row.principal_id}, settlement.complaint.number

    def test_are_signed_by_nobody_twice(self, settlements):
        for settlement in settlements:
            people = Counter(
                person
                for row in settlement.signatures
                for person in {row.signer_id, row.principal_id}
                if person is not None
            )
            assert not people or max(people.values()) == 1, settlement.complaint.number

    def test_are_approved_by_every_signature(self, settlements):
        for settlement in settlements:
            verdicts = {row.verdict for row in settlement.signatures}
            approved = settlement.status is SettlementStatus.APPROVED
            assert approved == (verdicts == {Verdict.SIGNED}), settlement.complaint.number
            assert (settlement.filing is not None) == approved

    def test_above_the_last_band_wait_for_the_goods(self, settlements):
        for settlement in settlements:
            decided = [row.signed_at for row in settlement.signatures if row.part is SignaturePart.DECIDES]
            if settlement.needs_goods_received and settlement.status is SettlementStatus.APPROVED:
                assert settlement.complaint.goods_received_at < decided[0]

    def test_are_carried_out_in_order(self, demo):
        found = select(Execution, Filing).join(Filing, Filing.settlement_id == Execution.settlement_id)
        for order, filing in demo.execute(found):
            done = [filing.filed_at, order.paid_at, order.handed_over_at, order.proved_at]
            times = [at for at in done if at is not None]
            assert times == sorted(times)
            if order.proved_at:
                assert filing.filed_at is not None
                assert bool(order.handed_over_at) == order.needs_goods
                assert bool(order.paid_at) == order.needs_cash

    def test_show_substitutes_corrections_refusals_money_and_apologies(self, settlements):
        signatures = [row for settlement in settlements for row in settlement.signatures]

        assert sum(row.principal_id is not None for row in signatures) > 20
        assert {row.verdict for row in signatures} == set(Verdict)
        assert {line.remedy for settlement in settlements for line in settlement.lines} >= {
            Remedy.EXCHANGE, Remedy.REPLACEMENT, Remedy.CASH, Remedy.APOLOGY,
        }  # fmt: skip
        above = [settlement for settlement in settlements if settlement.multiple > 10]
        assert 20 < len(above) < len(settlements) * 0.03


class TestCases:
    def test_close_with_a_call_back_and_a_filing_or_reasons(self, cases):
        for case in cases:
            if case.state is not State.CLOSED:
                continue
            settlement = case.settlement
            filed = settlement is not None and settlement.filing is not None and settlement.filing.filed_at is not None
            assert case.unfounded or filed, case.number
            since = [call.outcome for call in case.call_backs if call.called_at >= case.result_at]
            assert since, case.number
            assert since[-1] in ENOUGH or case.id in disputed(case), case.number

    def test_are_called_back_by_somebody_else(self, cases):
        for case in cases:
            assert case.assigned_to_id not in {call.called_by_id for call in case.call_backs}

    def test_repeat_an_earlier_case_of_the_same_product(self, cases):
        repeats = [case for case in cases if case.repeat_of_id is not None]

        assert len(repeats) > 30
        assert all(case.repeat_of.registered_at < case.registered_at for case in repeats)
        assert all(case.repeat_of.product_id == case.product_id for case in repeats if case.product_id)

    def test_concern_many_people_now_and_then(self, cases):
        """One incident that compensates many is at least the department head's (P06 七5)."""
        many = [case for case in cases if case.consumers > 1]

        assert len(many) >= 10
        assert not {
            settlement.decides for case in many for settlement in case.settlements
        } & {Role.CLERK, Role.SUPERVISOR}  # fmt: skip

    def test_have_every_version_on_record(self, demo, cases):
        counted = Counter()
        for subject_id, version, kind in demo.execute(
            select(AuditEvent.subject_id, AuditEvent.version, AuditEvent.kind)
            .where(AuditEvent.subject == "complaint")
            .order_by(AuditEvent.id)
        ):
            counted[subject_id] += kind != "complaint.fell_late"
            assert counted[subject_id] == version

        assert all(case.version == counted[case.id] for case in cases)


def disputed(case: Complaint) -> set[int]:
    """A settled dispute ends a case without another call."""
    return {case.id} if case.call_backs[-1].outcome is CallBackOutcome.DISSATISFIED else set()


class TestDailyReports:
    def test_tell_of_every_call_once(self, demo):
        calls = demo.scalars(select(CallBack).order_by(CallBack.id)).all()
        reports = demo.scalars(select(DailyReport).order_by(DailyReport.day)).all()
        told = sum(report.confirmed + report.dissatisfied + report.unanswered for report in reports)

        assert told == sum(call.called_at < reports[-1].sent_at for call in calls)

    def test_are_sent_on_working_days(self, demo):
        book = in_force(demo, on=DEMO_DAY)
        from rules.calendar import is_working

        assert all(is_working(day, book.calendar) for day in demo.scalars(select(DailyReport.day)))

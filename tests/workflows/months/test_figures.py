"""What a month counts: each settlement once, goods by who gave them, the glass of each quarter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Complaint, Execution, GlassQuarter, ReplenishmentLine
from queries.accounts import account
from queries.costs import of_month
from queries.month_page import figures_of
from queries.month_turns import late_turns, my_turns
from queries.summaries import department_summary, live_company
from rules.month_acts import MonthNotPossible
from rules.summaries import Amounts, consolidated, from_json
from terms.complaint import Responsible
from terms.costs import CostKind
from terms.month import Loose, MonthAct, MonthStatus, ReplenishmentGround
from terms.people import Role
from terms.time import SHANGHAI
from terms.trade import CustomerKind, Fault, Package
from tests.factories import (
    NOON,
    make_batch,
    make_department,
    make_month,
    make_product,
    make_shipment,
    make_staff,
    make_substitution,
)
from tests.workflows.accused import Accused
from tests.workflows.months.closing import FIFTH, FIRST, SEPTEMBER, THIRD, Closing
from workflows.costs.change import withdraw
from workflows.costs.enter import enter
from workflows.executions.carry_out import hand_over
from workflows.months.gate import MonthLocked
from workflows.months.open import open_due
from workflows.months.sign import send_back
from workflows.penalties.decide import confirm

OCTOBER = date(2026, 10, 1)


def september(closing):
    return department_summary(closing.session, SEPTEMBER, closing.company.department.id)


class TestDepartmentSummary:
    @pytest.mark.requirement("LG-01")
    def test_counts_cases_by_registration_and_goods_by_their_proof(self, session, closing):
        case = closing.executed(12, 48)
        session.get_one(Execution, case.settlement.execution.id).proved_at = datetime(
            2026, 10, 1, 0, 0, tzinfo=SHANGHAI
        )
        session.commit()

        assert september(closing).total == Amounts(cases=1)
        month = department_summary(session, OCTOBER, closing.company.department.id)
        assert month.total == Amounts(exchanged=12, compensated=48)

    def test_has_lines_causes_faults_and_bands(self, closing):
        closing.executed(12, 48)
        closing.executed(12, 12, cash="100.00")
        closing.ready()

        found = september(closing)

        (key,) = found.lines
        assert (key.product, key.batch) == (closing.company.product.name, closing.company.batch.code)
        assert found.total == Amounts(3, 24, 60, Decimal("100.00"))
        assert found.causes == {Responsible.PRODUCTION.value: 3}
        assert found.faults == {Fault.LEAK.value: 3}
        assert {role: one.cases for role, one in found.bands.items()} == {"department_head": 1, "general_manager": 1}
        assert sum((one.cash for one in found.bands.values()), Decimal(0)) == Decimal("100.00")

    def test_puts_what_is_not_in_order_on_top(self, closing):
        approved, filed, proposed, answered = (
            closing.approved(),
            closing.filed(),
            closing.proposed(),
            closing.answered(),
        )

        found = september(closing)

        by_kind = {one.kind: one.complaint_id for one in found.loose}
        assert by_kind[Loose.UNFILED] == approved.id
        assert by_kind[Loose.NOT_CARRIED_OUT] == filed.id
        assert by_kind[Loose.UNDECIDED] == proposed.id
        assert by_kind[Loose.NOT_CALLED_BACK] == answered.id

    @pytest.mark.requirement("LG-04")
    def test_names_forms_that_are_not_in_the_cabinet(self, closing):
        case = closing.executed()

        assert Loose.FORM_MISSING in {one.kind for one in september(closing).loose if one.complaint_id == case.id}


class TestEachSettlement:
    @pytest.mark.requirement("LG-02")
    def test_is_in_exactly_one_month_and_the_company_is_the_sum(self, session, closing):
        cases = [closing.executed(12, 12 * times) for times in (1, 2, 4)]
        days = (datetime(2026, 9, 30, 23, 59, 59), datetime(2026, 10, 1), datetime(2026, 10, 31, 23, 59))
        for case, day in zip(cases, days, strict=True):
            session.get_one(Execution, case.settlement.execution.id).proved_at = day.replace(tzinfo=SHANGHAI)
        session.commit()
        months = (date(2026, 8, 1), SEPTEMBER, OCTOBER, date(2026, 11, 1))

        companies = [live_company(session, month) for month in months]

        assert [one.total.compensated for one in companies] == [0, 12, 72, 0]
        assert consolidated(companies).total == Amounts(3, 36, 84)

    @pytest.mark.requirement("LG-02")
    def test_is_its_departments_even_when_that_was_set_aside_meanwhile(self, session, closing):
        case = closing.given_by(closing.distributor())
        session.get_one(Complaint, case.id).registered_on = date(2026, 8, 20)
        closing.company.department.active = False
        other = make_department(session)
        office = make_staff(session, Role.SALES_ADMINISTRATION, department=other)

        closing.sign(department_id=other.id, actor=office)

        with pytest.raises(MonthNotPossible, match=closing.company.department.name):
            closing.send()
        closing.sign()
        assert from_json(closing.send().summary.figures).total == Amounts(0, 12, 48)

    @pytest.mark.requirement("LG-02")
    def test_of_two_departments_is_in_its_own_and_the_company_is_their_sum(self, session, closing):
        closing.given_by(closing.distributor(), 12, 48)
        west = Closing(session, closing.storage)
        west.executed(6, 6)
        closing.sign()
        closing.sign(department_id=west.company.department.id, actor=west.company.sales_administration)

        company = from_json(closing.send().summary.figures)

        parts = {one.department_id: from_json(one.figures) for one in closing.month().signed}
        assert {key: part.total for key, part in parts.items()} == {
            closing.company.department.id: Amounts(1, 12, 48), west.company.department.id: Amounts(1, 6, 6),
        }  # fmt: skip
        assert company == consolidated(parts.values())


class TestWhoeverSigns:
    """A signature freezes the month, not what the signer may see of it."""

    @pytest.mark.requirement("LG-01")
    def test_freezes_the_same_figures(self, session, closing):
        company = closing.company
        closing.executed(12, 48)
        Accused(closing).confirmed()
        elsewhere = make_staff(session, Role.SALES_ADMINISTRATION, department=make_department(session, is_sales=False))
        make_substitution(session, company.sales_administration, elsewhere, ends_on=date(2026, 12, 31))

        by_substitute = closing.sign(actor=elsewhere).signed[0].figures
        send_back(
            session, month_id=closing.month().id, department_id=company.department.id, reason="重签",
            actor=company.general_office, at=FIRST,
        )  # fmt: skip
        by_herself = closing.sign().signed[0].figures

        assert by_substitute == by_herself
        money = from_json(by_herself).money
        assert (money.penalties, money.penalty_sum > 0, money.cost > 0) == (1, True, True)

    @pytest.mark.requirement("LG-02")
    def test_sends_the_same_figures(self, session, closing):
        company = closing.company
        closing.executed(12, 48)
        Accused(closing).confirmed()
        closing.sign()
        elsewhere = make_staff(session, Role.SALES_ADMINISTRATION, department=make_department(session, is_sales=False))
        make_substitution(session, company.general_office, elsewhere, ends_on=date(2026, 12, 31))

        money = from_json(closing.send(actor=elsewhere).summary.figures).money

        assert money == from_json(closing.month().signed[0].figures).money
        assert (money.penalties, money.cost > 0) == (1, True)

    def test_logistics_reads_the_paper_without_the_penalties(self, session, closing):
        company = closing.company
        closing.executed(12, 48)
        Accused(closing).confirmed()
        row = closing.sent()

        def read(staff, key=None):
            return figures_of(session, row, key, staff.as_person()).money

        assert (read(company.logistics).told, read(company.logistics).penalties) == (False, 0)
        assert (read(company.finance).told, read(company.finance).penalties) == (True, 1)
        here = company.department.id
        assert read(company.sales_administration, here) == read(company.finance, here)


class TestMoneyAfterASignature:
    @pytest.mark.requirement("LG-02")
    def test_of_nobodys_department_is_the_companys(self, session, closing):
        closing.executed(12, 48)
        office = make_staff(session, Role.CLERK, department=make_department(session, is_sales=False))
        Accused(closing).confirmed(staff_id=office.id)
        closing.sign()

        company = from_json(closing.send().summary.figures).money

        signed = from_json(closing.month().signed[0].figures).money
        assert (signed.penalties, company.penalties) == (0, 1)
        assert company.costs == signed.costs

    @pytest.mark.requirement("LG-02", "LG-12")
    def test_is_refused_until_the_summary_is_returned(self, session, closing):
        case, company = closing.executed(12, 48), closing.company
        bill = {
            "complaint_id": case.id, "kind": CostKind.FREIGHT, "amount": Decimal("86.50"), "spent_on": date(2026, 9, 30),
            "purpose": "退回样品运费", "voucher": "YF-0930", "actor": company.logistics, "at": FIRST,
        }  # fmt: skip
        entered = enter(session, **bill)
        closing.sign()

        with pytest.raises(MonthLocked, match=f"{company.department.name} has signed"):
            enter(session, **bill)
        with pytest.raises(MonthLocked, match="has signed"):
            withdraw(session, cost_id=entered.id, reason="重复", actor=company.logistics, at=FIRST)
        send_back(
            session, month_id=closing.month().id, department_id=company.department.id, reason="漏登运费",
            actor=company.general_office, at=FIRST,
        )  # fmt: skip
        enter(session, **bill)
        closing.sign()
        assert from_json(closing.send().summary.figures).money.costs["freight"] == Decimal("173.00")

    @pytest.mark.requirement("LG-02")
    def test_of_a_penalty_is_decided_before_the_signature_or_after_its_return(self, session, closing):
        closing.executed(12, 48)
        entry = Accused(closing).proposed()
        decided = {"penalty_id": entry.id, "actor": closing.signer(entry.decides), "at": FIRST}
        closing.sign()

        with pytest.raises(MonthLocked, match="has signed"):
            confirm(session, **decided)
        send_back(
            session, month_id=closing.month().id, department_id=closing.company.department.id, reason="处罚待定",
            actor=closing.company.general_office, at=FIRST,
        )  # fmt: skip
        confirm(session, **decided)
        closing.sign()
        assert from_json(closing.send().summary.figures).money.penalties == 1


class TestAProof:
    @pytest.mark.requirement("LG-02")
    def test_lies_in_no_month_that_is_with_its_approvers(self, closing):
        """The office's clock stands before midnight, the month was sent meanwhile."""
        closing.executed()
        case = closing.filed(12, 48)
        hand_over(closing.session, complaint_id=case.id, carrier="自提", actor=closing.company.logistics, at=NOON)
        closing.sent()

        with pytest.raises(MonthLocked, match="approvers"):
            closing.prove(case)


class TestReplenishment:
    @pytest.mark.requirement("RX-07")
    def test_of_a_dealers_leaking_cans_is_one_for_one(self, session, closing):
        can = make_product(session, package=Package.CAN)
        closing.company.product, closing.company.batch = can, make_batch(session, can)
        dealer = closing.distributor()
        closing.given_by(dealer, 12, 12, customer_id=dealer.id, customer_kind=CustomerKind.DISTRIBUTOR)

        closing.locked()

        (line,) = session.scalars(select(ReplenishmentLine))
        assert (line.ground, line.bottles, line.clause) == (ReplenishmentGround.LEAKING_CANS, 12, "P11 〈二〉2")

    @pytest.mark.requirement("RX-09")
    def test_of_a_dealers_damaged_packs_stands_apart(self, session, closing):
        carton = make_product(session, package=Package.CARTON)
        closing.company.product, closing.company.batch = carton, make_batch(session, carton)
        dealer = closing.distributor()
        closing.given_by(
            dealer, 12, 12, customer_id=dealer.id, customer_kind=CustomerKind.DISTRIBUTOR, fault=Fault.DAMAGED_PACKAGE
        )

        closing.locked()

        (line,) = session.scalars(select(ReplenishmentLine))
        assert (line.ground, line.clause) == (ReplenishmentGround.PACKS, "P11 〈三〉")

    @pytest.mark.requirement("LG-03")
    def test_of_what_a_consumer_was_given_is_for_the_company(self, session, closing):
        closing.given_by(closing.distributor(), 12, 48)

        closing.locked()

        (line,) = session.scalars(select(ReplenishmentLine))
        assert (line.ground, line.bottles, line.price) == (ReplenishmentGround.COMPENSATED, 48, Decimal("4.50"))


class TestGlass:
    @pytest.fixture
    def dealer(self, session, closing):
        dealer = closing.distributor()
        for day, cases in ((date(2026, 7, 1), 30), (date(2026, 9, 30), 40), (date(2026, 10, 1), 900)):
            make_shipment(session, dealer, closing.company.batch, shipped_on=day, cases=cases)
        can = make_batch(session, make_product(session, package=Package.CAN))
        make_shipment(session, dealer, can, shipped_on=date(2026, 8, 1), cases=500)
        return dealer

    @pytest.mark.requirement("RX-08")
    def test_is_credited_with_the_quarters_last_month(self, session, closing, dealer):
        closing.executed()

        closing.locked()

        quarter = session.scalars(select(GlassQuarter)).one()
        # 70 cases of 24 bottles: 1680, two per mille of which are three whole bottles.
        assert (quarter.base, quarter.accrued, quarter.used, quarter.rest) == (1680, 3, 0, 3)
        (line,) = session.scalars(select(ReplenishmentLine))
        assert (line.ground, line.bottles, line.product_id) == (
            ReplenishmentGround.GLASS, 3, closing.company.product.id,
        )  # fmt: skip
        owed = from_json(closing.month().summary.figures).owed
        assert [(one.distributor_id, one.bottles) for one in owed] == [(dealer.id, 3)]

    @pytest.mark.requirement("RX-08")
    def test_counts_a_shipment_brought_in_after_reopening_and_lists_only_the_difference(self, session, closing, dealer):
        closing.executed()
        closing.reopened()
        make_shipment(session, dealer, closing.company.batch, shipped_on=date(2026, 8, 8), cases=35)

        closing.sign()
        closing.send()
        closing.approve(actor=closing.company.manager)
        closing.approve(actor=closing.company.finance)

        assert session.scalars(select(GlassQuarter)).one().accrued == 5
        assert [(row.edition, row.bottles) for row in closing.lists()] == [(1, 3), (2, 2)]

    @pytest.mark.requirement("RX-08")
    def test_is_never_listed_beyond_what_is_left_when_a_shipment_was_another_products(self, session, closing):
        dealer, other = closing.distributor(), make_batch(session, make_product(session))
        make_shipment(session, dealer, closing.company.batch, shipped_on=date(2026, 9, 5), cases=200)
        wrong = make_shipment(session, dealer, other, shipped_on=date(2026, 9, 5), cases=200)
        closing.executed()
        closing.reopened()
        wrong.batch_id = closing.company.batch.id
        session.commit()

        closing.locked()

        quarter = session.scalars(select(GlassQuarter)).one()
        assert (quarter.base, quarter.accrued) == (9600, 19)
        assert sum(line.bottles for line in session.scalars(select(ReplenishmentLine))) == 19

    @pytest.mark.requirement("RX-08")
    def test_is_credited_anew_with_an_earlier_month_of_the_quarter_reopened(self, session, closing, dealer):
        august = make_month(session, date(2026, 8, 1), locked_by=closing.company.manager, status=MonthStatus.LOCKED)
        closing.executed()
        closing.locked()
        closing.reopen(august)
        make_shipment(session, dealer, closing.company.batch, shipped_on=date(2026, 8, 8), cases=35)

        closing.lock_again(august)

        assert session.scalars(select(GlassQuarter)).one().accrued == 5
        assert [(row.of.month, row.bottles) for row in closing.lists()] == [(SEPTEMBER, 3), (august.month, 2)]
        assert august.summary is not None
        assert [one.bottles for one in from_json(august.summary.figures).owed] == [2]

    @pytest.mark.requirement("RX-08")
    def test_is_not_listed_by_two_months_that_were_sent_side_by_side(self, session, closing, dealer):
        august = make_month(session, date(2026, 8, 1), locked_by=closing.company.manager, status=MonthStatus.LOCKED)
        closing.executed()
        closing.reopened()
        make_shipment(session, dealer, closing.company.batch, shipped_on=date(2026, 8, 8), cases=35)
        closing.sent()
        closing.reopen(august)

        closing.lock_again(august)
        closing.approve(actor=closing.company.manager)
        closing.approve(actor=closing.company.finance)

        assert sum(row.bottles for row in closing.lists()) == 5


class TestWhatIsListed:
    """What the approvers read is what the distributors get, whatever happens to cards in between."""

    @pytest.mark.requirement("LG-03", "AP-14")
    def test_is_what_was_signed(self, session, closing):
        case = closing.given_by(closing.distributor(), 12, 48)
        (owed,) = from_json(closing.sent().summary.figures).owed
        closing.approve(actor=closing.company.manager)
        closing.company.product.price = Decimal("9.00")
        closing.company.product.package = Package.CAN
        session.get_one(Complaint, case.id).customer_kind = CustomerKind.DISTRIBUTOR
        session.commit()

        closing.approve(actor=closing.company.finance)

        (row,) = closing.lists()
        assert (row.bottles, row.amount) == (owed.bottles, owed.amount)
        assert [line.ground for line in row.lines] == [ReplenishmentGround.COMPENSATED]

    @pytest.mark.requirement("LG-03")
    def test_stands_as_it_was_listed_when_the_month_is_summed_up_again(self, session, closing):
        closing.given_by(closing.distributor(), 12, 48)
        closing.reopened()
        closing.company.product.price = Decimal("9.00")
        session.commit()

        (owed,) = from_json(closing.locked().summary.figures).owed

        assert [(row.bottles, row.amount) for row in closing.lists()] == [(owed.bottles, owed.amount)]
        assert owed.amount == 48 * Decimal("4.50")


class TestAccount:
    @pytest.mark.requirement("RX-08")
    def test_adds_up_from_day_to_day(self, session, closing):
        dealer = closing.distributor()
        make_shipment(session, dealer, closing.company.batch, shipped_on=date(2026, 9, 1), cases=100)
        closing.given_by(dealer, 12, 48)
        closing.month_closed()

        whole = account(session, dealer.id, date(2026, 9, 1), date(2026, 10, 31), FIFTH.date())
        assert (whole.before, whole.after) == (0, 0)
        assert {ground: whole.earned(ground) for ground in ReplenishmentGround if whole.earned(ground)} == {
            ReplenishmentGround.COMPENSATED: 48, ReplenishmentGround.GLASS: 4,
        }  # fmt: skip
        assert whole.delivered() == 52
        early = account(session, dealer.id, date(2026, 9, 1), date(2026, 9, 30), FIFTH.date())
        late = account(session, dealer.id, date(2026, 10, 1), date(2026, 10, 31), FIFTH.date())
        assert (early.before, early.after, late.before, late.after) == (0, 48, 48, 0)
        assert [(one.product, one.earned, one.delivered, one.owed) for one in whole.balances] == [
            (closing.company.product.name, 52, 52, 0)
        ]
        assert (whole.running, [one.rest for one in whole.quarters]) == (None, [4])


class TestTurns:
    @pytest.mark.requirement("LG-01")
    def test_are_late_by_name_after_the_day(self, session, closing):
        closing.executed()
        closing.month()
        office = closing.company.sales_administration

        assert late_turns(session, FIRST).rows == []
        (late,) = late_turns(session, FIRST + timedelta(days=1)).rows
        assert (late.act, late.people, late.department) == (
            MonthAct.SIGN, (office,), closing.company.department,
        )  # fmt: skip

    def test_pass_from_desk_to_desk(self, session, closing):
        closing.given_by(closing.distributor())
        company = closing.company

        def whose():
            people = {"sad": company.sales_administration, "office": company.general_office, "gm": company.manager,
                      "finance": company.finance, "logistics": company.logistics}  # fmt: skip
            return [name for name, one in people.items() if my_turns(session, one).count]

        closing.month()
        assert whose() == ["sad"]
        closing.sign()
        assert whose() == ["office"]
        closing.send()
        assert whose() == ["gm", "finance"]
        closing.approve(actor=company.manager)
        assert whose() == ["finance"]
        closing.approve(actor=company.finance)
        assert whose() == ["logistics"]
        closing.deliver(closing.lists()[0])
        assert whose() == ["finance"]

    def test_wait_for_nobody_after_the_close(self, session, closing):
        closing.executed()
        closing.month_closed()

        assert late_turns(session, FIFTH + timedelta(days=20)).rows == []


def test_costs_of_the_month_are_in_the_summary(session, closing):
    closing.executed(12, 48)

    costs = of_month(session, SEPTEMBER, closing.company.manager.as_person()).whole.total
    assert september(closing).money.cost == costs == Decimal("216.00")


def test_a_person_without_a_part_has_no_turn(session, closing):
    closing.executed()
    open_due(session, at=FIRST)

    assert my_turns(session, make_staff(session, Role.GENERAL_OFFICE)).count == 0
    assert THIRD > FIRST

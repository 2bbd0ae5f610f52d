"""A reward to a complainant whose suggestion helped: proposed, approved, paid, and in the cost ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Cost, Department, PackInForce, Reward
from queries.rewards import turns
from rules.incentives import NotAllowed
from rules.permissions import NotPermitted
from rules.records import ActNotPossible
from terms.complaint import ComplaintKind, State
from terms.incentives import RewardTo
from terms.people import Role
from terms.rewards import RewardStatus
from terms.trade import Fault
from tests.factories import MORNING, NOON, make_month
from tests.workflows.life import events
from workflows.complaints.answer import answer
from workflows.costs.enter import NotThen
from workflows.entries import Missing
from workflows.months.gate import MonthLocked
from workflows.rewards.decide import approve, pay, refuse
from workflows.rewards.propose import AlreadyRewarded, NotEarned, OneOfTwo, propose

KEY = "useful_suggestion"


class Suggested:
    """A suggestion that was answered."""

    def __init__(self, life) -> None:
        self.life, self.session, self.company = life, life.session, life.company
        self.case = life.ready(kind=ComplaintKind.SUGGESTION, fault=Fault.UNWANTED)
        answer(self.session, complaint_id=self.case.id, result="已采纳，下月改瓶盖", actor=self.company.clerk, at=NOON)

    def now(self, state: State) -> None:
        self.case.state, self.case.merged_into_id = state, self.case.id if state is State.MERGED else None
        self.session.commit()

    def proposed(self, **values) -> Reward:
        ordinary = {
            "complaint_id": self.case.id, "reward": KEY, "amount": Decimal(100), "reason": "建议已用于改进瓶盖",
            "actor": self.company.clerk, "at": NOON,
        }  # fmt: skip
        return propose(self.session, **{**ordinary, **values})

    def approved(self, **values) -> Reward:
        row = self.proposed(**values)
        return approve(self.session, reward_id=row.id, actor=self.life.signer(row.decides), at=NOON)

    def paid(self, row: Reward, **values) -> Reward:
        ordinary = {"voucher": "FK-009", "paid_on": NOON.date(), "actor": self.company.finance, "at": NOON}
        return pay(self.session, reward_id=row.id, **{**ordinary, **values})


class Commended:
    """A department under a policy that commends departments (P26)."""

    def __init__(self, life) -> None:
        self.session, self.company = life.session, life.company
        code = self.session.get_one(Department, self.company.department.id).code
        nowhere = {"branches": [], "product_lines": [], "customers": [], "since": date(2020, 1, 1), "put_at": MORNING}
        for pack, departments in (("food", []), ("retailer+p26", [code])):
            self.session.add(PackInForce(pack=pack, departments=departments, **nowhere))
        self.session.commit()

    def __call__(self, at=NOON) -> Reward:
        return propose(
            self.session, reward="department", amount=Decimal(500), reason="投诉下降四成", at=at,
            actor=self.company.human_resources, department_id=self.company.department.id,
        )  # fmt: skip


@pytest.fixture
def commended(life) -> Commended:
    return Commended(life)


@pytest.fixture
def suggested(life) -> Suggested:
    return Suggested(life)


class TestPropose:
    @pytest.mark.requirement("PK-28")
    def test_names_the_clause_and_who_decides_about_money(self, suggested):
        row = suggested.proposed()

        assert (row.clause, row.decides, row.status) == ("P32 七1", Role.GENERAL_MANAGER, RewardStatus.PROPOSED)
        assert events(suggested.session)[-1].kind == "reward.proposed"

    def test_thanks_in_words_are_the_directors(self, suggested):
        assert suggested.proposed(amount=Decimal(0)).decides is Role.DIRECTOR

    def test_is_given_once_for_a_case_unless_it_was_refused(self, suggested):
        first = suggested.proposed()
        with pytest.raises(AlreadyRewarded):
            suggested.proposed()
        refuse(suggested.session, reward_id=first.id, reason="已另行致谢", actor=suggested.company.manager, at=NOON)

        assert suggested.proposed().number != first.number

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"reward": "satisfied_consumer"}, NotAllowed), ({"reward": "satisfaction_award"}, NotAllowed),
            ({"amount": Decimal(-1)}, NotAllowed), ({"complaint_id": None}, OneOfTwo), ({"reason": " "}, Missing),
        ],
    )  # fmt: skip
    def test_is_what_the_policy_knows(self, suggested, values, error):
        with pytest.raises(error):
            suggested.proposed(**values)

    def test_is_for_a_suggestion_that_was_answered(self, suggested):
        complaint = suggested.life.answered()
        waits = suggested.life.ready(kind=ComplaintKind.SUGGESTION, fault=Fault.UNWANTED)

        for case in (complaint, waits):
            with pytest.raises(NotEarned):
                suggested.proposed(complaint_id=case.id)

    def test_is_for_those_who_handle_cases(self, suggested):
        with pytest.raises(NotPermitted):
            suggested.proposed(actor=suggested.company.finance)


class TestDepartment:
    @pytest.mark.requirement("PK-25")
    def test_is_commended_once_a_year(self, commended):
        first = commended()
        assert (first.to, first.clause) == (RewardTo.DEPARTMENT, "P26 八2")

        with pytest.raises(AlreadyRewarded, match=first.number):
            commended()
        refuse(commended.session, reward_id=first.id, reason="数据未核", actor=commended.company.manager, at=NOON)
        again = commended()
        assert commended(at=NOON.replace(year=2027)).number != again.number

    def test_stands_once_in_the_database(self, commended, monkeypatch):
        commended()
        monkeypatch.setattr("workflows.rewards.propose._demand_new", lambda *_given: None)

        with pytest.raises(AlreadyRewarded):
            commended()

    def test_is_paid_into_no_locked_month(self, commended):
        row = commended()
        company = commended.company
        approve(commended.session, reward_id=row.id, actor=company.manager, at=NOON)
        make_month(commended.session, NOON.date().replace(day=1), locked_by=company.manager)
        commended.session.commit()

        with pytest.raises(MonthLocked):
            pay(
                commended.session, reward_id=row.id, voucher="FK-1", paid_on=NOON.date(), actor=company.finance, at=NOON
            )


class TestCaseGoneMeanwhile:
    @pytest.mark.parametrize("state", [State.MERGED, State.WITHDRAWN, State.DISPUTED])
    def test_is_neither_approved_nor_paid(self, suggested, state):
        session, company = suggested.session, suggested.company
        waits = suggested.proposed()
        suggested.now(state)
        with pytest.raises(ActNotPossible, match="does not hold"):
            approve(session, reward_id=waits.id, actor=company.manager, at=NOON)
        suggested.now(State.ANSWERED)
        row = approve(session, reward_id=waits.id, actor=company.manager, at=NOON)
        with pytest.raises(ActNotPossible, match="approved"):
            refuse(session, reward_id=row.id, reason="撤回", actor=company.manager, at=NOON)
        suggested.now(state)

        with pytest.raises(ActNotPossible, match="does not hold"):
            suggested.paid(row)
        assert (turns(session, company.finance, NOON).count, turns(session, company.manager, NOON).count) == (0, 1)
        refuse(session, reward_id=row.id, reason="案件已变更", actor=company.manager, at=NOON)
        assert row.status is RewardStatus.REFUSED


class TestDecide:
    def test_is_nobody_elses(self, suggested):
        row = suggested.proposed()

        for person in (suggested.company.director, suggested.company.head):
            with pytest.raises(ActNotPossible):
                approve(suggested.session, reward_id=row.id, actor=person, at=NOON)


class TestPay:
    @pytest.mark.requirement("PK-28", "RX-30")
    def test_stands_in_the_cost_ledger_of_the_case(self, suggested):
        row = suggested.paid(suggested.approved())

        cost = suggested.session.scalars(select(Cost)).one()
        assert (row.status, row.cost_id) == (RewardStatus.PAID, cost.id)
        assert (cost.complaint_id, cost.amount, cost.voucher) == (suggested.case.id, Decimal("100.00"), "FK-009")
        told = events(suggested.session)
        assert [event.kind for event in told[-2:]] == ["reward.approved", "reward.paid"]
        assert told[-1].changes["cost"] == [None, cost.number]

    def test_comes_after_the_approval_and_not_in_the_future(self, suggested):
        row = suggested.proposed()
        with pytest.raises(ActNotPossible):
            suggested.paid(row)
        approve(suggested.session, reward_id=row.id, actor=suggested.company.manager, at=NOON)

        for days in (-1, 1):
            with pytest.raises(NotThen):
                suggested.paid(row, paid_on=(MORNING + timedelta(days=days)).date())

    def test_pays_nothing_that_was_given_in_words(self, suggested):
        row = suggested.approved(amount=Decimal(0))

        with pytest.raises(ActNotPossible, match="nothing to pay"):
            suggested.paid(row)

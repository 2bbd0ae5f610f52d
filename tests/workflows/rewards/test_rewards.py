"""A reward to a complainant whose suggestion helped: proposed, approved, paid, and in the cost ledger."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Cost, Reward
from rules.incentives import NotAllowed
from rules.permissions import NotPermitted
from rules.records import ActNotPossible
from terms.complaint import ComplaintKind
from terms.people import Role
from terms.rewards import RewardStatus
from terms.trade import Fault
from tests.factories import MORNING, NOON
from tests.workflows.life import events
from workflows.complaints.answer import answer
from workflows.costs.enter import NotThen
from workflows.entries import Missing
from workflows.rewards.decide import approve, pay, refuse
from workflows.rewards.propose import AlreadyRewarded, NotEarned, OneOfTwo, propose

KEY = "useful_suggestion"


class Suggested:
    """A suggestion that was answered."""

    def __init__(self, life) -> None:
        self.life, self.session, self.company = life, life.session, life.company
        self.case = life.ready(kind=ComplaintKind.SUGGESTION, fault=Fault.UNWANTED)
        answer(self.session, complaint_id=self.case.id, result="已采纳，下月改瓶盖", actor=self.company.clerk, at=NOON)

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
        assert [event.kind for event in events(suggested.session)][-2:] == ["cost.entered", "reward.paid"]

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

"""Penalties on the screen: what a page offers to whom, proposing with a preview, the month of a person."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import PenaltyEntry, Wage
from terms.limits import PenaltyMode
from terms.penalties import EntryStatus
from terms.people import Role
from tests.factories import MORNING
from tests.workflows.accused import DAY, Accused, yuan
from tests.workflows.life import Life
from workflows.penalties.propose import propose_reward


@pytest.fixture
def accused(session, storage) -> Accused:
    return Accused(Life(session, storage))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def act(client, entry, name, **entries):
    marks = {"version": str(entry.version), "submission": f"token-of-{name}-{entry.id}-{entry.version}"}
    return client.post("/penalty/act/", data={"id": entry.id, "act": name, **marks, **entries})


class TestList:
    def test_shows_everybody_their_own(self, accused, log_in):
        entry = accused.proposed()

        assert entry.number in page(log_in(accused.company.clerk), "/penalty/")
        assert entry.number not in page(log_in(accused.other(Role.CLERK)), "/penalty/")

    def test_offers_the_months_of_the_day_it_is_asked_on(self, accused, log_in, clock):
        manager = accused.company.manager
        assert 'value="2026-10"' not in page(log_in(manager), "/penalty/")

        clock.forward(days=20)

        assert 'value="2026-10"' in page(log_in(manager), "/penalty/")

    @pytest.mark.parametrize(
        ("address", "found"),
        [
            ("?month=2026-09", True), ("?month=2026-08", False), ("?breach=procedure_not_followed", True),
            ("?breach=late_handling", False), ("?status=proposed", True), ("?status=confirmed", False),
            ("?tab=open", True), ("?tab=decide", False), ("?tab=mine", False), ("?month=nonsense", True),
        ],
    )  # fmt: skip
    def test_is_narrowed_by_month_breach_status_and_whose_turn_it_is(self, accused, log_in, address, found):
        entry = accused.proposed()

        shown = page(log_in(accused.company.human_resources), f"/penalty/{address}")

        assert (f">{entry.number}<" in shown) is found

    def test_tells_the_decider_what_waits(self, accused, log_in):
        entry = accused.proposed()
        client = log_in(accused.company.supervisor)

        assert entry.number in page(client, "/penalty/?tab=decide")
        assert entry.number in page(client, "/")


class TestDetails:
    def test_shows_evidence_clause_and_who_decides(self, accused, log_in):
        case = accused.life.ready()
        entry = accused.proposed(complaint_id=case.id)

        shown = page(log_in(accused.company.supervisor), f"/penalty/details/?id={entry.id}")

        for said in (case.number, "P06 七2", "未联系消费者就提出方案", "业务主管", "¥30.00", "1 次"):
            assert said in shown

    def test_offers_the_decision_to_the_decider_and_says_why_not_to_others(self, accused, log_in):
        entry = accused.proposed()

        theirs = page(log_in(accused.company.supervisor), f"/penalty/details/?id={entry.id}")
        others = page(log_in(accused.company.head), f"/penalty/details/?id={entry.id}")

        assert "act=confirm" in theirs
        assert "act=confirm" not in others
        assert "由业务主管决定" in others

    def test_tells_the_person_until_when_to_appeal(self, accused, log_in):
        entry = accused.confirmed()
        client = log_in(accused.company.clerk)

        shown = page(client, f"/penalty/details/?id={entry.id}")

        assert "最迟2026-10-03" in shown
        assert "act=appeal" in shown
        assert entry.number in page(client, "/")

    def test_is_nobody_elses(self, accused, log_in):
        entry = accused.proposed()

        assert log_in(accused.other(Role.CLERK)).get(f"/penalty/details/?id={entry.id}").status_code == 404

    def test_shows_the_law_where_wages_are_touched(self, accused, log_in, session):
        entry = accused.proposed()
        entry.mode = PenaltyMode.MONEY
        session.commit()

        shown = page(log_in(accused.company.human_resources), f"/penalty/details/?id={entry.id}")

        assert "《工资支付暂行规定》第十六条" in shown
        assert "二手资料" in shown


class TestActs:
    @pytest.mark.requirement("PK-03")
    def test_go_from_the_proposal_to_the_decided_appeal(self, accused, log_in, session):
        entry = accused.proposed(breach="one_to_many_badly_handled")

        refused = act(log_in(accused.company.supervisor), entry, "confirm", amount="500", reason="六人")
        assert refused.status_code == 422
        assert "100.00至300.00" in refused.text
        assert act(log_in(accused.company.supervisor), entry, "confirm", amount="200", reason="六人").status_code == 302
        session.refresh(entry)
        assert act(log_in(accused.company.clerk), entry, "appeal", text="当天已联系").status_code == 302
        session.refresh(entry)
        answer = act(
            log_in(accused.company.head), entry, "decide_appeal", outcome="lowered", amount="150", reason="部分属实"
        )

        assert answer.status_code == 302
        session.refresh(entry)
        assert (entry.status, entry.amount) == (EntryStatus.LOWERED, yuan("150.00"))

    def test_of_somebody_concerned_are_refused_by_the_use_case_too(self, accused, log_in, session):
        entry = accused.proposed()

        answer = act(log_in(accused.company.head), entry, "confirm")

        assert answer.status_code == 422
        session.refresh(entry)
        assert entry.status is EntryStatus.PROPOSED


class TestPropose:
    def form(self, accused, **values):
        ordinary = {
            "staff_id": str(accused.company.clerk.id), "breach": "late_handling", "times": "2",
            "happened_on": DAY.isoformat(), "reason": "两次超时", "submission": "a token of this very form",
        }  # fmt: skip
        return {**ordinary, **values}

    def test_makes_an_entry(self, accused, log_in, session):
        answer = log_in(accused.company.head).post("/penalty/new/", data=self.form(accused))

        assert answer.status_code == 302
        entry = session.scalars(select(PenaltyEntry)).one()
        assert (entry.amount, entry.times) == (yuan("40.00"), 2)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({}, ("¥40.00", "P06 七1", "业务主管")),
            ({"breach": "one_to_many_badly_handled", "times": "1"}, ("¥100.00–¥300.00", "留给确认人填写")),
            ({"breach": "one_to_many_badly_handled", "amount": "5000"}, ("条款规定为",)),
            ({"breach": "major_impact"}, ("降级处理或解聘",)),
            ({"breach": ""}, ("请选择违规项",)),
            ({"staff_id": ""}, ("¥40.00",)),
        ],
    )
    def test_shows_beforehand_what_it_costs_and_who_decides(self, accused, log_in, values, said):
        shown = log_in(accused.company.head).post("/penalty/weigh/", data=self.form(accused, **values)).text

        for words in said:
            assert words in shown

    def test_says_what_there_is_already(self, accused, log_in):
        entry = accused.proposed(breach="late_handling")

        shown = log_in(accused.company.head).post("/penalty/weigh/", data=self.form(accused)).text

        assert entry.number in shown

    def test_gives_a_reward(self, accused, log_in, session):
        answer = log_in(accused.company.head).post(
            "/penalty/reward/", data=self.form(accused, amount="80", reason="零投诉")
        )

        assert answer.status_code == 302
        assert session.scalars(select(PenaltyEntry.amount)).one() == yuan("80.00")


class TestStatement:
    def address(self, accused, **more):
        return f"/penalty/statement/?month=2026-09&staff_id={accused.company.clerk.id}"

    def test_sums_what_counts(self, accused, log_in, session):
        accused.confirmed(times=3)
        accused.proposed(breach="economic_loss")
        reward = propose_reward(
            session, staff_id=accused.company.clerk.id, happened_on=DAY, amount=yuan("80"), reason="零投诉",
            actor=accused.company.head, at=MORNING,
        )  # fmt: skip

        shown = page(log_in(accused.company.clerk), self.address(accused))

        assert "¥90.00" in shown
        assert reward.number in shown
        assert "扣减奖金" in shown

    def test_is_for_the_person_the_head_personnel_and_the_general_manager(self, accused, log_in):
        accused.confirmed()

        for role, status in (
            ("clerk", 200), ("head", 200), ("human_resources", 200), ("manager", 200), ("quality", 404), ("finance", 404),
        ):  # fmt: skip
            assert log_in(getattr(accused.company, role)).get(self.address(accused)).status_code == status, role

    def test_caps_a_deduction_and_shows_the_wage_to_the_person_and_personnel_only(self, accused, log_in, session):
        entry = accused.confirmed(breach="economic_loss", times=10)
        entry.mode = PenaltyMode.MONEY
        wage = Wage(
            staff_id=accused.company.clerk.id, month=DAY.replace(day=1), amount=Decimal("6543.21"), entered_at=MORNING,
            entered_by_id=accused.company.human_resources.id,
        )  # fmt: skip
        session.add(wage)
        session.commit()

        for role, knows in (("clerk", True), ("human_resources", True), ("head", False), ("manager", False)):
            shown = page(log_in(getattr(accused.company, role)), self.address(accused))
            assert ("¥6,543.21" in shown) is knows, role
            assert ("¥1,308.64" in shown) is knows, role
            assert "《工资支付暂行规定》第十六条" in shown

    def test_leads_on_from_the_list_of_people(self, accused, log_in):
        accused.confirmed()

        shown = page(log_in(accused.company.human_resources), "/penalty/people/?month=2026-09")

        assert accused.company.clerk.name in shown
        assert "¥30.00" in shown
        assert accused.company.clerk.name not in page(log_in(accused.company.quality), "/penalty/people/?month=2026-09")


class TestWages:
    def test_are_entered_and_corrected_by_personnel(self, accused, log_in, session):
        client = log_in(accused.company.human_resources)
        sent = {"staff_id": str(accused.company.clerk.id), "month": "2026-09", "amount": "6000", "minimum": "2060"}

        assert client.post("/wage/new/", data={**sent, "submission": "a token of this very form"}).status_code == 302
        row = session.scalars(select(Wage)).one()
        again = client.post("/wage/new/", data={**sent, "submission": "a token of another form"})
        changed = client.post(
            "/wage/edit/",
            data={"id": row.id, "amount": "6500", "version": "1", "submission": "a token of an edit form"},
        )

        assert again.status_code == 422
        assert changed.status_code == 302
        session.refresh(row)
        assert (row.amount, row.minimum) == (Decimal("6500.00"), None)
        assert "2026-09" in page(client, "/wage/")

    def test_are_nobody_elses(self, accused, log_in):
        for role in ("clerk", "head", "manager", "administrator", "finance"):
            assert log_in(getattr(accused.company, role)).get("/wage/").status_code == 403


class TestAtTheTime:
    def test_the_sweep_speaks_chinese_about_its_facts(self, accused, log_in):
        case = accused.life.answered(at=MORNING.replace(hour=17))
        (entry, *_rest) = accused.found(at=MORNING + timedelta(hours=10))

        shown = page(log_in(accused.company.supervisor), f"/penalty/details/?id={entry.id}")

        assert case.number in shown
        assert "结果反馈综合部" in shown
        assert "2026-09-16 16:00" in shown
        assert "系统（依据记录）" in shown

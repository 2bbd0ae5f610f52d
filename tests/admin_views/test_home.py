"""Everybody's first page: powers in words with clauses, and what waits, for each of the thirteen roles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from terms.complaint import Channel
from terms.people import Role
from tests.admin_views.at_the_desk import act
from tests.factories import AFTERNOON, MORNING, NOON, Company, make_batch, make_staff, make_substitution
from workflows.complaints.answer import find_unfounded
from workflows.complaints.contact import contact
from workflows.executions.carry_out import hand_over
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import send_back, sign


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def proposed(company, storage, session):
    def proposed(exchanged=12, compensated=48, cash="0"):
        case = company.ready_to_propose(storage, quantity=exchanged)
        proposal = company.proposal(exchanged, compensated, cash)
        propose(session, complaint_id=case.id, proposal=proposal, actor=company.clerk, at=NOON)
        return case

    return proposed


def home(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.text


class TestPowers:
    @pytest.mark.parametrize(
        ("person", "words"),
        [
            ("clerk", ("1倍以内由您审批", "业务主管、销售部长会签", "P06 六(1)", "超过1倍：由业务主管审批")),
            ("supervisor", ("超过1倍至2倍由您审批", "P06 六(2)", "1倍以内：业务员审批，您会签")),
            ("head", ("超过2倍至5倍由您独立审批", "P06 六(3)", "一对多赔偿", "P06 七5")),
            ("director", ("超过5倍至10倍由您独立审批", "P06 六(4)")),
            ("manager", ("超过10倍，货物入库后由您审批", "不论倍数均由您审批", "P06 六(5)")),
            ("sales_administration", ("2倍以内的批准方案在您处备案", "您不签批处理方案")),
            ("general_office", ("超过2倍的批准方案在您处备案", "回访消费者", "P06 五(4)")),
            ("finance", ("付款", "您不签批处理方案")),
            ("logistics", ("确认退回货物入库", "您不签批处理方案")),
            ("quality", ("记录货物检验的调查结论",)),
            ("engineer", ("按安排上门服务并记录",)),
            ("human_resources", ("您不查看也不审批投诉",)),
            ("administrator", ("维护员工、角色", "您不查看也不审批投诉")),
        ],
    )
    def test_are_told_in_words_with_their_clause(self, company, log_in, person, words):
        page = home(log_in(getattr(company, person)))

        for sentence in words:
            assert sentence in page

    def test_name_the_substitute_and_the_principal(self, company, log_in, session):
        substitute = make_staff(session, Role.SUPERVISOR, region=company.region, name="代理人")
        make_substitution(session, company.head, substitute)

        assert "代理人" in home(log_in(company.head))
        assert company.head.name in home(log_in(substitute))


class TestBoards:
    def test_hold_what_waits_for_a_signature_with_the_multiple(self, company, proposed, log_in):
        case = proposed()

        page = home(log_in(company.head))

        assert case.number in page
        assert "4×" in page
        assert case.number not in home(log_in(company.director))

    def test_tell_a_clerk_what_was_returned_and_why(self, company, proposed, log_in, session):
        case = proposed()
        send_back(session, complaint_id=case.id, comment="请补照片", actor=company.head, at=NOON)

        assert "请补照片" in home(log_in(company.clerk))

    def test_turn_red_after_the_time_and_amber_before(self, company, storage, log_in, clock):
        for case in (company.register(storage, at=MORNING - timedelta(days=2)), company.register(storage)):
            act(log_in(company.clerk), case, "contact", channel="phone", reached="1", said="已致电核实")

        early = home(log_in(company.clerk))
        clock.at = AFTERNOON
        late = home(log_in(company.clerk))

        assert early.count('class="late"') == 1
        assert 'class="soon"' not in early
        assert 'class="soon"' in late

    def test_remind_of_a_promised_call(self, company, storage, log_in, session):
        case = company.register(storage)
        contact(
            session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said="下午再联系",
            next_promise_at=AFTERNOON, actor=company.clerk, at=MORNING,
        )  # fmt: skip

        assert "下午再联系" in home(log_in(company.clerk))

    def test_give_the_head_every_case_without_result_with_person_and_phone(self, company, storage, log_in, session):
        assert company.clerk.phone is None
        company.clerk.phone = "13700001111"
        session.commit()
        case = company.register(storage)

        page = home(log_in(company.head))

        assert case.number in page
        assert "tel:13700001111" in page

    def test_name_who_is_late(self, company, storage, log_in):
        company.register(storage, at=MORNING - timedelta(days=2))

        page = home(log_in(company.head))

        assert "超时人员" in page
        assert company.clerk.name in page

    def test_bring_a_filing_to_its_own_office(self, company, proposed, log_in, session):
        case = proposed()
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)

        assert case.number in home(log_in(company.general_office))
        assert case.number not in home(log_in(company.sales_administration))

    def test_bring_goods_to_logistics_and_then_nobody_there(self, company, proposed, log_in, session):
        case = proposed()
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)
        assert case.number not in home(log_in(company.logistics))
        file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="x")

        assert "48瓶" in home(log_in(company.logistics))
        hand_over(session, complaint_id=case.id, carrier="x", actor=company.logistics, at=NOON)
        assert case.number not in home(log_in(company.logistics))

    def test_bring_money_to_finance(self, company, proposed, log_in, session):
        case = proposed(12, 12, "80.00")
        sign(session, complaint_id=case.id, actor=company.manager, at=NOON)
        file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="x")

        assert "¥80.00" in home(log_in(company.finance))
        assert case.number in home(log_in(company.finance))

    @pytest.mark.requirement("AP-05")
    def test_bring_goods_that_must_come_first_to_logistics(self, company, proposed, log_in):
        case = proposed(12, 121)

        assert case.number in home(log_in(company.logistics))
        assert "等待货物入库" in home(log_in(company.manager))

    def test_bring_reported_cases_to_the_general_office_with_the_phone(self, company, storage, log_in, session):
        case = company.ready_to_propose(storage)
        find_unfounded(session, complaint_id=case.id, reasons="查无此批次", actor=company.clerk, at=NOON)

        page = home(log_in(company.general_office))

        assert f"tel:{company.customer.phone}" in page
        assert case.number in page

    def test_show_quality_a_batch_that_stands_out(self, company, storage, log_in, session):
        company.batch.produced_quantity = 1000
        make_batch(session, company.product, code="BIG", produced_quantity=1_000_000)
        for _ in range(5):
            company.register(storage)

        assert company.batch.code in home(log_in(company.quality))

    def test_show_the_general_manager_the_month(self, company, proposed, log_in):
        proposed()

        page = home(log_in(company.manager))

        assert "本月" in page
        assert "<svg" in page
        assert 'role="img"' in page


class TestPage:
    @pytest.mark.parametrize("person", ["clerk", "head", "general_office", "manager", "logistics", "quality"])
    def test_asks_the_same_number_of_statements_for_many_cases_as_for_few(
        self, company, proposed, storage, log_in, session, person
    ):
        def fill():
            case = proposed()
            sign(session, complaint_id=case.id, actor=company.head, at=NOON)
            file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="x")
            proposed(12, 12)
            proposed(12, 121)
            company.register(storage)

        fill()
        client = log_in(getattr(company, person))
        few = self.statements(client, session)
        for _ in range(3):
            fill()

        assert self.statements(client, session) == few

    @staticmethod
    def statements(client, session):
        counted = []
        count = lambda *_: counted.append(1)  # noqa: E731
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", count)
        home(client)
        event.remove(connection, "before_cursor_execute", count)
        return len(counted)

    @pytest.mark.parametrize("role", Role)
    def test_opens_for_every_role_in_both_languages(self, company, log_in, session, role):
        staff = make_staff(session, role, region=company.region)
        assert "我的权限" in home(log_in(staff))
        staff.language = "en"
        session.commit()

        assert "My powers" in home(log_in(staff))

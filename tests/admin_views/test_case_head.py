"""What a case says at its head and beside its buttons: to each reader what the act at hand needs, without searching."""

from __future__ import annotations

import re

import pytest

from terms.people import Role
from tests.admin_views.at_the_desk import act, page_of
from tests.factories import NOON, Company, make_customer, make_region, make_staff, make_substitution
from workflows.complaints.answer import find_unfounded
from workflows.executions.carry_out import hand_over
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import refuse, send_back, sign


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


@pytest.fixture
def filed(company, proposed, session):
    def filed(*amounts):
        case = proposed(*amounts)
        decider = company.manager if len(amounts) > 2 else company.head
        sign(session, complaint_id=case.id, actor=decider, at=NOON)
        file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="x")
        return case

    return filed


def head(page: str) -> str:
    """The head of a case's page with its buttons."""
    return page.split('class="card head"')[1].split('class="story"', maxsplit=1)[0]


def beside(page: str, name: str) -> str:
    """The form of one act on the page."""
    return next(form for form in page.split("<form") if f'name="act" value="{name}"' in form)


class TestHandOver:
    def test_says_what_goes_out_and_comes_back_to_whom_where_and_at_which_number(self, company, filed, log_in):
        form = beside(page_of(log_in(company.logistics), filed()), "hand_over")

        assert re.search(r"应送出.*48瓶", form)
        assert re.search(r"应收回.*12瓶", form)
        assert company.customer.contact in form or company.customer.name in form
        assert f"tel:{company.customer.phone}" in form

    @pytest.mark.requirement("SP-01")
    def test_over_the_number_is_nobodys_at_the_warehouse_any_more(self, company, filed, log_in, session):
        case = filed()
        hand_over(session, complaint_id=case.id, carrier="自有车辆", actor=company.logistics, at=NOON)

        assert company.customer.phone not in page_of(log_in(company.logistics), case)


class TestPay:
    def test_says_how_much_and_to_whom(self, company, filed, log_in):
        case = filed(12, 12, "80.00")

        form = beside(page_of(log_in(company.finance), case), "pay")

        assert "¥80.00" in form
        assert case.complainant_name in form


class TestHead:
    def test_keeps_the_settlement_in_sight_after_it_is_approved(self, company, filed, log_in):
        assert "调换12瓶，共赔付48瓶（含调换）" in head(page_of(log_in(company.clerk), filed()))

    def test_says_why_a_proposal_came_back_and_the_new_form_starts_with_it(self, company, proposed, log_in, session):
        case = proposed()
        send_back(session, complaint_id=case.id, comment="请补照片", actor=company.head, at=NOON)
        clerk = log_in(company.clerk)

        form = clerk.get(f"/complaint/act/?id={case.id}&act=propose").text

        assert "请补照片" in head(page_of(clerk, case))
        assert "请补照片" in form
        assert re.search(r'name="lines-0-compensated_quantity"[^>]*value="48"', form)
        assert case.settlement.reason in form

    def test_says_so_no_more_once_it_was_proposed_again(self, company, proposed, log_in, session):
        case = proposed()
        refuse(session, complaint_id=case.id, comment="赔得太多", actor=company.head, at=NOON)
        propose(session, complaint_id=case.id, proposal=company.proposal(12, 36), actor=company.clerk, at=NOON)

        assert "赔得太多" not in head(page_of(log_in(company.clerk), case))

    def test_tells_a_substitute_in_whose_name_they_sign(self, company, proposed, log_in, session):
        substitute = make_staff(session, Role.SUPERVISOR, region=company.region)
        make_substitution(session, company.head, substitute)
        said = f"您代{company.head.name}签字"

        case = proposed()
        assert said in beside(page_of(log_in(substitute), case), "sign")
        assert said not in page_of(log_in(company.head), case)

    def test_of_a_case_with_a_result_says_when_it_came_not_when_it_was_due(self, company, storage, log_in, session):
        case = company.ready_to_propose(storage)
        find_unfounded(session, complaint_id=case.id, reasons="查无此批次", actor=company.clerk, at=NOON)

        shown = head(page_of(log_in(company.clerk), case))

        assert "已反馈" in shown
        assert "结果期限" not in shown


class TestReturnRules:
    def test_say_whose_signature_is_the_approval_they_ask_for(self, company, storage, log_in, session):
        dealer = make_customer(session, company.region, kind="distributor", name="合肥经销部")
        case = company.ready_to_propose(storage, customer_id=dealer.id)
        propose(session, complaint_id=case.id, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)

        page = page_of(log_in(company.head), case)

        assert "营销中心" in page
        assert "销售部长在本方案上的签字即为该项批复" in page
        assert "超出部分（共4倍）按赔偿权限审批" in page


class TestFirm:
    def test_stands_beside_its_contact_on_case_and_papers(self, company, storage, log_in, session):
        firm = make_customer(session, company.region, kind="distributor", name="合肥经销部", contact="陈伟")
        case = company.register(storage, customer_id=firm.id)
        client = log_in(company.clerk)

        assert "合肥经销部" in head(page_of(client, case))
        assert "合肥经销部" in client.get(f"/complaint/paper/?id={case.id}&paper=handling").text


class TestRepeat:
    def test_names_the_earlier_case_to_who_may_see_it_and_its_day_to_everybody(self, company, storage, log_in, session):
        elsewhere = make_region(session)
        first = company.register(storage, region_id=elsewhere.id, by=company.general_office, customer_id=None,
                                 complainant_phone="13711112222")  # fmt: skip
        again = company.register(storage, customer_id=None, complainant_phone="13711112222")

        clerk, office = (head(page_of(log_in(one), again)) for one in (company.clerk, company.general_office))

        assert first.number not in clerk
        assert "2026-09-16" in clerk
        assert first.number in office
        assert f"id={first.id}" in office


class TestConsultation:
    def test_shows_no_quantity_fault_or_batch(self, company, storage, log_in):
        case = company.register(
            storage, kind="consultation", product_id=None, batch_id=None, fault="service", quantity=1
        )

        page = page_of(log_in(company.clerk), case)

        assert "咨询" in head(page)
        assert not [word for word in ("1瓶", "服务问题", "有批号") if word in page]


class TestDone:
    def test_says_what_was_recorded_and_whose_turn_is_next(self, company, storage, log_in):
        case = company.register(storage)
        client = log_in(company.clerk)

        act(client, case, "contact", channel="phone", reached="1", said="已致电核实")

        assert f"{case.number}：已完成“记录联系”。下一步：记录调查（您）" in page_of(client, case)


class TestWhyNot:
    def test_tells_first_what_the_reader_s_own_roles_do(self, company, storage, log_in):
        page = page_of(log_in(company.clerk), company.register(storage))
        own, others = page.split('class="refused"')[1:]

        assert "提出处理方案" in own
        assert "付款" not in own
        assert "付款" in others

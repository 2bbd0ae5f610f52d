"""The papers: every field of the company's forms, boxes to sign, a code that leads back to the case."""

from __future__ import annotations

import re

import pytest

from terms.people import Role
from tests.factories import NOON, Company, make_staff
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def case(company, storage, session):
    case = company.ready_to_propose(storage)
    propose(session, complaint_id=case.id, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)
    return case


def paper(client, case, kind="handling"):
    return client.get(f"/complaint/paper/?id={case.id}&paper={kind}")


class TestHandlingForm:
    def test_carries_what_is_known_and_boxes_for_who_signs(self, company, case, log_in):
        page = paper(log_in(company.sales_administration), case).text

        for words in (
            "售后服务处理单",
            case.number,
            "李敏",
            "街口便利店",
            "整箱24瓶中有瓶盖渗漏",
            "瓶盖压合不严",
            "4×",
            "P06 六(3)",
        ):
            assert words in page
        assert "审批 · 销售部长" in page
        assert "审核人" in page

    def test_names_the_signer_the_register_number_and_the_day(self, company, case, log_in, session):
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)
        file(session, complaint_id=case.id, actor=company.general_office, at=NOON, paper_place="3号柜")

        page = paper(log_in(company.general_office), case).text

        assert company.head.name in page
        assert "BZ-2026-09-00001" in page

    def test_carries_a_code_inside_the_page(self, company, case, log_in):
        page = paper(log_in(company.clerk), case).text

        assert re.search(r'<img src="data:image/svg\+xml[^"]+" alt="本单二维码"', page)

    def test_masks_the_phone_for_who_does_not_call(self, company, case, log_in):
        assert company.customer.phone not in paper(log_in(company.quality), case).text


class TestCallBackRecord:
    def test_carries_the_questions_with_boxes_to_tick(self, company, case, log_in):
        page = paper(log_in(company.general_office), case, "call_back").text

        assert "处理速度是否满意" in page
        assert "□5 □4 □3 □2 □1" in page

    def test_is_closed_to_who_reads_no_call_backs(self, company, case, log_in, session):
        logistics = log_in(make_staff(session, Role.LOGISTICS))

        assert paper(logistics, case, "call_back").status_code == 403


def test_a_paper_nobody_knows_is_not_found(company, case, log_in):
    assert paper(log_in(company.clerk), case, "poster").status_code == 404

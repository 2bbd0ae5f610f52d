"""What packs ask, on screen: the register form, the case's own steps, the small acts by form, the notice on paper."""

from __future__ import annotations

from datetime import date

import pytest

from models import PackInForce
from terms.complaint import Act
from tests.admin_views.at_the_desk import act, offered, page_of
from tests.factories import MORNING, Company, save


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def under(company, session, log_in):
    """Puts the company under a pack; gives its clerk's browser."""

    def put(name):
        save(session, PackInForce(pack=name, since=date(2026, 1, 1), put_at=MORNING))
        return log_in(company.clerk)

    return put


def ready(company, storage):
    asked = {"truthful": True, "proof_of_purchase": "小票", "demand": "换货", "persons": "前台", "signed": True}
    return company.ready_to_propose(storage, **asked)


def shown(text, *words):
    return [word for word in words if word in text]


class TestRegisterForm:
    FIELDS = ('name="persons"', 'name="signed"', 'name="proof_of_purchase"', 'name="truthful"', 'name="model"')

    def test_asks_what_the_pack_asks_and_nothing_of_others(self, under):
        text = under("hospital").get("/complaint/new/").text

        assert shown(text, *self.FIELDS) == ['name="persons"', 'name="signed"']
        assert "P41 五1" in text

    def test_asks_the_clerks_of_the_food_pack_nothing_new(self, company, log_in):
        assert not shown(log_in(company.clerk).get("/complaint/new/").text, *self.FIELDS)

    def test_shows_the_ways_in_of_the_pack_first(self, under):
        text = under("hospital").get("/complaint/new/").text
        select = text[text.index('name="channel"') :]

        assert select.index('value="letter"') < select.index('value="sms"')

    def test_follows_the_pack_of_the_region_while_it_is_filled_in(self, under, company):
        client = under("food")
        save(company.session, PackInForce(pack="hospital", since=date(2026, 1, 1), put_at=MORNING,
                                          branches=[company.region.code]))  # fmt: skip

        panel = client.post("/complaint/panel/", data={"region_id": company.region.id, "kind": "quality_complaint"})

        assert "P41 五1" in panel.text


class TestCase:
    def test_shows_the_steps_of_its_own_pack_and_what_is_still_asked(self, under, company, storage):
        client, case = under("fruit"), ready(company, storage)
        text = page_of(client, case)

        assert shown(text, "投诉受理", "质量检查", "反馈与跟进") == ["投诉受理", "质量检查", "反馈与跟进"]
        assert shown(text, "制度还要求", "告知：受理确认", "已质量检查") == [
            "制度还要求",
            "告知：受理确认",
            "已质量检查",
        ]

    def test_shows_the_clerks_of_the_food_pack_its_steps_but_asks_nothing(self, company, log_in, storage):
        client, case = log_in(company.clerk), company.ready_to_propose(storage)

        assert shown(page_of(client, case), "电话回访", "制度还要求") == ["电话回访"]
        assert not {"tell", "plan", "agree", "record_step", "correct"} & offered(client, case)

    def test_names_who_bears_the_cost_with_the_clause(self, under, company, storage, session):
        client, case = under("retailer"), ready(company, storage)
        act(client, case, Act.PROPOSE, **{
            "lines-0-remedy": "exchange", "lines-0-product_id": company.product.id, "lines-0-exchanged_quantity": 12,
            "lines-0-compensated_quantity": 12, "lines-0-unit": "bottle", "reason": "换货",
        })  # fmt: skip

        assert shown(page_of(client, case), "费用承担", "退换货运费", "P12 二5") == [
            "费用承担",
            "退换货运费",
            "P12 二5",
        ]


class TestTell:
    def test_holds_the_parts_of_the_notice_that_is_asked_for(self, under, company, storage):
        client, case = under("hospital"), ready(company, storage)

        text = client.get(f"/complaint/act/?id={case.id}&act=tell&notice=acknowledgement").text

        assert shown(text, 'value="procedure"', 'value="appeal"') == ['value="procedure"']
        assert case.number in text

    def test_is_recorded_and_printed(self, under, company, storage, session):
        client, case = under("hospital"), ready(company, storage)

        answer = act(client, case, Act.TELL, notice="acknowledgement", told_to="complainant", channel="letter",
                     parts=["procedure", "expected_time"], said="我们已受理您的投诉")  # fmt: skip

        assert answer.status_code == 302
        session.refresh(case)
        assert case.notices[0].written
        paper = client.get(f"/complaint/paper/?id={case.id}&paper=notice").text
        assert shown(paper, "投诉告知书", "我们已受理您的投诉", "P41 六2") == [
            "投诉告知书",
            "我们已受理您的投诉",
            "P41 六2",
        ]

    def test_has_no_paper_under_the_food_pack(self, company, log_in, storage):
        case = company.ready_to_propose(storage)

        assert log_in(company.clerk).get(f"/complaint/paper/?id={case.id}&paper=notice").status_code == 404


class TestPlan:
    def test_asks_its_parts_only_and_waits_on_the_approvers_home(self, under, company, storage, log_in):
        client, case = under("retailer+p28"), ready(company, storage)
        act(client, case, Act.INVESTIGATE, facts="渗漏", responsible="production", cause="压合不严")
        form = client.get(f"/complaint/act/?id={case.id}&act=plan").text

        assert shown(form, 'name="solution"', 'name="department"') == ['name="solution"']
        assert act(client, case, Act.PLAN, solution="换货").status_code == 302
        assert case.number in log_in(company.supervisor).get("/").text
        done = act(log_in(company.supervisor), case, Act.REVIEW_PLAN, verdict="signed", comment="")
        assert done.status_code == 302
        assert "P28 五4" in page_of(client, case)

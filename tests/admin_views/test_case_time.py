"""Class, pause and duties by form, where the policy knows them; a house of another policy sees nothing of it."""

from __future__ import annotations

from datetime import date

import pytest

from models import PackInForce
from terms.classes import CaseClass
from terms.complaint import Act, Clock
from tests.admin_views.at_the_desk import act
from tests.factories import MORNING, NOON, Company
from tests.workflows.life import Life


@pytest.fixture
def shop(session, storage):
    """A supermarket: three classes, first come, first served."""
    session.add(
        PackInForce(pack="supermarket", since=date(2020, 1, 1), put_at=MORNING, departments=[], branches=[],
                    product_lines=[], customers=[])
    )  # fmt: skip
    session.commit()
    return Life(session, storage)


@pytest.fixture
def company(session):
    return Company(session)


class TestRegister:
    def test_asks_for_the_class_where_the_policy_has_some(self, shop, log_in):
        page = log_in(shop.company.clerk).get("/complaint/new/").text

        assert 'name="case_class"' in page
        assert "复杂投诉" in page
        assert "轻微投诉" not in page

    def test_asks_a_clerk_of_food_and_drink_nothing_new(self, company, log_in):
        page = log_in(company.clerk).get("/complaint/new/").text

        assert 'name="case_class"' not in page
        assert 'name="urgent"' not in page


class TestCasePage:
    def test_tells_how_every_limit_stands(self, shop, log_in, clock):
        case = shop.ready(case_class=CaseClass.MAJOR)
        clock.at = case.clocks[-1].due_at

        page = log_in(shop.company.clerk).get(f"/complaint/details/?id={case.id}").text

        assert [row.clock for row in case.clocks] == [Clock.FIRST_CONTACT, Clock.RESULT]
        assert "按时完成" in page
        assert "即将到期" in page
        assert "重大投诉" in page
        assert "报告领导" in page

    def test_shows_none_of_it_where_the_policy_knows_none(self, company, storage, log_in):
        case = company.ready_to_propose(storage)

        page = log_in(company.clerk).get(f"/complaint/details/?id={case.id}").text

        for name in ("classify", "reclassify", "tick_duty", "pause", "resume", "ask_extension", "decide_extension"):
            assert f'value="{name}"' not in page
        assert "暂停计时" not in page


class TestActs:
    def test_are_done_by_form(self, shop, log_in, clock, session):
        clock.at = NOON
        case, clerk = shop.ready(), log_in(shop.company.clerk)

        act(clerk, case, Act.CLASSIFY, case_class="major")
        act(clerk, case, Act.TICK_DUTY, duty="report_up", note="已电话报告")
        act(clerk, case, Act.PAUSE, waits_for="test", reason="样品已送检")
        page = clerk.get(f"/complaint/details/?id={case.id}").text
        act(clerk, case, Act.RESUME, reason="收到检测报告")

        session.refresh(case)
        assert "暂停" in page
        assert "样品已送检" in page
        assert (case.case_class, case.paused_at) == (CaseClass.MAJOR, None)
        assert [one.duty for one in case.duties_done] == ["report_up"]

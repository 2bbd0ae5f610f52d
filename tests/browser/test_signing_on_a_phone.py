"""Between two shops: co-signatures given together with a thumb, a decision opened and given by itself."""

from __future__ import annotations

import pytest

from models import Complaint
from terms.complaint import State
from tests.browser.conftest import picture
from tests.browser.hands import press, unfold
from tests.browser.tongues import CHINESE
from tests.factories import NOON, Company
from workflows.settlements.propose import propose

pytestmark = pytest.mark.browser


@pytest.fixture
def company(desk):
    company = Company(desk.session)
    CHINESE.name(company)
    return company


@pytest.fixture
def one_and_two(desk, company, storage):
    """A case of 1x, which the supervisor and the head co-sign, and one of 2x, which the supervisor decides."""
    cases = []
    for given in (12, 24):
        case = company.ready_to_propose(storage)
        proposal = company.proposal(12, given)
        propose(desk.session, complaint_id=case.id, proposal=proposal, actor=company.clerk, at=NOON)
        cases.append(case.id)
    desk.clock.at = NOON
    return cases


def on_a_phone(desk, staff):
    page = desk.open(staff, phone=True)
    page.goto("/inbox/")
    return page


def is_too_wide(page) -> bool:
    return page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")


def state_of(desk, case_id):
    desk.session.rollback()
    return desk.session.get(Complaint, case_id).state


class TestInboxOnAPhone:
    @pytest.mark.requirement("AP-01")
    @pytest.mark.requirement("AP-02")
    def test_gives_co_signatures_together_and_decisions_one_by_one(self, desk, company, one_and_two):
        single, double = one_and_two
        head = on_a_phone(desk, company.head)
        assert not is_too_wide(head)
        assert head.locator("button[data-needs-tick]").is_disabled()
        for box in head.locator("input[name=case]").all():
            box.check()
        picture(head, "phone-inbox-of-the-head")
        press(head, head.locator("button[data-needs-tick]"))
        assert head.locator("[role=status]").inner_text().count("TS-") == 2
        assert head.locator("input[name=case]").count() == 0

        supervisor = on_a_phone(desk, company.supervisor)
        assert supervisor.locator("input[name=case]").count() == 1
        supervisor.locator("input[name=case]").check()
        press(supervisor, supervisor.locator("button[data-needs-tick]"))
        assert state_of(desk, single) is State.APPROVED
        assert state_of(desk, double) is State.PROPOSED

        press(supervisor, supervisor.locator("a.first"))
        picture(supervisor, "phone-case")
        assert not is_too_wide(supervisor)
        panel = unfold(supervisor, "sign")
        picture(supervisor, "phone-decision")
        press(supervisor, panel.locator(".actions button"))
        picture(supervisor, "phone-decided")
        assert state_of(desk, double) is State.APPROVED

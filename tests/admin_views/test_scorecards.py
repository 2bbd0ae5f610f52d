"""Scorecards on the screen: every figure leads to what it was counted from; assessing, freezing, signing, the file."""

from __future__ import annotations

import re

import pytest

from models import Assessment
from terms.scorecard import ScoreStatus
from tests.admin_views.at_the_desk import marks, send
from tests.workflows.life import Life
from tests.workflows.scored import AFTER, Scored


@pytest.fixture
def scored(session, storage, clock) -> Scored:
    found = Scored(Life(session, storage))
    clock.forward(days=(AFTER - clock()).days)
    return found


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def link(address: str, shown: str, with_: str = "") -> str:
    """The first link to a page of this address."""
    found = re.findall(rf'href="({address}[^"]*{with_}[^"]*)"', shown)
    return found[0].replace("&amp;", "&")


class TestPages:
    @pytest.mark.requirement("PK-15", "PK-30")
    def test_lead_from_the_period_to_the_card_to_the_case(self, scored, log_in):
        case = scored.case()
        client = log_in(scored.company.clerk)

        shown = page(client, f"/scorecard/details/?id={scored.period.id}")
        card = page(client, link("/scorecard/card/", shown))
        evidence = page(client, link("/scorecard/evidence/", card, "satisfaction"))

        assert case.number in evidence

    def test_show_nobody_a_card_that_is_not_theirs(self, scored, log_in):
        scored.case()
        client = log_in(scored.company.clerk)

        assert client.get(f"/scorecard/card/?id={scored.period.id}&subject={scored.department}").status_code == 404
        assert client.get(f"/scorecard/card/?id={scored.period.id}&subject=staff:x").status_code == 404

    def test_show_frozen_figures_and_the_way_of_the_quarters(self, scored, log_in):
        scored.signed()
        client = log_in(scored.company.clerk)

        shown = page(client, f"/scorecard/card/?id={scored.period.id}&subject={scored.clerk}")

        assert "99.00" in shown
        assert "2026-Q3" in shown
        assert scored.company.human_resources.name in shown


class TestActs:
    def test_assess_freeze_and_sign_from_the_pages(self, scored, log_in):
        scored.case()
        scored.aim()
        key, company = scored.period.id, scored.company
        assert company.clerk.name in page(log_in(company.head), "/")
        for person, subject in ((company.head, scored.clerk), (company.director, scored.department)):
            address = f"/scorecard/assess/?id={key}&subject={subject}&measure=teamwork"
            found = marks(page(log_in(person), address))
            sent = log_in(person).post(
                address, data={**found, "id": key, "subject": subject, "measure": "teamwork", "points": "90",
                               "reason": "交接及时"},
            )  # fmt: skip
            assert sent.status_code == 302, sent.text
        assert scored.session.query(Assessment).count() == 2
        assert "2026-Q3" in page(log_in(company.general_office), "/")
        for person, act in ((company.general_office, "freeze"), (company.human_resources, "sign")):
            client = log_in(person)
            sent = send(client, f"/scorecard/act/?id={key}&act={act}", id=key, act=act)
            assert sent.status_code == 302, sent.text

        scored.session.refresh(scored.period)
        assert scored.period.status is ScoreStatus.SIGNED

    def test_a_refused_assessment_comes_back_with_its_sentence(self, scored, log_in):
        scored.case()
        client = log_in(scored.company.head)
        address = f"/scorecard/assess/?id={scored.period.id}&subject={scored.clerk}&measure=teamwork"

        answer = send(client, address, id=scored.period.id, subject=scored.clerk, measure="teamwork", points="101",
                      reason="好")  # fmt: skip

        assert answer.status_code == 422
        assert "0至100" in answer.text

    def test_finance_sets_the_target(self, scored, log_in):
        client = log_in(scored.company.finance)

        answer = send(client, "/scorecard/target/", measure="cost", amount="300", since="2026-10-01", reason="上年平均")

        assert answer.status_code == 302, answer.text


class TestFile:
    def test_holds_the_cards_the_reader_sees(self, scored, log_in):
        scored.signed()

        answer = log_in(scored.company.clerk).get(f"/scorecard/download/?id={scored.period.id}")

        lines = answer.get_data(as_text=True).splitlines()
        assert len(lines) == 5
        assert scored.company.clerk.name in lines[1]

"""Rewards and sanctions on the screen: the star of a quarter, a complainant's reward from proposal to payment."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import PenaltyEntry, Reward, Scorecard
from terms.complaint import ComplaintKind
from terms.penalties import EntryKind
from terms.people import Role
from terms.rewards import RewardStatus
from terms.trade import Fault
from tests.admin_views.at_the_desk import send
from tests.factories import NOON, make_department, make_staff
from tests.workflows.life import SATISFIED, Life
from tests.workflows.scored import AFTER, Scored
from workflows.complaints.answer import answer


@pytest.fixture
def life(session, storage) -> Life:
    return Life(session, storage)


class TestStar:
    @pytest.mark.requirement("PK-13")
    def test_is_offered_on_the_page_of_the_quarter(self, life, log_in, clock):
        scored = Scored(life).signed()
        clock.forward(days=(AFTER - clock()).days + 1)
        client = log_in(scored.company.human_resources)

        shown = client.get(f"/scorecard/details/?id={scored.period.id}").text
        address = re.findall(r'href="(/penalty/reward/[^"]*)"', shown)[0].replace("&amp;", "&")
        sent = send(
            client, address, staff_id=scored.company.clerk.id, reward="satisfaction_award", amount="300",
            happened_on="2026-10-10", reason="三季度客户评分第一",
        )  # fmt: skip

        assert sent.status_code == 302, sent.text
        entry = scored.session.scalars(select(PenaltyEntry)).one()
        assert "服务标兵" in client.get(f"/penalty/details/?id={entry.id}").text

    def test_is_the_best_of_all_and_offered_to_who_may_propose_it(self, life, log_in, clock):
        """The head sees no star in the own best while another department's is better."""
        other = make_staff(life.session, Role.CLERK, region=life.company.region)
        scored = Scored(life)
        life.called_back(replace(SATISFIED, result=4), case=life.answered(by=other))
        scored.signed()
        elsewhere = make_department(life.session)
        head = make_staff(life.session, Role.DEPARTMENT_HEAD, department=elsewhere)
        card = life.session.scalars(select(Scorecard).where(Scorecard.staff_id == other.id)).one()
        card.department_id = other.department_id = elsewhere.id
        life.session.commit()
        clock.forward(days=(AFTER - clock()).days + 1)
        address = f"/scorecard/details/?id={scored.period.id}"

        assert "/penalty/reward/" not in log_in(head).get(address).text
        assert f"/penalty/reward/?staff_id={scored.company.clerk.id}" in log_in(scored.company.head).get(address).text


class TestSanction:
    @pytest.mark.requirement("PK-26")
    def test_is_proposed_on_its_page(self, life, log_in):
        client = log_in(life.company.human_resources)

        sent = send(
            client, "/penalty/sanction/", staff_id=life.company.clerk.id, rule="major_impact", sanction="demotion",
            happened_on="2026-09-16", reason="媒体曝光",
        )  # fmt: skip

        assert sent.status_code == 302, sent.text
        entry = life.session.scalars(select(PenaltyEntry)).one()
        assert (entry.kind, entry.amount) == (EntryKind.SANCTION, Decimal(0))
        assert "降级" in client.get("/penalty/").text


class TestComplainant:
    @pytest.mark.requirement("PK-28")
    def test_is_rewarded_from_the_proposal_to_the_payment(self, life, log_in):
        company = life.company
        case = life.ready(kind=ComplaintKind.SUGGESTION, fault=Fault.SERVICE)
        answer(life.session, complaint_id=case.id, result="已采纳", actor=company.clerk, at=NOON)
        day = "2026-09-16"

        address = f"/reward/new/?complaint_id={case.id}"
        assert address in log_in(company.clerk).get(f"/complaint/details/?id={case.id}").text
        sent = send(log_in(company.clerk), address, reward="useful_suggestion", complaint_id=case.id,
                    amount="100", reason="建议已采纳")  # fmt: skip
        assert sent.status_code == 302, sent.text
        row = life.session.scalars(select(Reward)).one()
        assert row.number in log_in(company.manager).get("/").text
        for person, act, said in (
            (company.manager, "approve", {}), (company.finance, "pay", {"voucher": "FK-9", "paid_on": day}),
        ):  # fmt: skip
            client = log_in(person)
            sent = send(client, f"/reward/act/?id={row.id}&act={act}", id=row.id, act=act, **said)
            assert sent.status_code == 302, sent.text

        life.session.refresh(row)
        assert row.status is RewardStatus.PAID

"""P06 六 at the screen: who finds the button, who does not and is told why."""

from __future__ import annotations

from datetime import date

import pytest

from models import AuditEvent, Complaint
from terms.complaint import State
from terms.people import Role
from tests.admin_views.at_the_desk import act, offered, page_of
from tests.factories import NOON, Company, make_staff, make_substitution
from workflows.executions.carry_out import receive_goods
from workflows.settlements.propose import propose

SIGNERS = ("clerk", "supervisor", "head", "director", "manager")


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def proposed(company, storage, session):
    """`proposed(exchanged, compensated, cash)`: a case whose settlement waits for signatures."""

    def proposed(exchanged=12, compensated=48, cash="0", by=None):
        case = company.ready_to_propose(storage, quantity=exchanged, by=by)
        proposal = company.proposal(exchanged, compensated, cash)
        propose(session, complaint_id=case.id, proposal=proposal, actor=by or company.clerk, at=NOON)
        return case

    return proposed


class TestRefusedSignature:
    def test_names_the_band_s_clause_and_who_is_to_sign(self, company, proposed, log_in):
        case = proposed(12, 60)

        page = page_of(log_in(company.clerk), case)
        why = page[page.index('class="refused"') :]

        assert "P06 六(3)" in why
        assert company.head.name in why


class TestSignButton:
    @pytest.mark.parametrize(
        ("exchanged", "compensated", "cash", "signers"),
        [
            pytest.param(12, 12, "0", {"supervisor", "head"}, marks=pytest.mark.requirement("AP-01")),
            pytest.param(12, 13, "0", {"supervisor", "head"}, marks=pytest.mark.requirement("AP-02")),
            pytest.param(12, 24, "0", {"supervisor", "head"}, marks=pytest.mark.requirement("AP-02")),
            pytest.param(12, 25, "0", {"head"}, marks=pytest.mark.requirement("AP-03")),
            pytest.param(12, 60, "0", {"head"}, marks=pytest.mark.requirement("AP-03")),
            pytest.param(12, 61, "0", {"director"}, marks=pytest.mark.requirement("AP-04")),
            pytest.param(12, 120, "0", {"director"}, marks=pytest.mark.requirement("AP-04")),
            pytest.param(12, 12, "50.00", {"manager"}, marks=pytest.mark.requirement("AP-06")),
            pytest.param(12, 48, "50.00", {"manager"}, marks=pytest.mark.requirement("AP-06")),
        ],
    )
    def test_is_there_for_the_band_s_signers_only(
        self, company, proposed, log_in, exchanged, compensated, cash, signers
    ):
        case = proposed(exchanged, compensated, cash)

        found = {name for name in SIGNERS if "sign" in offered(log_in(getattr(company, name)), case)}

        assert found == signers

    @pytest.mark.requirement("AP-05")
    def test_waits_above_ten_times_until_the_goods_are_in(self, company, proposed, log_in, session):
        case = proposed(12, 121)
        assert "sign" not in offered(log_in(company.manager), case)
        assert "须先将货物拉至库房" in page_of(log_in(company.manager), case)
        assert "receive_goods" in offered(log_in(company.logistics), case)

        receive_goods(session, complaint_id=case.id, actor=company.logistics, at=NOON)

        assert "sign" in offered(log_in(company.manager), case)

    def test_is_missing_on_one_s_own_case_and_the_page_says_who_decides(self, company, proposed, log_in):
        case = proposed(12, 24, by=company.supervisor)

        page = page_of(log_in(company.supervisor), case)

        assert "sign" not in offered(log_in(company.supervisor), case)
        assert "登记或提出了本单，不能自行审批" in page
        assert "sign" in offered(log_in(company.head), case)

    @pytest.mark.requirement("AP-07")
    def test_is_there_for_the_substitute_who_signs_in_the_principal_s_name(self, company, proposed, log_in, session):
        case = proposed(12, 24)
        substitute = make_staff(session, Role.SUPERVISOR, region=company.region, name="代理人")
        make_substitution(session, company.head, substitute, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
        act(log_in(company.supervisor), case, "sign")

        act(log_in(substitute), case, "sign")

        assert session.get(Complaint, case.id).state is State.APPROVED
        assert f"代 {company.head.name}" in page_of(log_in(company.general_office), case)

    def test_forced_by_a_direct_request_is_refused_and_nothing_changed(self, company, proposed, log_in, session):
        case = proposed(12, 48)
        before = (case.version, case.state, session.query(AuditEvent).count())

        for staff in (company.clerk, company.supervisor, company.director, company.manager, company.quality):
            answer = act(log_in(staff), case, "sign")
            assert answer.status_code == 422, staff.name

        session.refresh(case)
        assert (case.version, case.state, session.query(AuditEvent).count()) == before


class TestLadderOnThePage:
    @pytest.mark.requirement("AP-03")
    def test_names_multiple_decider_clause_office_and_people(self, company, proposed, log_in):
        page = page_of(log_in(company.clerk), proposed(12, 48))

        for words in ("4×", "P06 六(3)", "销售部长", "综合部", company.head.name, "4倍在5倍以内"):
            assert words in page

    def test_explains_every_act_that_is_not_possible(self, company, proposed, log_in):
        page = page_of(log_in(company.clerk), proposed(12, 48))

        assert "为什么不能做其他操作" in page
        assert "须在以下状态办理" in page

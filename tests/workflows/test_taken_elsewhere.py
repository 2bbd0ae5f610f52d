"""A call taken for another region, and the two ways a case must not go round its policy."""

from __future__ import annotations

import pytest

from queries.capacity import roles_in
from rules.lifecycle import NotPossible
from terms.complaint import CallBackOutcome, Channel, ComplaintKind, Responsible, State
from terms.people import Role
from tests.factories import AFTERNOON, NOON, Company, make_region, make_staff
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.assign import assign
from workflows.complaints.contact import contact
from workflows.complaints.dispute import dispute, settle_dispute
from workflows.complaints.investigate import investigate
from workflows.settlements.propose import propose

DISSATISFIED = Form(
    outcome=CallBackOutcome.DISSATISFIED, spoke_with="李敏", attitude=2, speed=2, result=1, answers="没有收到"
)


@pytest.fixture
def company(session):
    return Company(session)


class TestPropose:
    @pytest.mark.parametrize(("same_region", "decides"), [(True, Role.DEPARTMENT_HEAD), (False, Role.SUPERVISOR)])
    def test_passes_over_a_registrar_only_where_they_would_decide(
        self, company, session, storage, same_region, decides
    ):
        """Decision 5 speaks of the person the ladder names; a supervisor elsewhere is not that person."""
        region = company.region if same_region else make_region(session)
        registrar = make_staff(session, Role.SUPERVISOR, region=region)
        case = company.register(storage, by=registrar, customer_id=None)
        assign(session, complaint_id=case.id, to_id=company.clerk.id, actor=company.supervisor, at=NOON)
        clerk = {"complaint_id": case.id, "actor": company.clerk, "at": NOON}
        contact(session, channel=Channel.PHONE, reached=True, said="已核实", **clerk)
        investigate(session, facts="瓶盖压合不严", responsible=Responsible.PRODUCTION, **clerk)

        assert propose(session, proposal=company.proposal(12, 24), **clerk).decides is decides


class TestRolesIn:
    def test_are_those_whose_territory_covers_the_region(self, company, session):
        elsewhere = make_region(session)
        both = make_staff(session, Role.SUPERVISOR, Role.GENERAL_OFFICE, region=company.region)

        assert roles_in(session, both, company.region.id) == {Role.SUPERVISOR, Role.GENERAL_OFFICE}
        assert roles_in(session, both, elsewhere.id) == {Role.GENERAL_OFFICE}
        assert roles_in(session, company.head, company.region.id) == {Role.DEPARTMENT_HEAD}
        assert roles_in(session, company.head, elsewhere.id) == frozenset()


class TestSettleDispute:
    @pytest.fixture
    def answered(self, company, session, storage):
        case = company.register(storage, kind=ComplaintKind.CONSULTATION)
        clerk = {"complaint_id": case.id, "actor": company.clerk, "at": NOON}
        contact(session, channel=Channel.PHONE, reached=True, said="已核实", **clerk)
        return answer(session, result="已答复", **clerk)

    def settle(self, company, session, case, *, again):
        head = {"complaint_id": case.id, "actor": company.head, "at": AFTERNOON}
        dispute(session, reason="消费者不认可", **head)
        return settle_dispute(session, outcome="协商一致", handle_again=again, **head)

    @pytest.mark.requirement("CB-01")
    def test_is_no_way_round_the_call_back(self, company, session, answered):
        with pytest.raises(NotPossible, match="not called back"):
            self.settle(company, session, answered, again=False)

        assert answered.state is State.DISPUTED
        session.rollback()

    def test_hands_a_case_back_that_nobody_called_about(self, company, session, answered):
        assert self.settle(company, session, answered, again=True).state is State.HANDLING

    def test_ends_a_case_whose_consumer_was_heard(self, company, session, answered):
        form = {"form": DISSATISFIED, "actor": company.general_office, "at": AFTERNOON}
        call_back(session, complaint_id=answered.id, **form)

        assert self.settle(company, session, answered, again=False).state is State.CLOSED

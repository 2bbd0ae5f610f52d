"""No case falls between two desks: whoever's turn it is finds it on a list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queries.boards import mine, to_close, unassigned
from terms.complaint import CallBackOutcome, Channel, ComplaintKind, State
from terms.people import Role
from tests.factories import NOON, Company, make_region, make_staff
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.contact import contact

SATISFIED = Form(outcome=CallBackOutcome.SATISFIED, spoke_with="李敏", attitude=5, speed=5, result=5)


@pytest.fixture
def company(session):
    return Company(session)


def talk(session, case, by):
    return contact(
        session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said="已致电核实", actor=by, at=NOON
    )


class TestUnassigned:
    @pytest.mark.parametrize("role", [Role.CLERK, Role.GENERAL_OFFICE])
    def test_lists_a_case_whose_first_talk_was_of_another_desk(self, company, session, storage, role):
        """P06 五(2): whoever took the call passes it on."""
        elsewhere = make_staff(session, role, region=make_region(session))
        case = company.register(storage, by=elsewhere, customer_id=None)
        talk(session, case, elsewhere)

        assert (case.state, case.assigned_to_id) == (State.HANDLING, None)
        assert unassigned(session, company.supervisor).rows == [case]
        assert mine(session, elsewhere).rows == []

    def test_leaves_out_what_its_own_department_took_up(self, company, session, storage):
        case = talk(session, company.register(storage), company.clerk)

        assert unassigned(session, company.supervisor).rows == []
        assert mine(session, company.clerk).rows == [case]

    def test_lists_what_sales_administration_of_the_department_took(self, company, session, storage):
        """They take calls but handle no case."""
        case = company.register(storage, by=company.sales_administration, customer_id=None)
        talk(session, case, company.sales_administration)

        assert case.assigned_to_id is None
        assert unassigned(session, company.head).rows == [case]


class TestToClose:
    def test_lists_a_question_that_was_answered_and_called_back(self, company, session, storage):
        case = talk(session, company.register(storage, kind=ComplaintKind.CONSULTATION), company.clerk)
        answer(session, complaint_id=case.id, result="已答复", actor=company.clerk, at=NOON)

        assert to_close(session, company.general_office).rows == []
        call_back(
            session, complaint_id=case.id, form=SATISFIED, actor=company.general_office, at=NOON + timedelta(minutes=1)
        )

        assert to_close(session, company.general_office).rows == [case]

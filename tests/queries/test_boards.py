"""No case falls between two desks: whoever's turn it is finds it on a list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queries.boards import due_today, first_contacts, mine, overdue, reopened, to_close, unassigned
from queries.desks import promises, sent_back
from terms.complaint import CallBackOutcome, Channel, ComplaintKind, State
from terms.people import Role
from tests.factories import NOON, Company, make_region, make_staff
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.assign import assign
from workflows.complaints.contact import contact
from workflows.settlements.propose import propose
from workflows.settlements.sign import send_back

SATISFIED = Form(outcome=CallBackOutcome.SATISFIED, spoke_with="李敏", attitude=5, speed=5, result=5)

UNHAPPY = Form(
    outcome=CallBackOutcome.DISSATISFIED, spoke_with="李敏", attitude=2, speed=2, result=1, answers="没有换货"
)


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


class TestFirstContacts:
    def test_lists_what_a_clerk_registered_until_somebody_was_reached(self, company, session, storage):
        case = company.register(storage)

        assert [clock.complaint for clock in first_contacts(session, company.clerk).rows] == [case]
        assert mine(session, company.clerk).rows == []

        talk(session, case, company.clerk)

        assert first_contacts(session, company.clerk).rows == []
        assert mine(session, company.clerk).rows == [case]

    def test_moves_with_the_case_to_whom_it_is_assigned(self, company, session, storage):
        case, colleague = company.register(storage), make_staff(session, Role.CLERK, region=company.region)
        assign(session, complaint_id=case.id, to_id=colleague.id, actor=company.head, at=NOON)

        assert first_contacts(session, company.clerk).rows == []
        assert [clock.complaint for clock in first_contacts(session, colleague).rows] == [case]


class TestEveryCaseOfADay:
    """What is late, what is due today, and what nobody has: each case on one list of its reader."""

    def lists(self, session, staff, at):
        boards = (overdue(session, staff, at), due_today(session, staff, at), unassigned(session, staff))
        return [[case.number for case in found.rows] for found in boards]

    def test_is_overdue_or_due_today_by_its_time(self, company, session, storage):
        case = talk(session, company.register(storage), company.clerk)

        assert self.lists(session, company.head, case.due_at) == [[], [case.number], []]
        assert self.lists(session, company.head, case.due_at + timedelta(seconds=1)) == [[case.number], [], []]

    def test_is_free_for_who_assigns_however_late_it_is(self, company, session, storage):
        case = company.register(storage)
        later = case.due_at + timedelta(days=1)

        assert self.lists(session, company.head, later) == [[], [], [case.number]]
        assert self.lists(session, company.general_office, later)[0] == [case.number]

    def test_is_not_free_when_it_was_reopened_from_somebody(self, company, session, storage):
        case = talk(session, company.register(storage, kind=ComplaintKind.CONSULTATION), company.clerk)
        answer(session, complaint_id=case.id, result="已答复", actor=company.clerk, at=NOON)
        call_back(session, complaint_id=case.id, form=UNHAPPY, actor=company.general_office, at=NOON)

        assert [one.number for one in reopened(session, company.head).rows] == [case.number]
        assert self.lists(session, company.head, case.due_at + timedelta(days=3)) == [[], [], []]


class TestMine:
    def test_leaves_out_what_was_returned_for_that_has_a_list_of_its_own(self, company, session, storage):
        case = company.ready_to_propose(storage)
        propose(session, complaint_id=case.id, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)
        send_back(session, complaint_id=case.id, comment="请补照片", actor=company.head, at=NOON)
        another = self.proposed_later(company, session, storage)

        assert mine(session, company.clerk).rows == [another]
        assert len(sent_back(session, company.clerk).rows) == 1

    def test_leaves_out_a_promised_call(self, company, session, storage):
        case = company.register(storage)
        contact(
            session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said="下午再联系",
            next_promise_at=NOON + timedelta(hours=3), actor=company.clerk, at=NOON,
        )  # fmt: skip
        another = self.proposed_later(company, session, storage)

        assert mine(session, company.clerk).rows == [another]
        assert len(promises(session, company.clerk).rows) == 1

    def proposed_later(self, company, session, storage):
        """A later case of the same clerk, with a talk and a settlement of its own."""
        case = company.ready_to_propose(storage)
        propose(session, complaint_id=case.id, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)
        return case

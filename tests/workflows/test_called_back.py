"""The call-back as the use-case carries out `rules.callback`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.lifecycle import NotPossible
from terms.complaint import CallBackOutcome, Channel, ComplaintKind, FindingStatus, State
from tests.factories import NOON, Company
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.close import close
from workflows.complaints.contact import contact


def talked(outcome, **values):
    return Form(outcome=outcome, spoke_with="李敏", attitude=3, speed=3, result=3, **values)


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def case(company, storage, session):
    """A question that was answered."""
    case = company.register(storage, kind=ComplaintKind.CONSULTATION)
    clerk = {"complaint_id": case.id, "actor": company.clerk, "at": NOON}
    contact(session, channel=Channel.PHONE, reached=True, said="已核实", **clerk)
    return answer(session, result="已答复", **clerk)


class TestCallBack:
    def call(self, session, company, case, form, minutes=1):
        later = NOON + timedelta(minutes=minutes)
        return call_back(session, complaint_id=case.id, form=form, actor=company.general_office, at=later)

    @pytest.mark.requirement("CB-02")
    def test_gives_up_at_the_last_call_the_policy_asks_for(self, session, company, case):
        missed = Form(outcome=CallBackOutcome.NOT_REACHED)
        for minutes in (1, 2):
            self.call(session, company, case, missed, minutes)
        with pytest.raises(NotPossible, match="First call back"):
            close(session, complaint_id=case.id, actor=company.general_office, at=NOON)
        self.call(session, company, case, missed, 3)

        assert [one.outcome.value for one in case.call_backs] == ["not_reached", "not_reached", "given_up"]
        assert close(session, complaint_id=case.id, actor=company.general_office, at=NOON).state is State.CLOSED

    @pytest.mark.requirement("CB-01")
    @pytest.mark.requirement("CB-03")
    @pytest.mark.parametrize(
        ("form", "state", "clause", "findings"),
        [
            (talked(CallBackOutcome.SATISFIED), State.ANSWERED, "P06 五(4)", []),
            (talked(CallBackOutcome.DISSATISFIED, answers="太慢"), State.REOPENED, "P06 五(3)", []),
            (
                talked(CallBackOutcome.CONTRADICTS, difference="没有来电"),
                State.REOPENED,
                "P06 七2",
                [FindingStatus.OPEN],
            ),
        ],
    )
    def test_leads_where_the_answer_says(self, session, company, case, form, state, clause, findings):
        self.call(session, company, case, form)

        assert (case.state, case.call_backs[-1].clause) == (state, clause)
        assert [one.status for one in case.false_reports] == findings

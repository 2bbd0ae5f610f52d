"""A proposal that must not go on: a slip of the clerk's, or a signer who left before signing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent
from rules.lifecycle import NotPossible
from terms.complaint import SettlementStatus, State, Verdict
from terms.people import Role, StaffStatus
from tests.factories import NOON, Company
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign
from workflows.settlements.take_back import take_back
from workflows.words import WordsMissing


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def case(company, storage, session):
    """Twice the exchange: the supervisor decides, the department head co-signs and has done so."""
    case = company.ready_to_propose(storage)
    propose(session, complaint_id=case.id, proposal=company.proposal(12, 24), actor=company.clerk, at=NOON)
    return sign(session, complaint_id=case.id, actor=company.head, at=NOON)


def takes(session, case, actor, reason="数量写错"):
    return take_back(session, complaint_id=case.id, reason=reason, actor=actor, at=NOON)


class TestTakeBack:
    def test_returns_the_case_to_handling_and_asks_nobody_any_more(self, company, case, session):
        first = takes(session, case, company.clerk).settlements[0]

        assert (case.state, first.status) == (State.HANDLING, SettlementStatus.TAKEN_BACK)
        assert {row.role: row.verdict for row in first.signatures} == {
            Role.SUPERVISOR: Verdict.DROPPED, Role.DEPARTMENT_HEAD: Verdict.SIGNED,
        }  # fmt: skip
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.kind, event.note, event.actor_id) == ("settlement.taken_back", "数量写错", company.clerk.id)

    @pytest.mark.requirement("AP-02")
    def test_lets_a_case_go_on_whose_signer_left(self, company, case, session):
        """Asked anew, the ladder passes over the empty post."""
        company.supervisor.status = StaffStatus.DISABLED
        session.commit()

        takes(session, case, company.clerk)
        again = propose(session, complaint_id=case.id, proposal=company.proposal(12, 24), actor=company.clerk, at=NOON)

        assert again.decides is Role.DEPARTMENT_HEAD

    @pytest.mark.parametrize("post", ["director", "general_office", "quality"])
    def test_is_for_whoever_handles_the_case(self, company, case, session, post):
        with pytest.raises(NotPossible):
            takes(session, case, getattr(company, post))

        session.rollback()
        assert case.state is State.PROPOSED

    def test_needs_a_reason(self, company, case, session):
        with pytest.raises(WordsMissing):
            takes(session, case, company.clerk, reason=" ")

    def test_comes_too_late_once_approved(self, company, case, session):
        sign(session, complaint_id=case.id, actor=company.supervisor, at=NOON)

        with pytest.raises(NotPossible, match="The case is in state"):
            takes(session, case, company.clerk)

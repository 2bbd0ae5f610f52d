"""Facts that were missing or wrong are put right on the open case, by whoever handles it, on record."""

from __future__ import annotations

from datetime import timedelta

from rules.lifecycle import NotPossible
from terms.complaint import ComplaintKind, State
from terms.time import local_date
from terms.trade import BatchMark, Fault
from tests.factories import MORNING, NOON, make_customer
from tests.workflows.acts import facts_of
from tests.workflows.life import last_event, refused
from workflows.complaints.complete_facts import NothingChanged, complete_facts
from workflows.complaints.register import FactsMissing, NotPlausible
from workflows.settlements.propose import NotEligible, propose


def complete(life, case, by=None, **changes):
    facts = facts_of(life.company, **changes)
    return complete_facts(life.session, complaint_id=case.id, facts=facts, actor=by or life.company.clerk, at=NOON)


class TestCompleteFacts:
    def test_puts_a_fact_right_and_records_what_stood_there_before(self, life):
        case = life.ready()

        complete(life, case, quantity=24, batch_code="A-NEW", batch_mark=BatchMark.PRINTED,
                 produced_on=local_date(MORNING) - timedelta(days=9))  # fmt: skip

        assert (case.quantity, case.batch_code, case.batch_id) == (24, "A-NEW", None)
        event = last_event(life.session)
        assert (event.kind, event.clause) == ("complaint.facts_completed", "P06 五(1)")
        assert event.changes["quantity"] == [12, 24]

    def test_lets_a_dealers_return_be_settled_once_what_the_application_must_state_is_there(self, life, session):
        company = life.company
        dealer = make_customer(session, company.region, kind="distributor")
        bought = local_date(MORNING) - timedelta(days=5)
        case = company.ready_to_propose(
            life.storage, customer_id=dealer.id, kind=ComplaintKind.QUALITY_COMPLAINT, fault=Fault.NEAR_EXPIRY
        )
        with refused(session, NotEligible, says="The application does not state"):
            propose(session, complaint_id=case.id, proposal=company.proposal(12, 12), actor=company.clerk, at=NOON)

        complete(life, case, fault=Fault.NEAR_EXPIRY, purchased_on=bought, promotion="无")
        propose(session, complaint_id=case.id, proposal=company.proposal(12, 12), actor=company.clerk, at=NOON)

        assert case.state is State.PROPOSED

    def test_does_nothing_quietly(self, life):
        case = life.ready()
        complete(life, case, promotion="买十赠一")

        with refused(life.session, NothingChanged):
            complete(life, case, promotion="买十赠一")

    def test_takes_no_fact_away_that_the_policy_demands(self, life):
        case = life.ready()

        with refused(life.session, FactsMissing) as no:
            complete(life, case, purchase_place="")

        assert [name for name, _text in no.value.fields] == ["purchase_place"]

    def test_refuses_what_cannot_be(self, life):
        case = life.ready()

        with refused(life.session, NotPlausible):
            complete(life, case, produced_on=local_date(NOON) + timedelta(days=1))

    def test_is_over_once_a_settlement_is_proposed_on_the_facts(self, life):
        case = life.in_state(State.PROPOSED)

        with refused(life.session, NotPossible):
            complete(life, case, quantity=24)

    def test_is_for_whoever_handles_the_case(self, life, session):
        case = life.ready()

        with refused(session, NotPossible, says="assigned to somebody else"):
            complete(life, case, by=life.company.quality, quantity=24)

"""Whose turn it is in every state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.lifecycle import STEPS, CaseFacts, ExecutionFacts, Pending, SettlementFacts
from rules.permissions import GRANTS, Permission
from rules.turns import Turn, turns
from terms.complaint import Act, CallBackOutcome, SignaturePart, State
from terms.people import Office, Role

CLERK, OTHER = 7, 8
BARE = CaseFacts(State.REGISTERED, registered_by=CLERK)
WAITING = SettlementFacts(
    proposed_by=CLERK,
    pending=(
        Pending(1, SignaturePart.DECIDES, Role.SUPERVISOR),
        Pending(2, SignaturePart.CO_SIGNS, Role.DEPARTMENT_HEAD),
    ),
    signed_by=frozenset(),
    needs_goods_received=False,
    file_at=Office.SALES_ADMINISTRATION,
)


def acts(facts):
    return [turn.act for turn in turns(facts)]


class TestTurns:
    def test_leave_a_new_case_with_whoever_registered_it(self):
        assert turns(BARE) == (Turn(Act.CONTACT, (), CLERK),)

    def test_follow_the_assignment(self):
        assert turns(replace(BARE, assigned_to=OTHER))[0].person == OTHER

    @pytest.mark.parametrize("contacted", [False, True])
    def test_ask_for_somebody_where_the_first_talk_was_of_another_desk(self, contacted):
        facts = replace(BARE, state=State.HANDLING, contacted=contacted)

        assert turns(facts) == (Turn(Act.ASSIGN, GRANTS[Permission.COMPLAINT_ASSIGN]),)

    @pytest.mark.parametrize(
        ("contacted", "investigated", "act"),
        [(False, False, Act.CONTACT), (True, False, Act.INVESTIGATE), (True, True, Act.PROPOSE)],
    )
    def test_lead_through_the_handling(self, contacted, investigated, act):
        facts = replace(BARE, state=State.HANDLING, assigned_to=CLERK, contacted=contacted, investigated=investigated)

        assert acts(facts) == [act]

    def test_name_every_role_that_still_signs(self):
        waiting = turns(replace(BARE, state=State.PROPOSED, settlement=WAITING))

        assert [turn.roles for turn in waiting] == [(Role.SUPERVISOR,), (Role.DEPARTMENT_HEAD,)]

    @pytest.mark.requirement("AP-05")
    def test_ask_the_warehouse_first_where_the_goods_must_be_in(self):
        settlement = replace(WAITING, needs_goods_received=True)

        assert acts(replace(BARE, state=State.PROPOSED, settlement=settlement))[0] is Act.RECEIVE_GOODS
        assert Act.RECEIVE_GOODS not in acts(
            replace(BARE, state=State.PROPOSED, settlement=settlement, goods_received=True)
        )

    @pytest.mark.parametrize(
        ("office", "role"),
        [(Office.SALES_ADMINISTRATION, Role.SALES_ADMINISTRATION), (Office.GENERAL_OFFICE, Role.GENERAL_OFFICE)],
    )
    def test_bring_an_approved_case_to_its_office(self, office, role):
        facts = replace(BARE, state=State.APPROVED, settlement=replace(WAITING, pending=(), file_at=office))

        assert turns(facts) == (Turn(Act.FILE, (role,)),)

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            (ExecutionFacts(needs_goods=True, handed_over=False, needs_cash=False, paid=False), [Act.HAND_OVER]),
            (
                ExecutionFacts(needs_goods=True, handed_over=False, needs_cash=True, paid=False),
                [Act.HAND_OVER, Act.PAY],
            ),
            (ExecutionFacts(needs_goods=True, handed_over=True, needs_cash=True, paid=False), [Act.PAY]),
            (ExecutionFacts(needs_goods=True, handed_over=True, needs_cash=True, paid=True), [Act.PROVE]),
            (ExecutionFacts(needs_goods=False, handed_over=False, needs_cash=False, paid=False), [Act.PROVE]),
        ],
    )
    def test_carry_goods_and_money_out_before_the_proof(self, order, expected):
        assert acts(replace(BARE, state=State.FILED, execution=order)) == expected

    @pytest.mark.parametrize(
        ("outcome", "act"),
        [(None, Act.CALL_BACK), (CallBackOutcome.NOT_REACHED, Act.CALL_BACK), (CallBackOutcome.SATISFIED, Act.CLOSE)],
    )
    def test_close_only_after_the_call_back(self, outcome, act):
        assert acts(replace(BARE, state=State.ANSWERED, filed=True, last_call_back=outcome)) == [act]

    def test_decide_a_finding_before_the_case_is_closed(self):
        facts = replace(
            BARE,
            state=State.ANSWERED,
            filed=True,
            last_call_back=CallBackOutcome.SATISFIED,
            open_false_report_against=9,
        )

        assert acts(facts) == [Act.DECIDE_REPORT]

    @pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN, State.MERGED])
    def test_end_with_the_case(self, state):
        assert turns(replace(BARE, state=state)) == ()

    @pytest.mark.parametrize("state", State)
    def test_name_only_acts_the_table_allows_in_that_state(self, state):
        facts = replace(BARE, state=state, settlement=WAITING, contacted=True, investigated=True)

        assert all(state in STEPS[turn.act].states for turn in turns(facts))

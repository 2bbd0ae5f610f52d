"""The table of a complaint's life, cell by cell, against a second table written down here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.lifecycle import (
    STEPS,
    TABLE,
    Capacity,
    CaseFacts,
    ExecutionFacts,
    NotPossible,
    Pending,
    SettlementFacts,
    Viewer,
    ensure,
    options,
    signature_for,
)  # fmt: skip
from terms.complaint import Act, CallBackOutcome, SignaturePart, State
from terms.people import Office, Person, Role

REGISTRAR, HANDLER, SOMEBODY, PRINCIPAL = 1, 2, 3, 4
# The acts every policy knows; those that some packs ask for are tried with these packs.
HOUSE = [act for act in Act if STEPS[act].known is None]

# Where each act is possible and where it leads: `=` stays or lets the outcome decide.
LIFE = """
assign          handling   registered handling reopened approved filed executed
contact         handling   registered handling
complete_facts  =          registered handling reopened
investigate     =          handling
receive_goods   =          handling proposed
propose         proposed   handling
find_unfounded  answered   handling
sign            =          proposed
send_back       handling   proposed
refuse          handling   proposed
take_back       handling   proposed
file            filed      approved
hand_over       =          filed
pay             =          filed
prove           executed   filed
answer          answered   handling executed
call_back       =          answered
close           closed     answered
decide_report   =          handling proposed approved filed executed answered reopened disputed
dispute         disputed   answered reopened
settle_dispute  handling   disputed
reopen          reopened   closed
withdraw        withdrawn  registered handling
merge           merged     registered handling
"""
# Who does each act, by what they are.
DOERS = """
assign          supervisor department_head director
contact         clerk supervisor department_head sales_administration general_office quality
complete_facts  clerk supervisor department_head sales_administration general_office quality
investigate     clerk supervisor department_head quality
receive_goods   logistics
propose         clerk supervisor department_head
find_unfounded  clerk supervisor department_head
sign            clerk supervisor department_head director general_manager
send_back       clerk supervisor department_head director general_manager
refuse          clerk supervisor department_head director general_manager
take_back       clerk supervisor department_head
file            sales_administration general_office
hand_over       logistics
pay             finance
prove           clerk supervisor department_head
answer          clerk supervisor department_head
call_back       general_office
close           general_office
decide_report   department_head director general_manager
dispute         department_head general_office director general_manager
settle_dispute  department_head general_office director general_manager
reopen          director general_manager
withdraw        supervisor department_head
merge           supervisor department_head
"""


def rows(text):
    return {Act(words[0]): words[1:] for words in (line.split() for line in text.strip().splitlines())}


LEADS = {act: words[0] for act, words in rows(LIFE).items()}
STATES = {act: {State(word) for word in words[1:]} for act, words in rows(LIFE).items()}
ROLES = {act: {Role(word) for word in words} for act, words in rows(DOERS).items()}
OWN = (
    Act.CONTACT,
    Act.COMPLETE_FACTS,
    Act.INVESTIGATE,
    Act.PROPOSE,
    Act.FIND_UNFOUNDED,
    Act.TAKE_BACK,
    Act.PROVE,
    Act.ANSWER,
)


def settlement(role=Role.SUPERVISOR, part=SignaturePart.DECIDES, **values):
    ordinary = {
        "proposed_by": HANDLER, "pending": (Pending(1, part, role),), "signed_by": frozenset(),
        "needs_goods_received": False, "file_at": Office.GENERAL_OFFICE,
    }  # fmt: skip
    return SettlementFacts(**{**ordinary, **values})


def facts(state, **values):
    """A case in which nothing but the state can stand in the way."""
    ordinary = {
        "registered_by": REGISTRAR,
        "assigned_to": HANDLER,
        "contacted": True,
        "investigated": True,
        "filed": True,
    }
    return CaseFacts(state, **{**ordinary, **values})


def ripe(act, state, role=Role.SUPERVISOR):
    """A case ripe for the act, were it in the right state."""
    waiting = settlement(role)
    if act is Act.FILE:
        waiting = settlement(
            file_at=Office(role) if role in {Role(office) for office in Office} else Office.GENERAL_OFFICE
        )
    order = ExecutionFacts(needs_goods=True, handed_over=act is Act.PROVE, needs_cash=True, paid=act is Act.PROVE)
    return facts(
        state,
        settlement=waiting,
        execution=order,
        settles=state is not State.HANDLING,
        last_call_back=CallBackOutcome.SATISFIED if act is Act.CLOSE else None,
        open_false_report_against=HANDLER if act is Act.DECIDE_REPORT else None,
    )


def somebody(role, *, key=SOMEBODY, here=True):
    person = Person(key, "王芳", frozenset({role}), department_id=1, region_id=1)
    return Viewer(person, (Capacity(role),) if here else ())


def doer(act, role):
    return somebody(role, key=HANDLER if act in OWN else SOMEBODY)


def reason(act, case, viewer):
    option = next(one for one in options(case, viewer) if one.act is act)
    assert option.possible is (option.reason is None)
    return str(option.reason) if option.reason else None


class TestTable:
    def test_has_every_act_once(self):
        assert [step.act for step in TABLE] == list(STEPS)
        assert set(STEPS) == set(Act)
        assert set(HOUSE) == set(STATES)

    @pytest.mark.parametrize("act", HOUSE)
    def test_leads_where_the_life_of_a_complaint_says(self, act):
        leads = STEPS[act].to

        assert (leads.value if leads else "=") == LEADS[act]

    @pytest.mark.parametrize("act", HOUSE)
    def test_names_the_clause_it_follows(self, act):
        assert STEPS[act].clause.startswith("P06 ")


class TestOptions:
    @pytest.mark.parametrize("state", list(State))
    @pytest.mark.parametrize("act", HOUSE)
    def test_allow_an_act_in_its_states_only(self, act, state):
        role = min(ROLES[act])
        possible = reason(act, ripe(act, state, role), doer(act, role)) is None

        assert possible is (state in STATES[act])

    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("act", HOUSE)
    def test_allow_an_act_to_its_roles_only(self, act, role):
        state = min(STATES[act])
        possible = reason(act, ripe(act, state, role), doer(act, role)) is None

        assert possible is (role in ROLES[act])

    @pytest.mark.parametrize("state", list(State))
    def test_leave_nobody_without_a_role_any_act(self, state):
        nobody = Viewer(Person(HANDLER, "王芳", frozenset()))

        assert not any(option.possible for act in HOUSE for option in options(ripe(act, state), nobody))

    @pytest.mark.parametrize("state", [State.WITHDRAWN, State.MERGED])
    def test_leave_a_case_that_is_over_alone(self, state):
        assert not [
            act for act in HOUSE for role in Role if reason(act, ripe(act, state, role), doer(act, role)) is None
        ]

    @pytest.mark.parametrize("state", [State.APPROVED, State.FILED, State.EXECUTED])
    def test_give_a_decided_case_to_somebody_else_without_turning_it_back(self, state):
        assert STEPS[Act.ASSIGN].leads_to(state) is None
        assert STEPS[Act.ASSIGN].leads_to(State.REOPENED) is State.HANDLING

    @pytest.mark.requirement("AP-13")
    @pytest.mark.parametrize(("act", "role"), [(Act.HAND_OVER, Role.LOGISTICS), (Act.PAY, Role.FINANCE)])
    def test_let_nothing_leave_before_the_filing_where_the_rulebook_says_so(self, act, role):
        waiting = ripe(act, State.APPROVED, role)

        assert "filed first" in str(reason(act, waiting, somebody(role)))
        assert reason(act, replace(waiting, filing_first=False), somebody(role)) is None

    def test_rest_a_signature_on_the_clause_of_its_band(self):
        case = facts(State.PROPOSED, settlement=settlement(Role.DIRECTOR, clause="P06 六(4)"))
        signs = [one for one in options(case, somebody(Role.CLERK)) if one.act in (Act.SIGN, Act.REFUSE)]

        assert {option.clause for option in signs} == {"P06 六(4)"}

    def test_keep_the_order_of_a_cases_life(self):
        assert [option.act for option in options(facts(State.HANDLING), somebody(Role.CLERK))] == [
            step.act for step in TABLE if step.known is None
        ]

    def test_say_which_roles_may(self):
        option = next(one for one in options(facts(State.ANSWERED), somebody(Role.CLERK)) if one.act is Act.CLOSE)

        assert option.reason
        assert dict(option.reason.values) == {"roles": (Role.GENERAL_OFFICE,)}

    def test_say_in_which_states_it_is_possible(self):
        found = reason(Act.FILE, ripe(Act.FILE, State.CLOSED, Role.GENERAL_OFFICE), somebody(Role.GENERAL_OFFICE))

        assert found.startswith("The case is in state “Closed”")

    @pytest.mark.parametrize(
        "act", [act for act in HOUSE if act not in OWN and not ROLES[act] <= {Role.LOGISTICS, Role.FINANCE}]
    )
    def test_bar_a_role_that_does_not_reach_the_case(self, act):
        role, state = min(ROLES[act]), min(STATES[act])

        found = reason(act, ripe(act, state, role), somebody(role, here=False))

        assert found == "It belongs to another region or department."

    def test_let_a_role_elsewhere_add_nothing_here(self):
        """Quality sees the whole company; being a supervisor of one region gives no word in the others."""
        person = Person(SOMEBODY, "王芳", frozenset({Role.QUALITY, Role.SUPERVISOR}), region_id=2)
        viewer = Viewer(person, (Capacity(Role.QUALITY),))

        assert reason(Act.WITHDRAW, facts(State.HANDLING), viewer) == "It belongs to another region or department."
        assert reason(Act.PROPOSE, facts(State.HANDLING), viewer) == "It is assigned to somebody else."


class TestTakingBack:
    """A proposal is its proposer's to take back."""

    def test_is_the_proposers_alone_while_they_are_here(self):
        case = ripe(Act.TAKE_BACK, State.PROPOSED)
        other = reason(Act.TAKE_BACK, case, somebody(Role.SUPERVISOR))

        assert reason(Act.TAKE_BACK, case, somebody(Role.CLERK, key=HANDLER)) is None
        assert other == "Somebody else proposed it; whoever signs can return it for correction."

    def test_is_the_handlers_once_the_proposer_is_gone(self):
        case = facts(State.PROPOSED, settlement=settlement(proposed_by=REGISTRAR, proposer_gone=True))

        assert reason(Act.TAKE_BACK, case, somebody(Role.CLERK, key=HANDLER)) is None
        assert reason(Act.TAKE_BACK, case, somebody(Role.CLERK)) == "It is assigned to somebody else."


class TestHandling:
    @pytest.mark.parametrize("act", [Act.CONTACT, Act.INVESTIGATE, Act.PROPOSE, Act.FIND_UNFOUNDED])
    def test_is_the_assigned_persons(self, act):
        assert reason(act, facts(State.HANDLING), somebody(Role.CLERK, key=HANDLER)) is None
        assert reason(act, facts(State.HANDLING), somebody(Role.CLERK)) == "It is assigned to somebody else."
        assert (
            reason(act, facts(State.HANDLING), somebody(Role.CLERK, key=REGISTRAR))
            == "It is assigned to somebody else."
        )

    def test_is_the_registrars_until_somebody_is_assigned(self):
        case = facts(State.REGISTERED, assigned_to=None)

        assert reason(Act.CONTACT, case, somebody(Role.CLERK, key=REGISTRAR)) is None
        assert reason(Act.CONTACT, case, somebody(Role.CLERK)) == "Nobody is assigned yet."

    @pytest.mark.parametrize("role", [Role.GENERAL_OFFICE, Role.SALES_ADMINISTRATION, Role.QUALITY])
    def test_begins_with_a_call_by_whichever_office_took_it(self, role):
        registrar = somebody(role, key=REGISTRAR)

        assert reason(Act.CONTACT, facts(State.REGISTERED, assigned_to=None), registrar) is None
        assert reason(Act.CONTACT, facts(State.REGISTERED), registrar) == "It is assigned to somebody else."

    @pytest.mark.parametrize("act", [Act.INVESTIGATE, Act.PROPOSE, Act.FIND_UNFOUNDED, Act.ANSWER])
    def test_is_no_longer_the_registrars_once_they_passed_it_on(self, act):
        """A clerk of another department who took the call settles nothing in this one."""
        passed_on = facts(State.HANDLING, assigned_to=None)

        assert reason(act, passed_on, somebody(Role.CLERK, key=REGISTRAR)) == "Nobody is assigned yet."

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DEPARTMENT_HEAD])
    def test_is_open_to_whoever_may_assign_it(self, role):
        assert reason(Act.CONTACT, facts(State.HANDLING), somebody(role)) is None

    def test_lets_quality_record_what_they_found(self):
        assert reason(Act.INVESTIGATE, facts(State.HANDLING), somebody(Role.QUALITY)) is None

    @pytest.mark.parametrize("act", [Act.PROPOSE, Act.FIND_UNFOUNDED])
    @pytest.mark.parametrize(
        ("lacks", "sentence"),
        [
            ("contacted", "First record a contact with the complainant."),
            ("investigated", "First record what the investigation found."),
        ],
    )
    def test_comes_to_a_result_after_contact_and_finding(self, act, lacks, sentence):
        case = facts(State.HANDLING, **{lacks: False})

        assert reason(act, case, somebody(Role.CLERK, key=HANDLER)) == sentence


class TestAnswer:
    def test_needs_a_settlement_carried_out_where_one_is_owed(self):
        found = reason(Act.ANSWER, facts(State.HANDLING), somebody(Role.CLERK, key=HANDLER))

        assert found == "First a settlement must be carried out."

    def test_ends_a_question_after_a_talk(self):
        talked = facts(State.HANDLING, settles=False, investigated=False)

        assert reason(Act.ANSWER, talked, somebody(Role.CLERK, key=HANDLER)) is None
        assert reason(Act.ANSWER, replace(talked, contacted=False), somebody(Role.CLERK, key=HANDLER)) is not None


class TestGoods:
    def test_are_waited_for_by_the_decider(self):
        waiting = facts(State.PROPOSED, settlement=settlement(Role.GENERAL_MANAGER, needs_goods_received=True))
        manager = somebody(Role.GENERAL_MANAGER)

        assert reason(Act.SIGN, waiting, manager) == "The goods must first be received at the warehouse."
        assert reason(Act.SIGN, replace(waiting, goods_received=True), manager) is None
        assert reason(Act.SEND_BACK, waiting, manager) is None
        assert reason(Act.REFUSE, waiting, manager) is None

    def test_are_not_waited_for_by_a_co_signer(self):
        waiting = settlement(Role.DIRECTOR, SignaturePart.CO_SIGNS, needs_goods_received=True)

        assert reason(Act.SIGN, facts(State.PROPOSED, settlement=waiting), somebody(Role.DIRECTOR)) is None

    def test_are_received_once(self):
        case = facts(State.PROPOSED, goods_received=True)

        assert reason(Act.RECEIVE_GOODS, case, somebody(Role.LOGISTICS)) == "The goods are already received."


class TestExecution:
    @pytest.mark.parametrize(
        ("order", "hand_over", "pay", "prove"),
        [
            (None, "No goods are given in this case.", "No money is given in this case.", None),
            (ExecutionFacts(False, False, False, False), "No goods are given in this case.",
             "No money is given in this case.", None),
            (ExecutionFacts(True, False, False, False), None, "No money is given in this case.",
             "Logistics has not handed over the goods yet."),
            (ExecutionFacts(True, True, False, False), "The goods are already handed over.",
             "No money is given in this case.", None),
            (ExecutionFacts(True, True, True, False), "The goods are already handed over.", None, "Finance has not paid yet."),
            (ExecutionFacts(False, False, True, True), "No goods are given in this case.", "It is already paid.", None),
        ],
    )  # fmt: skip
    def test_gives_what_was_promised_once_and_then_proves_it(self, order, hand_over, pay, prove):
        case = facts(State.FILED, execution=order)

        assert reason(Act.HAND_OVER, case, somebody(Role.LOGISTICS)) == hand_over
        assert reason(Act.PAY, case, somebody(Role.FINANCE)) == pay
        assert reason(Act.PROVE, case, somebody(Role.CLERK, key=HANDLER)) == prove


class TestFiling:
    @pytest.mark.parametrize("office", list(Office))
    def test_is_done_by_the_office_the_band_names(self, office):
        case = facts(State.APPROVED, settlement=settlement(pending=(), file_at=office))

        assert reason(Act.FILE, case, somebody(Role(office))) is None
        for other in set(Office) - {office}:
            assert reason(Act.FILE, case, somebody(Role(other))) == f"It is filed at: {office.en}."


class TestCallBack:
    @pytest.mark.requirement("CB-01")
    def test_is_made_by_somebody_who_did_not_handle_the_case(self):
        office = somebody(Role.GENERAL_OFFICE)

        assert reason(Act.CALL_BACK, facts(State.ANSWERED), office) is None
        own = reason(Act.CALL_BACK, facts(State.ANSWERED, assigned_to=SOMEBODY), office)
        assert own == "Whoever handled a case does not call it back."

    @pytest.mark.parametrize(
        ("outcome", "call", "close"),
        [
            (None, True, False),
            (CallBackOutcome.NOT_REACHED, True, False),
            (CallBackOutcome.DISSATISFIED, True, False),
            (CallBackOutcome.CONTRADICTS, True, False),
            (CallBackOutcome.SATISFIED, False, True),
            (CallBackOutcome.GIVEN_UP, False, True),
        ],
    )
    def test_must_end_well_or_be_given_up_before_closing(self, outcome, call, close):
        case, office = facts(State.ANSWERED, last_call_back=outcome), somebody(Role.GENERAL_OFFICE)

        assert (reason(Act.CALL_BACK, case, office) is None) is call
        assert (reason(Act.CLOSE, case, office) is None) is close


class TestClose:
    @pytest.mark.requirement("AP-07")
    def test_needs_the_filing(self):
        called = facts(State.ANSWERED, last_call_back=CallBackOutcome.SATISFIED, filed=False)
        office = somebody(Role.GENERAL_OFFICE)

        assert reason(Act.CLOSE, called, office) == "An unfiled case cannot be closed."
        assert reason(Act.CLOSE, replace(called, unfounded=True), office) is None
        assert reason(Act.CLOSE, replace(called, settles=False), office) is None
        given = replace(called, settles=False, settlement=settlement())
        assert reason(Act.CLOSE, given, office) == "An unfiled case cannot be closed."

    @pytest.mark.parametrize(
        ("act", "state", "role"),
        [
            (Act.CLOSE, State.ANSWERED, Role.GENERAL_OFFICE),
            (Act.WITHDRAW, State.HANDLING, Role.SUPERVISOR),
            (Act.MERGE, State.HANDLING, Role.SUPERVISOR),
        ],
    )
    def test_waits_for_a_finding_against_the_report_as_every_other_end_does(self, act, state, role):
        case = facts(state, last_call_back=CallBackOutcome.SATISFIED, open_false_report_against=HANDLER)

        assert reason(act, case, somebody(role)) == "A finding against the report is still open."

    def test_leaves_the_decision_on_a_finding_to_others_than_the_person_concerned(self):
        case = facts(State.REOPENED, open_false_report_against=SOMEBODY)

        assert reason(Act.DECIDE_REPORT, case, somebody(Role.DEPARTMENT_HEAD, key=REGISTRAR)) is None
        own = reason(Act.DECIDE_REPORT, case, somebody(Role.DEPARTMENT_HEAD))
        assert own == "Nobody decides on a finding against themselves."
        none = reason(Act.DECIDE_REPORT, facts(State.REOPENED), somebody(Role.DEPARTMENT_HEAD))
        assert none == "There is no finding against the report."


class TestEnsure:
    def test_gives_the_row_of_the_table(self):
        assert ensure(Act.ASSIGN, facts(State.REGISTERED), somebody(Role.SUPERVISOR)) is STEPS[Act.ASSIGN]

    def test_refuses_with_the_first_obstacle_and_the_clause(self):
        with pytest.raises(NotPossible) as refused:
            ensure(Act.CLOSE, facts(State.ANSWERED), somebody(Role.GENERAL_OFFICE))

        assert str(refused.value) == "First call back; the consumer must be satisfied."
        assert refused.value.clause == "P06 五(4)"


class TestSignatureFor:
    """Decision 5: nobody decides their own case above band 1, nobody fills two places, a substitute is bound as well."""

    OWN_CASE = "Nobody decides their own case; it waits for another person."
    TWICE = "You have already signed this settlement; another person must give the other signature."

    def found(self, waiting, *capacities, key=SOMEBODY, **values):
        person = Person(key, "王芳", frozenset(one.role for one in capacities if one.principal is None))
        answer = signature_for(facts(State.PROPOSED, settlement=waiting, **values), Viewer(person, capacities))
        return answer if isinstance(answer, tuple) else str(answer)

    def test_is_the_waiting_one_of_the_persons_role(self):
        pending, capacity = self.found(settlement(), Capacity(Role.SUPERVISOR))

        assert (pending.role, capacity) == (Role.SUPERVISOR, Capacity(Role.SUPERVISOR))

    def test_is_none_without_a_settlement_or_once_all_have_signed(self):
        assert self.found(None, Capacity(Role.SUPERVISOR)) == "No signature is waiting."
        assert self.found(settlement(pending=()), Capacity(Role.SUPERVISOR)) == "No signature is waiting."

    def test_says_for_whom_it_waits(self):
        assert self.found(settlement(), Capacity(Role.DIRECTOR)).startswith("It waits for: ")

    @pytest.mark.parametrize("key", [HANDLER, REGISTRAR])
    @pytest.mark.parametrize("part", list(SignaturePart))
    def test_is_not_given_on_a_case_one_proposed_or_registered(self, key, part):
        assert self.found(settlement(part=part), Capacity(Role.SUPERVISOR), key=key) == self.OWN_CASE

    @pytest.mark.requirement("AP-01")
    def test_is_the_clerks_own_in_band_one(self):
        assert isinstance(self.found(settlement(Role.CLERK), Capacity(Role.CLERK), key=HANDLER), tuple)

    def test_is_not_a_clerks_co_signature_on_their_own_case(self):
        waiting = settlement(Role.CLERK, SignaturePart.CO_SIGNS)

        assert self.found(waiting, Capacity(Role.CLERK), key=HANDLER) == self.OWN_CASE

    def test_does_not_fill_a_second_place(self):
        waiting = settlement(Role.DEPARTMENT_HEAD, SignaturePart.CO_SIGNS, signed_by=frozenset({SOMEBODY}))

        assert self.found(waiting, Capacity(Role.DEPARTMENT_HEAD)) == self.TWICE

    def test_is_given_by_a_substitute_in_the_principals_name(self):
        _pending, capacity = self.found(settlement(), Capacity(Role.SUPERVISOR, PRINCIPAL))

        assert capacity.principal == PRINCIPAL

    def test_is_given_in_ones_own_name_first(self):
        lent, own = Capacity(Role.SUPERVISOR, PRINCIPAL), Capacity(Role.SUPERVISOR)

        _pending, capacity = self.found(settlement(), own, lent)

        assert capacity is own

    @pytest.mark.parametrize(
        "values", [{"registered_by": PRINCIPAL}, {"settlement": settlement(proposed_by=PRINCIPAL)}]
    )
    def test_is_not_given_in_the_name_of_whoever_proposed_or_registered(self, values):
        waiting = values.pop("settlement", settlement())

        assert self.found(waiting, Capacity(Role.SUPERVISOR, PRINCIPAL), **values) == self.OWN_CASE

    def test_is_not_given_by_a_substitute_who_proposed(self):
        assert self.found(settlement(), Capacity(Role.SUPERVISOR, PRINCIPAL), key=HANDLER) == self.OWN_CASE

    def test_does_not_fill_a_second_place_in_somebody_elses_name(self):
        waiting = settlement(Role.DEPARTMENT_HEAD, signed_by=frozenset({SOMEBODY}))
        assert self.found(waiting, Capacity(Role.DEPARTMENT_HEAD, PRINCIPAL)) == self.TWICE

        waiting = settlement(Role.DEPARTMENT_HEAD, signed_by=frozenset({PRINCIPAL}))
        assert self.found(waiting, Capacity(Role.DEPARTMENT_HEAD, PRINCIPAL)) == self.TWICE

    def test_takes_another_capacity_where_one_is_barred(self):
        """A substitute of the proposer may still sign by a right of their own."""
        waiting = settlement(proposed_by=PRINCIPAL)

        _pending, capacity = self.found(waiting, Capacity(Role.SUPERVISOR, PRINCIPAL), Capacity(Role.SUPERVISOR, 5))

        assert capacity.principal == 5

    def test_opens_to_a_substitute_without_a_rung_of_their_own(self):
        person = Person(SOMEBODY, "王芳", frozenset({Role.GENERAL_OFFICE}))
        viewer = Viewer(person, (Capacity(Role.GENERAL_OFFICE), Capacity(Role.GENERAL_MANAGER, PRINCIPAL)))
        case = facts(State.PROPOSED, settlement=settlement(Role.GENERAL_MANAGER))

        assert reason(Act.SIGN, case, viewer) is None
        assert reason(Act.REOPEN, facts(State.CLOSED), viewer).startswith("It is for: ")

"""Every act in every state through the use-cases: what the table allows is done and recorded, the rest leaves no trace."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from rules.lifecycle import STEPS, NotPossible
from terms.complaint import Act, State
from tests.factories import NOON
from tests.workflows.acts import USE_CASES, do
from tests.workflows.life import DISSATISFIED, events, footprint, last_event, refused
from workflows.complaints.dispute import dispute
from workflows.rows import NotFound
from workflows.transaction import AlreadySent, ChangedMeanwhile

# The acts every policy knows; those that some packs ask for have tests with these packs.
HOUSE = {act for act, step in STEPS.items() if step.known is None}
# An ordinary case: 12 bottles exchanged, 48 given, no money, nobody contradicts the report.
POSSIBLE = """
registered  assign contact complete_facts withdraw merge
handling    assign contact complete_facts investigate propose find_unfounded withdraw merge
proposed    sign send_back refuse take_back
approved    assign file
filed       assign hand_over
executed    assign answer
answered    call_back dispute
reopened    assign complete_facts dispute
disputed    settle_dispute
closed      reopen
withdrawn
merged
"""
TABLE = {
    State(state): {Act(act) for act in acts}
    for state, *acts in (line.split() for line in POSSIBLE.strip().splitlines())
}


def ordinary(life, state):
    other = life.company.register(life.storage)
    if state is State.DISPUTED:
        case = life.called_back(DISSATISFIED)
        dispute(life.session, complaint_id=case.id, reason="不认可", actor=life.company.head, at=NOON)
    elif state in (State.WITHDRAWN, State.MERGED):
        case = life.ready()
        do(life, Act.WITHDRAW if state is State.WITHDRAWN else Act.MERGE, case, other=other)
    else:
        case = life.in_state(state)
    return case, other


class TestEveryAct:
    def test_has_a_use_case(self):
        assert set(USE_CASES) >= HOUSE

    @pytest.mark.parametrize("state", list(State))
    def test_is_done_where_the_table_allows_and_leaves_no_trace_elsewhere(self, life, connection: Connection, state):
        case, other = ordinary(life, state)
        before, version, recorded = footprint(life.session), case.version, len(events(life.session))
        done = set()
        for act in sorted(HOUSE):
            life.session.rollback()
            attempt = connection.begin_nested()
            try:
                do(life, act, case, other=other)
            except (NotPossible, NotFound):
                life.session.rollback()
                attempt.commit()
            else:
                done.add(act)
                # One use-case, one event, one more on the version; the state is the one the table names.
                assert (case.version, len(events(life.session))) == (version + 1, recorded + 1)
                assert last_event(life.session).version == case.version
                assert STEPS[act].leads_to(state) in (None, case.state)
                life.session.rollback()
                attempt.rollback()

        assert done == TABLE[state]
        assert footprint(life.session) == before

    @pytest.mark.parametrize("state", [state for state, acts in TABLE.items() if acts])
    def test_never_lands_on_a_version_nobody_saw(self, life, state):
        case, other = ordinary(life, state)

        for act in sorted(TABLE[state]):
            with refused(life.session, ChangedMeanwhile) as no:
                do(life, act, case, other=other, seen=case.version - 1)
            assert (no.value.subject, no.value.subject_id, no.value.seen) == ("complaint", case.id, case.version - 1)

    @pytest.mark.parametrize("state", [state for state, acts in TABLE.items() if acts])
    def test_takes_a_form_once(self, life, state):
        """The second sending is told so, even where the act itself would be possible again."""
        case, other = ordinary(life, state)
        act = min(TABLE[state])
        do(life, act, case, other=other, once="a form's token")

        with refused(life.session, AlreadySent):
            do(life, act, case, other=other, once="a form's token")

    def test_is_out_of_reach_for_whoever_does_not_see_the_case(self, life):
        case, other = ordinary(life, State.HANDLING)

        for act in sorted(HOUSE):
            with refused(life.session, NotFound, says="does not exist or is not yours to see"):
                do(life, act, case, other=other, by=life.company.administrator)

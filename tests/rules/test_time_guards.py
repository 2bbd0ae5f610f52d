"""Acts on the class and the time of a case: which stand open, for whom, and what they say instead."""

from __future__ import annotations

import pytest

from rules.case import Capacity, CaseFacts, TimeFacts, Viewer
from rules.lifecycle import obstacle, options
from rules.turns import turns
from terms.classes import CaseClass, ClassDuty
from terms.complaint import Act, CallBackOutcome, State
from terms.limits import PauseReason
from terms.people import Person, Role

REGISTRAR, HANDLER, OTHER = 1, 2, 3
MINE = (
    Act.CLASSIFY, Act.RECLASSIFY, Act.TICK_DUTY, Act.PAUSE, Act.RESUME, Act.ASK_EXTENSION, Act.DECIDE_EXTENSION,
)  # fmt: skip


def case(state=State.HANDLING, **time):
    return CaseFacts(
        state, registered_by=REGISTRAR, assigned_to=HANDLER, contacted=True, investigated=True, filed=True,
        last_call_back=CallBackOutcome.SATISFIED, time=TimeFacts(**time),
    )  # fmt: skip


def somebody(key, *roles):
    return Viewer(Person(key, "王芳", frozenset(roles)), tuple(Capacity(role) for role in roles))


CLASSES = {"classes": (CaseClass.SIMPLE, CaseClass.MAJOR)}
PAUSES = {"pauses": (PauseReason.TEST,)}
EXTENDS = {"approver": Role.DEPARTMENT_HEAD}


class TestObstacle:
    @pytest.mark.parametrize(
        ("act", "time", "key", "role", "said"),
        [
            (Act.CLASSIFY, CLASSES, HANDLER, Role.CLERK, None),
            (Act.CLASSIFY, CLASSES, OTHER, Role.CLERK, "It is assigned to somebody else."),
            (Act.CLASSIFY, {**CLASSES, "case_class": CaseClass.MAJOR}, HANDLER, Role.CLERK, "already classed: Major"),
            (Act.RECLASSIFY, CLASSES, OTHER, Role.SUPERVISOR, None),
            (Act.RECLASSIFY, CLASSES, HANDLER, Role.SUPERVISOR, "handle themselves"),
            (Act.RECLASSIFY, {**CLASSES, "case_class": CaseClass.MAJOR}, OTHER, Role.SUPERVISOR, None),
            (Act.RECLASSIFY, {**CLASSES, "case_class": CaseClass.MAJOR}, HANDLER, Role.SUPERVISOR, "handle themselves"),
            (Act.RECLASSIFY, {**CLASSES, "case_class": CaseClass.MAJOR}, OTHER, Role.CLERK, "It is for: "),
            (Act.PAUSE, PAUSES, HANDLER, Role.CLERK, None),
            (Act.PAUSE, {**PAUSES, "paused": True}, HANDLER, Role.CLERK, "are paused"),
            (Act.RESUME, PAUSES, HANDLER, Role.CLERK, "are not paused"),
            (Act.RESUME, {**PAUSES, "paused": True}, HANDLER, Role.CLERK, None),
            (Act.PROPOSE, {**PAUSES, "paused": True}, HANDLER, Role.CLERK, "are paused"),
            (Act.FIND_UNFOUNDED, {**PAUSES, "paused": True}, HANDLER, Role.CLERK, "are paused"),
            (Act.ASK_EXTENSION, EXTENDS, HANDLER, Role.CLERK, None),
            (Act.ASK_EXTENSION, {**EXTENDS, "asked_by": HANDLER}, HANDLER, Role.CLERK, "already asked for"),
            (Act.DECIDE_EXTENSION, EXTENDS, OTHER, Role.DEPARTMENT_HEAD, "No extension is asked for."),
            (Act.DECIDE_EXTENSION, {**EXTENDS, "asked_by": HANDLER}, OTHER, Role.DEPARTMENT_HEAD, None),
            (Act.DECIDE_EXTENSION, {**EXTENDS, "asked_by": HANDLER}, OTHER, Role.DIRECTOR, None),
            (Act.DECIDE_EXTENSION, {**EXTENDS, "asked_by": HANDLER}, OTHER, Role.SUPERVISOR, "approved by: Department"),
            (Act.DECIDE_EXTENSION, {**EXTENDS, "asked_by": OTHER}, HANDLER, Role.DIRECTOR, "handle themselves"),
            (Act.DECIDE_EXTENSION, {**EXTENDS, "asked_by": OTHER}, OTHER, Role.DEPARTMENT_HEAD, "for themselves"),
        ],
    )  # fmt: skip
    def test_opens_and_shuts(self, act, time, key, role, said):
        found = obstacle(act, case(**time), somebody(key, role))

        assert said in str(found) if said else found is None

    @pytest.mark.requirement("WF-25", "WF-28")
    def test_keeps_a_case_open_until_its_class_is_satisfied(self):
        office = somebody(OTHER, Role.GENERAL_OFFICE)
        facts = case(State.ANSWERED, lacking=(ClassDuty.REPORT_UP,))

        assert "Reported to the leaders" in str(obstacle(Act.CLOSE, facts, office))
        assert obstacle(Act.CLOSE, case(State.ANSWERED), office) is None


class TestOptions:
    def test_show_nothing_of_what_the_policy_does_not_know(self):
        """A house whose policy has no classes, no pause and no extension never hears of them."""
        shown = {one.act for one in options(case(), somebody(HANDLER, Role.CLERK))}

        assert shown.isdisjoint(MINE)


class TestTurns:
    @pytest.mark.parametrize(
        ("state", "time", "act", "roles"),
        [
            (State.HANDLING, {**PAUSES, "paused": True}, Act.RESUME, None),
            (State.ANSWERED, {"lacking": (ClassDuty.REPORT_UP,)}, Act.TICK_DUTY, None),
            (State.PROPOSED, {**EXTENDS, "asked_by": HANDLER}, Act.DECIDE_EXTENSION, (Role.DEPARTMENT_HEAD,)),
        ],
    )
    def test_say_whose_turn_it_is(self, state, time, act, roles):
        turn = turns(case(state, **time))[0]

        assert (turn.act, turn.person if roles is None else turn.roles) == (act, roles or HANDLER)

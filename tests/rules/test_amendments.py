from __future__ import annotations

from datetime import date

import pytest

from rulebook import book, packs
from rules.amendments import (
    Company,
    IssueFacts,
    NobodyToDecide,
    Pending,
    Turn,
    Wanted,
    obstacle,
    turn_of,
    who_signs,
)
from terms.people import Person, Role
from terms.rulebook import IssueAct, IssueStatus

pytestmark = pytest.mark.requirement("AP-16")

R = Role
AMENDMENT = book("food", on=date(2026, 9, 16)).pack.amendment
EAST, WEST = 1, 2
# People by what they are: heads 10 and 20, office 30, director 40, general manager 50.
COMPANY = Company(
    heads={EAST: frozenset({10}), WEST: frozenset({20})},
    holders={
        R.DEPARTMENT_HEAD: frozenset({10, 20}), R.GENERAL_OFFICE: frozenset({30}), R.DIRECTOR: frozenset({40}),
        R.GENERAL_MANAGER: frozenset({50}), R.QUALITY: frozenset({60}),
    },
)  # fmt: skip
LAST = Wanted(R.GENERAL_MANAGER)


def without(role):
    return Company(COMPANY.heads, {one: who for one, who in COMPANY.holders.items() if one is not role})


def person(key, *roles, department=None, standing_in=()):
    return Person(key, "", frozenset(roles), department_id=department, standing_in=standing_in)


def facts(*pending, status=IssueStatus.SUBMITTED, drafted_by=60, hands=()):
    return IssueFacts(status, drafted_by, pending, frozenset(hands), "P21 十二")


HEAD = Pending(1, R.DEPARTMENT_HEAD, EAST, last=False)
MANAGER = Pending(2, R.GENERAL_MANAGER, None, last=True)


class TestWhoSigns:
    @pytest.mark.parametrize(
        ("drafter", "wanted"),
        [
            (60, [Wanted(R.DEPARTMENT_HEAD, EAST), Wanted(R.DEPARTMENT_HEAD, WEST), Wanted(R.GENERAL_OFFICE)]),
            (10, [Wanted(R.DIRECTOR), Wanted(R.DEPARTMENT_HEAD, WEST), Wanted(R.GENERAL_OFFICE)]),
            (30, [Wanted(R.DEPARTMENT_HEAD, EAST), Wanted(R.DEPARTMENT_HEAD, WEST)]),
            (40, [Wanted(R.DEPARTMENT_HEAD, EAST), Wanted(R.DEPARTMENT_HEAD, WEST), Wanted(R.GENERAL_OFFICE)]),
        ],
    )
    def test_are_those_concerned_and_last_the_general_manager_never_the_drafter(self, drafter, wanted):
        assert list(who_signs(AMENDMENT, COMPANY, drafter=drafter)) == [*wanted, LAST]

    def test_is_the_next_level_where_nobody_heads_a_department(self):
        company = Company({EAST: frozenset(), WEST: frozenset({20})}, COMPANY.holders)

        assert Wanted(R.DIRECTOR) in who_signs(AMENDMENT, company, drafter=60)

    def test_is_the_next_level_for_a_head_who_drafted_even_beside_another_head(self):
        company = Company({EAST: frozenset({10, 11}), WEST: frozenset({20})}, COMPANY.holders)

        signs = who_signs(AMENDMENT, company, drafter=10)

        assert Wanted(R.DIRECTOR) in signs
        assert Wanted(R.DEPARTMENT_HEAD, EAST) not in signs

    def test_is_the_general_manager_alone_where_nobody_else_is_left(self):
        company = Company({EAST: frozenset({10})}, {R.GENERAL_MANAGER: frozenset({50})})

        assert who_signs(AMENDMENT, company, drafter=10) == (LAST,)

    def test_asks_nobody_for_two_signatures(self):
        company = Company({EAST: frozenset({50})}, {**COMPANY.holders, R.GENERAL_OFFICE: frozenset({50})})

        assert who_signs(AMENDMENT, company, drafter=60) == (Wanted(R.DIRECTOR), LAST)

    def test_refuses_where_nobody_could_decide(self):
        with pytest.raises(NobodyToDecide):
            who_signs(AMENDMENT, without(R.GENERAL_MANAGER), drafter=10)

    @pytest.mark.parametrize("pack", packs())
    def test_is_said_by_every_pack(self, pack):
        amendment = book(pack, on=date(2026, 9, 16)).pack.amendment

        assert amendment is not None
        assert (amendment.decided_by, amendment.clause) == (R.GENERAL_MANAGER, "P21 十二")


class TestTurnOf:
    @pytest.mark.parametrize(
        ("who", "turn"),
        [
            (person(10, R.DEPARTMENT_HEAD, department=EAST), Turn(1)),
            (person(20, R.DEPARTMENT_HEAD, department=WEST), None),
            (person(50, R.GENERAL_MANAGER), None),
            (person(70, R.CLERK, standing_in=(person(10, R.DEPARTMENT_HEAD, department=EAST),)), Turn(1, 10)),
            (person(60, R.QUALITY, R.DEPARTMENT_HEAD, department=EAST), None),
            (person(70, standing_in=(person(60, R.DEPARTMENT_HEAD, department=EAST),)), None),
        ],
        ids=["head", "another-head", "manager-too-early", "substitute", "drafter", "drafters-substitute"],
    )
    def test_belongs_to_whom_the_signature_names(self, who, turn):
        assert turn_of(facts(HEAD, MANAGER), who) == turn

    def test_comes_to_the_last_when_all_others_signed(self):
        assert turn_of(facts(MANAGER, hands=[10]), person(50, R.GENERAL_MANAGER)) == Turn(2)

    def test_comes_to_nobody_twice(self):
        assert turn_of(facts(MANAGER, hands=[50]), person(50, R.GENERAL_MANAGER)) is None


class TestObstacle:
    @pytest.mark.parametrize("act", [IssueAct.SAVE, IssueAct.SUBMIT, IssueAct.SIGN, IssueAct.RETURN, IssueAct.WITHDRAW])
    def test_stands_before_every_act_on_an_approved_issue(self, act):
        anybody = person(60, *Role)

        assert obstacle(act, facts(HEAD, status=IssueStatus.APPROVED), anybody) is not None

    def test_is_none_for_the_drafter_of_a_draft(self):
        draft = facts(status=IssueStatus.DRAFT)

        assert obstacle(IssueAct.SAVE, draft, person(60, R.QUALITY)) is None
        assert obstacle(IssueAct.SAVE, draft, person(61, R.QUALITY)) is not None

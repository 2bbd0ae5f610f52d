"""The powers card: what each of the thirteen roles reads on the first page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.powers import powers
from terms.people import LADDER, Role
from terms.powers import PowerKind


def sentences(food, kind, *roles):
    return [str(power.text) for power in powers(frozenset(roles), food.authority) if power.kind is kind]


def clauses(food, kind, *roles):
    return [power.clause for power in powers(frozenset(roles), food.authority) if power.kind is kind]


class TestPowers:
    @pytest.mark.requirement("AP-01")
    def test_tells_a_clerk_that_they_decide_up_to_once_with_two_co_signers(self, food):
        sentence = sentences(food, PowerKind.DECIDES, Role.CLERK)[0]

        assert sentence.startswith("Up to 1× you decide")
        assert "Sales administration" in sentence
        assert clauses(food, PowerKind.DECIDES, Role.CLERK) == ["P06 六(1)"]

    @pytest.mark.requirement("AP-02")
    def test_tells_a_supervisor_what_they_decide_and_what_they_co_sign(self, food):
        assert clauses(food, PowerKind.DECIDES, Role.SUPERVISOR) == ["P06 六(2)"]
        assert sentences(food, PowerKind.CO_SIGNS, Role.SUPERVISOR) == ["Up to 1×: Clerk decides, you co-sign."]

    @pytest.mark.requirement("AP-03", "AP-09")
    def test_tells_a_head_that_above_two_to_five_times_and_one_to_many_are_theirs(self, food):
        assert clauses(food, PowerKind.DECIDES, Role.DEPARTMENT_HEAD) == ["P06 六(3)", "P06 七5"]
        assert "Above 2× to 5× you decide alone" in sentences(food, PowerKind.DECIDES, Role.DEPARTMENT_HEAD)[0]
        assert clauses(food, PowerKind.CO_SIGNS, Role.DEPARTMENT_HEAD) == ["P06 六(1)", "P06 六(2)"]

    @pytest.mark.requirement("AP-04")
    def test_tells_a_director_above_five_to_ten_times(self, food):
        assert "Above 5× to 10× you decide alone" in sentences(food, PowerKind.DECIDES, Role.DIRECTOR)[0]
        assert sentences(food, PowerKind.CO_SIGNS, Role.DIRECTOR) == []

    @pytest.mark.requirement("AP-05", "AP-06")
    def test_tells_the_general_manager_above_ten_times_after_the_goods_and_all_money(self, food):
        decides = sentences(food, PowerKind.DECIDES, Role.GENERAL_MANAGER)

        assert len(decides) == 2
        assert "Above 10× you decide once the goods are in the warehouse" in decides[0]
        assert "money" in decides[1]

    @pytest.mark.parametrize("role", LADDER)
    def test_names_every_rung_above_a_role(self, food, role):
        above = clauses(food, PowerKind.ABOVE, role)

        higher = [f"P06 六({number})" for number in range(LADDER.index(role) + 2, 6)]
        assert above == ([] if role is Role.GENERAL_MANAGER else [*higher, "P06 六(5)", ""])

    @pytest.mark.parametrize("role", [role for role in Role if role not in LADDER])
    def test_lets_nobody_off_the_ladder_decide(self, food, role):
        kinds = {power.kind for power in powers(frozenset({role}), food.authority)}

        assert not kinds & {PowerKind.DECIDES, PowerKind.CO_SIGNS, PowerKind.ABOVE}
        assert "You sign no settlement." in sentences(food, PowerKind.NOT_MINE, role)

    @pytest.mark.parametrize("role", Role)
    def test_tells_every_role_what_it_does(self, food, role):
        assert sentences(food, PowerKind.DOES, role)

    @pytest.mark.parametrize(
        ("role", "clause"),
        [
            (Role.SALES_ADMINISTRATION, "P06 六(2)"),
            (Role.GENERAL_OFFICE, "P06 六(5)"),
            (Role.GENERAL_OFFICE, "P06 五(4)"),
            (Role.FINANCE, "P06 六(5)"),
            (Role.LOGISTICS, "P06 六(5)"),
        ],
    )
    def test_cites_the_clause_of_what_an_office_does(self, food, role, clause):
        assert clause in clauses(food, PowerKind.DOES, role)

    @pytest.mark.parametrize("role", [Role.HUMAN_RESOURCES, Role.ADMINISTRATOR])
    def test_says_that_set_up_is_never_a_case_decision(self, food, role):
        assert "Cases are not yours to see or to decide." in sentences(food, PowerKind.NOT_MINE, role)

    def test_adds_several_roles_up_and_passes_on_from_the_highest(self, food):
        both = powers(frozenset({Role.CLERK, Role.SUPERVISOR}), food.authority)

        assert [power.clause for power in both if power.kind is PowerKind.DECIDES] == ["P06 六(1)", "P06 六(2)"]
        # Nobody co-signs what they decide themselves.
        assert [power for power in both if power.kind is PowerKind.CO_SIGNS] == []

    def test_follows_the_rulebook_when_a_figure_changes(self, food):
        first, *rest = food.authority.rungs
        changed = replace(food.authority, rungs=(replace(first, within=3), *rest))

        assert "3×" in str(powers(frozenset({Role.CLERK}), changed)[0].text)

"""From evidence to points, formula by formula; who assesses, signs and sees whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.score_acts import Unsigned, may_assess, may_sign, sees
from rules.score_figures import Evidence, NoTarget, in_words, value_of
from rules.scorecard import NotMeasured
from terms.measures import Formula, Measure
from terms.people import Person, Role
from terms.scorecard import EvidenceOf as Of

F = Formula


def case(figure: str = "", *, good: bool | None = None, of: Of = Of.CASE, key: int = 1) -> Evidence:
    return Evidence(of, key, figure, good)


class TestValueOf:
    @pytest.mark.requirement("PK-20", "PK-21", "PK-22", "PK-23")
    @pytest.mark.parametrize(
        ("formula", "evidence", "target", "value"),
        [
            (F.AVERAGE_RATING, [case("5/4/5"), case("3", of=Of.SERVICE_RECORD)], None, "85.00"),
            (F.AVERAGE_RATING, [case("1")], None, "20.00"),
            (F.SHARE_IN_TIME, [case(good=True), case(good=True), case(good=False)], None, "66.67"),
            (F.SHARE_IN_TIME, [], None, "100"),
            (F.SHARE_FIRST_TIME, [case(good=False)], None, "0.00"),
            (F.WITHIN_BUDGET, [case("30.00"), case("50.00")], "40", "100"),
            (F.WITHIN_BUDGET, [case("30.00"), case("50.01")], "40", "99.99"),
            (F.WITHIN_BUDGET, [], None, "100"),
            (F.AVERAGE_DURATION, [case("12.00"), case("36.00")], "24", "100"),
            (F.AVERAGE_DURATION, [case("48.00")], "24", "50.00"),
            (F.ASSESSED, [case("88.5", of=Of.ASSESSMENT)], None, "88.5"),
        ],
    )  # fmt: skip
    def test_is_what_the_formula_says(self, formula, evidence, target, value):
        assert value_of(formula, evidence, Decimal(target) if target else None) == Decimal(value)

    @pytest.mark.parametrize("formula", [F.AVERAGE_RATING, F.AVERAGE_DURATION, F.ASSESSED])
    def test_is_not_guessed_where_nothing_was_measured(self, formula):
        with pytest.raises(NotMeasured):
            value_of(formula, [])

    @pytest.mark.parametrize("formula", [F.WITHIN_BUDGET, F.AVERAGE_DURATION])
    def test_asks_for_a_target(self, formula):
        with pytest.raises(NoTarget):
            value_of(formula, [case("1.00")])

    def test_comes_again_from_what_is_kept(self):
        for one in (case("5/5"), case("first_contact", good=False, of=Of.CLOCK), case("0.00", of=Of.SPENT)):
            assert Evidence.read(one.plain()) == one

    def test_every_formula_is_said_in_words(self):
        assert all(str(in_words(formula, measure)) for formula in Formula for measure in Measure)


def person(key: int, *roles: Role, department: int | None = 1, region: int | None = None) -> Person:
    return Person(id=key, name="", roles=frozenset(roles), department_id=department, region_id=region)


HR, HEAD, CHIEF, CLERK = Role.HUMAN_RESOURCES, Role.DEPARTMENT_HEAD, Role.SUPERVISOR, Role.CLERK


class TestMaySign:
    @pytest.mark.requirement("PK-19")
    @pytest.mark.parametrize(
        ("who", "card", "may"),
        [
            (person(1, HR), Unsigned(7, HR, holds_it=False), True),
            (person(1, HR), Unsigned(1, HR, holds_it=True), False),
            (person(9, HR), Unsigned(7, HR, holds_it=False), False),
            (person(2, Role.DIRECTOR), Unsigned(7, HR, holds_it=False), False),
            (person(2, Role.DIRECTOR), Unsigned(1, HR, holds_it=True), True),
            (person(1, HR), Unsigned(None, HR, holds_it=False), True),
            (person(1, HR), Unsigned(7, HR, holds_it=True, assessed_by=frozenset({1})), False),
            (person(2, Role.DIRECTOR), Unsigned(1, HR, holds_it=True, assessed_by=frozenset({2})), False),
            (person(3, Role.GENERAL_MANAGER), Unsigned(1, HR, holds_it=True, assessed_by=frozenset({2})), True),
        ],
    )  # fmt: skip
    def test_is_another_signers_than_the_person_and_who_froze_it(self, who, card, may):
        assert may_sign(card, who, frozen_by=9) is may


class TestMayAssess:
    @pytest.mark.parametrize(
        ("who", "staff", "department", "may"),
        [
            (person(1, HEAD), 7, 1, True), (person(1, HEAD), 1, 1, False), (person(1, HEAD), 7, 2, False),
            (person(1, HEAD), None, 1, False), (person(1, CHIEF), 7, 1, False),
            (person(2, Role.DIRECTOR), 1, 1, True), (person(2, Role.DIRECTOR), None, 1, True),
            (person(2, Role.DIRECTOR), 2, None, False), (person(1, HEAD), 7, None, False),
        ],
    )  # fmt: skip
    def test_is_the_heads_for_the_own_people_and_the_leaders(self, who, staff, department, may):
        assert may_assess(who, staff_id=staff, department_id=department) is may


class TestSees:
    @pytest.mark.parametrize(
        ("who", "staff", "may"),
        [
            (person(7, CLERK), 7, True), (person(7, CLERK), 8, False), (person(7, CLERK), None, False),
            (person(1, CHIEF, region=5), 7, True), (person(1, CHIEF, region=6), 7, False),
            (person(1, CHIEF, region=5), None, False), (person(1, HEAD), None, True),
            (person(1, HEAD, department=2), 7, False), (person(1, HR, department=None), 7, True),
            (person(1, Role.FINANCE), 7, False),
        ],
    )  # fmt: skip
    def test_is_the_own_the_own_people_and_all_for_leaders(self, who, staff, may):
        assert sees(who, staff_id=staff, department_id=1, region_id=5 if staff else None) is may

"""P06 六: the ladder, both sides of each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rules.authority import NobodyLeftToDecide, NothingExchanged, band_of, largest, multiple, who_decides
from terms.people import LADDER, Office, Role
from terms.trade import Unit

CLERK, SUPERVISOR, HEAD, DIRECTOR, GENERAL = LADDER
SALES, OFFICE = Office.SALES_ADMINISTRATION, Office.GENERAL_OFFICE
FOOD = rulebook.book("food", on=date(2026, 11, 2)).authority

multiples = st.fractions(min_value=0, max_value=30, max_denominator=48)
concerned_roles = st.frozensets(st.sampled_from(LADDER))


def decide(times, *concerned, **more):
    return who_decides(
        multiple=Fraction(times),
        authority=FOOD,
        concerned=frozenset(concerned),
        in_cash=more.pop("in_cash", False),
        **more,
    )


class TestMultiple:
    def test_is_compensated_over_exchanged_exactly(self):
        assert multiple(12, 61) == Fraction(61, 12)

    def test_keeps_decimal_quantities_exact(self):
        assert multiple(Decimal("0.3"), Decimal("0.9")) == 3

    @pytest.mark.parametrize(
        ("exchanged_unit", "compensated_unit", "expected"),
        [
            (Unit.BOTTLE, Unit.CASE, Fraction(24)),
            (Unit.CASE, Unit.BOTTLE, Fraction(1, 24)),
            (Unit.CASE, Unit.CASE, Fraction(1)),
        ],
    )
    def test_converts_cases_by_the_units_in_a_case(self, exchanged_unit, compensated_unit, expected):
        found = multiple(2, 2, exchanged_unit=exchanged_unit, compensated_unit=compensated_unit, units_per_case=24)

        assert found == expected

    @pytest.mark.parametrize(("exchanged", "compensated"), [(0, 1), (-1, 1), (1, -1)])
    def test_refuses_what_has_no_multiple(self, exchanged, compensated):
        with pytest.raises(NothingExchanged):
            multiple(exchanged, compensated)


class TestLargest:
    def test_takes_the_highest_line(self):
        assert largest([Fraction(1), Fraction(7, 2), Fraction(2)]) == Fraction(7, 2)

    def test_is_nothing_without_lines(self):
        assert largest([]) == 0


class TestWhoDecides:
    @pytest.mark.parametrize(
        ("times", "decides", "co_signers", "file_at", "goods", "clause"),
        [
            pytest.param("0",      CLERK,      (SUPERVISOR, HEAD), SALES,  False, "P06 六(1)", marks=pytest.mark.requirement("AP-01")),
            pytest.param("1",      CLERK,      (SUPERVISOR, HEAD), SALES,  False, "P06 六(1)", marks=pytest.mark.requirement("AP-01")),
            pytest.param("13/12",  SUPERVISOR, (HEAD,),            SALES,  False, "P06 六(2)", marks=pytest.mark.requirement("AP-02")),
            pytest.param("2",      SUPERVISOR, (HEAD,),            SALES,  False, "P06 六(2)", marks=pytest.mark.requirement("AP-02")),
            pytest.param("25/12",  HEAD,       (),                 OFFICE, False, "P06 六(3)", marks=pytest.mark.requirement("AP-03")),
            pytest.param("5",      HEAD,       (),                 OFFICE, False, "P06 六(3)", marks=pytest.mark.requirement("AP-03")),
            pytest.param("61/12",  DIRECTOR,   (),                 OFFICE, False, "P06 六(4)", marks=pytest.mark.requirement("AP-04")),
            pytest.param("10",     DIRECTOR,   (),                 OFFICE, False, "P06 六(4)", marks=pytest.mark.requirement("AP-04")),
            pytest.param("121/12", GENERAL,    (),                 OFFICE, True,  "P06 六(5)", marks=pytest.mark.requirement("AP-05")),
            pytest.param("1000",   GENERAL,    (),                 OFFICE, True,  "P06 六(5)", marks=pytest.mark.requirement("AP-05")),
        ],
    )  # fmt: skip
    def test_picks_the_band_by_the_exact_multiple(self, times, decides, co_signers, file_at, goods, clause):
        found = decide(times)

        assert (found.decides, found.co_signers, found.file_at, found.needs_goods_received, found.clause) == (
            decides, co_signers, file_at, goods, clause,
        )  # fmt: skip
        assert found.filing_clause == clause

    @pytest.mark.requirement("AP-06")
    @pytest.mark.parametrize(
        ("times", "goods"), [("0", False), ("1", False), ("2", False), ("10", False), ("121/12", True)]
    )
    def test_gives_money_to_the_general_manager_in_every_band(self, times, goods):
        found = decide(times, in_cash=True)

        assert (found.decides, found.co_signers, found.file_at) == (GENERAL, (), OFFICE)
        assert (found.needs_goods_received, found.clause) == (goods, "P06 六(5)")

    @pytest.mark.parametrize(
        ("times", "concerned", "decides", "co_signers", "file_at"),
        [
            ("1",      {CLERK},                CLERK,    (SUPERVISOR, HEAD), SALES),
            ("13/12",  {SUPERVISOR},           HEAD,     (),                 SALES),
            ("2",      {SUPERVISOR, HEAD},     DIRECTOR, (GENERAL,),         SALES),
            ("2",      {CLERK},                SUPERVISOR, (HEAD,),          SALES),
            ("5",      {HEAD},                 DIRECTOR, (),                 OFFICE),
            ("5",      {HEAD, DIRECTOR},       GENERAL,  (),                 OFFICE),
            ("10",     {DIRECTOR},             GENERAL,  (),                 OFFICE),
            ("121/12", {DIRECTOR},             GENERAL,  (),                 OFFICE),
        ],
    )  # fmt: skip
    def test_moves_an_own_case_above_band_one_to_the_next_rung(self, times, concerned, decides, co_signers, file_at):
        found = decide(times, *concerned)

        assert (found.decides, found.co_signers, found.file_at) == (decides, co_signers, file_at)

    def test_names_the_clause_of_the_rung_that_decides_and_the_band_that_files(self):
        found = decide(2, SUPERVISOR)

        assert (found.clause, found.filing_clause) == ("P06 六(3)", "P06 六(2)")

    @pytest.mark.parametrize(
        ("times", "concerned", "co_signers"),
        [
            ("1", {SUPERVISOR}, (HEAD, DIRECTOR)),
            ("1", {HEAD}, (SUPERVISOR, DIRECTOR)),
            ("1", {SUPERVISOR, HEAD}, (DIRECTOR, GENERAL)),
            ("2", {HEAD}, (DIRECTOR,)),
            ("2", {HEAD, DIRECTOR}, (GENERAL,)),
        ],
    )
    def test_replaces_a_concerned_co_signer_by_the_next_role_up(self, times, concerned, co_signers):
        assert decide(times, *concerned).co_signers == co_signers

    @pytest.mark.parametrize(("times", "in_cash"), [("121/12", False), ("1", True), ("4", True)])
    def test_refuses_when_the_general_manager_would_decide_their_own_case(self, times, in_cash):
        with pytest.raises(NobodyLeftToDecide) as refused:
            decide(times, GENERAL, in_cash=in_cash)

        assert refused.value.clause == "P06 六(5)"

    def test_refuses_when_nobody_is_left_to_co_sign(self):
        with pytest.raises(NobodyLeftToDecide):
            decide(1, SUPERVISOR, DIRECTOR, GENERAL)

    @pytest.mark.requirement("AP-09")
    @pytest.mark.parametrize(
        ("times", "decides", "co_signers", "file_at", "clause"),
        [
            ("1", HEAD, (SUPERVISOR,), SALES, "P06 七5"),
            ("2", HEAD, (), SALES, "P06 七5"),
            ("5", HEAD, (), OFFICE, "P06 六(3)"),
            ("10", DIRECTOR, (), OFFICE, "P06 六(4)"),
        ],
    )
    def test_gives_one_to_many_to_the_department_head_at_least(self, times, decides, co_signers, file_at, clause):
        found = decide(times, one_to_many=True)

        assert (found.decides, found.co_signers, found.file_at, found.clause) == (decides, co_signers, file_at, clause)

    @pytest.mark.requirement("AP-09")
    def test_moves_an_own_one_to_many_case_up_even_in_band_one(self):
        assert decide(1, HEAD, one_to_many=True).decides is DIRECTOR

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"times": 5}, "exactly 5× still belongs"),
            ({"times": "61/12"}, "61/12× is within 10×"),
            ({"times": 11}, "above 10×"),
            ({"times": 11}, "received at the warehouse"),
            ({"times": 1, "in_cash": True}, "money"),
            ({"times": 1, "one_to_many": True}, "many people"),
        ],
    )
    def test_says_why(self, given, sentence):
        found = decide(given.pop("times"), **given)

        assert any(sentence in str(reason) for reason in found.why)

    def test_says_who_gave_way_and_to_whom(self):
        reasons = [str(reason) for reason in decide(1, SUPERVISOR).why]

        assert "Supervisor proposed or registered this case: Director co-signs instead." in reasons

    @given(times=multiples)
    def test_decides_every_multiple_in_exactly_one_band(self, times):
        tops = [*(Fraction(rung.within) for rung in FOOD.rungs if rung.within), Fraction(10**9)]
        bands = [
            rung
            for rung, low, top in zip(FOOD.rungs, [Fraction(-1), *tops[:-1]], tops, strict=True)
            if low < times <= top
        ]

        assert bands == [band_of(times, FOOD)]

    @given(one=multiples, other=multiples)
    def test_never_lowers_the_decider_when_more_is_given(self, one, other):
        low, high = sorted((one, other))

        assert LADDER.index(decide(low).decides) <= LADDER.index(decide(high).decides)

    @given(times=multiples, cut=st.integers(min_value=0, max_value=3))
    def test_never_lowers_the_decider_when_the_ladder_is_stricter(self, times, cut):
        stricter = replace(FOOD, rungs=FOOD.rungs[cut:])

        found = who_decides(multiple=times, in_cash=False, authority=_lowered(stricter), concerned=frozenset())

        assert LADDER.index(found.decides) >= LADDER.index(decide(times).decides)

    @pytest.mark.requirement("AP-10")
    @pytest.mark.requirement("AP-11")
    @pytest.mark.requirement("AP-13")
    @given(times=multiples, concerned=concerned_roles, in_cash=st.booleans())
    def test_always_asks_a_department_head_or_somebody_above(self, times, concerned, in_cash):
        """So the reply of the marketing centre and of leadership, which P11 asks for, is among the signatures."""
        try:
            found = who_decides(multiple=times, in_cash=in_cash, authority=FOOD, concerned=concerned)
        except NobodyLeftToDecide:
            return

        highest = max(LADDER.index(role) for role in (found.decides, *found.co_signers))
        assert highest >= LADDER.index(Role.DEPARTMENT_HEAD)

    @given(times=multiples, concerned=concerned_roles, in_cash=st.booleans(), one_to_many=st.booleans())
    def test_never_lets_somebody_concerned_sign_above_band_one(self, times, concerned, in_cash, one_to_many):
        try:
            found = who_decides(
                multiple=times, in_cash=in_cash, authority=FOOD, concerned=concerned, one_to_many=one_to_many
            )
        except NobodyLeftToDecide:
            return

        signers = {*found.co_signers} | ({found.decides} if times > 1 or in_cash or one_to_many else set())
        assert signers.isdisjoint(concerned)
        assert len({found.decides, *found.co_signers}) == 1 + len(found.co_signers)


def _lowered(authority):
    """The same ladder with every top halved: stricter everywhere."""
    rungs = tuple(replace(rung, within=rung.within // 2) if rung.within else rung for rung in authority.rungs)
    return replace(authority, rungs=rungs)

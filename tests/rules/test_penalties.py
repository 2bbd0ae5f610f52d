from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.penalties import MOST_TIMES, FigureMissing, OutOfRange, UnknownBreach, figure, lowered, price
from terms.refusal import Refusal

# P06 七, word for word: breach, least, most, unit, clause.
TABLE = [
    pytest.param("late_handling", "20.00", "20.00", "次", "P06 七1", marks=pytest.mark.requirement("PK-01")),
    pytest.param("beyond_authority_or_unfiled", "50.00", "50.00", "次", "P06 七1", marks=pytest.mark.requirement("PK-02")),
    pytest.param("procedure_not_followed", "30.00", "30.00", "次", "P06 七2", marks=pytest.mark.requirement("PK-03")),
    pytest.param("procedure_not_followed_review", "50.00", "50.00", "处", "P06 七2", marks=pytest.mark.requirement("PK-04")),
    pytest.param("false_report", "50.00", "50.00", "次", "P06 七2", marks=pytest.mark.requirement("PK-05")),
    pytest.param("false_report_review", "100.00", "100.00", "处", "P06 七2", marks=pytest.mark.requirement("PK-06")),
    pytest.param("not_recorded_or_not_called_back", "30.00", "30.00", "项", "P06 七3", marks=pytest.mark.requirement("PK-07")),
    pytest.param(
        "not_recorded_or_not_called_back_review", "50.00", "50.00", "项", "P06 七3", marks=pytest.mark.requirement("PK-08")
    ),
    pytest.param("form_lost", "30.00", "30.00", "次", "P06 七4", marks=pytest.mark.requirement("PK-09")),
    pytest.param("one_to_many_badly_handled", "100.00", "300.00", "次", "P06 七5", marks=pytest.mark.requirement("PK-10")),
    pytest.param("economic_loss", "300.00", "300.00", "次", "P06 七5", marks=pytest.mark.requirement("PK-11")),
    pytest.param("major_impact", "500.00", "500.00", "次", "P06 七5", marks=pytest.mark.requirement("PK-12")),
]  # fmt: skip
amounts = st.decimals(min_value=0, max_value=100_000, places=2)
times = st.integers(1, MOST_TIMES)


class TestPrice:
    @pytest.mark.parametrize(("breach", "least", "most", "unit", "clause"), TABLE)
    def test_is_what_the_document_says(self, food, breach, least, most, unit, clause):
        found = price(breach, food.penalties)

        assert (found.least, found.most, found.per.zh, found.clause) == (Decimal(least), Decimal(most), unit, clause)

    def test_covers_every_breach_of_the_document(self, food):
        assert [row.breach for row in food.penalties.penalties] == [param.values[0] for param in TABLE]

    @pytest.mark.parametrize(("number", "amount"), [(1, "20.00"), (2, "40.00"), (999, "19980.00")])
    def test_is_asked_for_each_time(self, food, number, amount):
        assert price("late_handling", food.penalties, times=number).fixed == Decimal(amount)

    @pytest.mark.parametrize("number", [-1, 0, 1000])
    def test_is_asked_for_a_number_of_times_that_can_be(self, food, number):
        with pytest.raises(OutOfRange):
            price("late_handling", food.penalties, times=number)

    def test_knows_the_rulebook_only(self, food):
        with pytest.raises(UnknownBreach):
            price("bad_taste", food.penalties)

    def test_names_what_personnel_decides_beside_the_gravest(self, food):
        asked = price("major_impact", food.penalties).consequence

        assert asked is not None
        assert asked.zh == "降级处理或解聘"
        assert price("economic_loss", food.penalties).consequence is None


class TestFigure:
    @pytest.mark.parametrize(
        ("amount", "fits"), [("99.99", False), ("100", True), ("200", True), ("300", True), ("300.01", False)]
    )
    def test_of_a_range_lies_within_it(self, food, amount, fits):
        found = price("one_to_many_badly_handled", food.penalties)

        if fits:
            assert figure(found, Decimal(amount), "六名消费者") == Decimal(amount)
            return
        with pytest.raises(OutOfRange) as caught:
            figure(found, Decimal(amount), "六名消费者")
        assert caught.value.clause == "P06 七5"

    @pytest.mark.parametrize(
        ("amount", "reason", "fields"),
        [(None, "理由", ["amount"]), (Decimal(200), " ", ["reason"]), (None, "", ["amount", "reason"])],
    )
    def test_of_a_range_is_named_with_its_reason(self, food, amount, reason, fields):
        with pytest.raises(FigureMissing) as caught:
            figure(price("one_to_many_badly_handled", food.penalties), amount, reason)

        assert [name for name, _text in caught.value.fields] == fields

    def test_is_the_clauses_own_where_it_sets_one(self, food):
        assert figure(price("late_handling", food.penalties), None, "") == Decimal(20)

    @given(number=times, amount=amounts, reason=st.text(max_size=5), row=st.integers(0, 11))
    def test_never_lies_outside_the_clause(self, food, number, amount, reason, row):
        found = price(food.penalties.penalties[row].breach, food.penalties, times=number)
        try:
            named = figure(found, amount, reason)
        except Refusal:
            return
        assert found.least <= named <= found.most


class TestLowered:
    @given(number=times, was=amounts, amount=amounts, row=st.integers(0, 11))
    def test_is_less_than_it_was_and_never_under_one_time(self, food, number, was, amount, row):
        one = food.penalties.penalties[row]
        try:
            named = lowered(price(one.breach, food.penalties, times=number), amount, was=was)
        except OutOfRange:
            return
        assert one.least <= named < was

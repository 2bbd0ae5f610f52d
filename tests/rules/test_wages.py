from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rules.wages import deduction
from terms.limits import PenaltyMode

LAW = rulebook.wage_law()
yuan = st.decimals(min_value=0, max_value=1_000_000, places=2)
wages = st.decimals(min_value=Decimal("0.01"), max_value=1_000_000, places=2)


def taken(owed, mode=PenaltyMode.MONEY, wage=None, minimum=None):
    amounts = {"wage": wage and Decimal(wage), "minimum": minimum and Decimal(minimum)}
    return deduction(Decimal(owed), mode=mode, law=LAW, **amounts)


class TestDeduction:
    @pytest.mark.parametrize("mode", [PenaltyMode.POINTS, PenaltyMode.BONUS_REDUCTION])
    def test_takes_all_of_it_where_no_wage_is_touched(self, mode):
        found = taken("5000", mode)

        assert (found.taken, found.rest, found.notice) == (Decimal(5000), Decimal(0), ())

    @pytest.mark.parametrize(
        ("owed", "wage", "amount"),
        [
            ("1199.99", "6000", "1199.99"), ("1200", "6000", "1200"), ("1200.01", "6000", "1200"),
            ("500", "0.04", "0.00"), ("500", "0.05", "0.01"),
        ],
    )  # fmt: skip
    def test_takes_at_most_a_fifth_of_the_months_wage(self, owed, wage, amount):
        assert taken(owed, wage=wage).taken == Decimal(amount)

    @pytest.mark.parametrize(
        ("minimum", "amount"), [("4800", "1200"), ("4800.01", "1199.99"), ("6000", "0"), ("7000", "0")]
    )
    def test_leaves_the_minimum_wage(self, minimum, amount):
        found = taken("2000", wage="6000", minimum=minimum)

        assert found.taken == Decimal(amount)
        assert any("minimum wage" in str(text) for text in found.why) is (minimum != "4800" or found.rest > 0)

    def test_takes_nothing_while_nobody_entered_the_wage(self):
        found = taken("20")

        assert (found.taken, found.rest) == (Decimal(0), Decimal(20))
        assert "No wage is entered" in str(found.why[0])

    def test_says_what_the_law_says_with_its_citation_and_how_sure(self):
        notice = " ".join(str(text) for text in taken("20", wage="6000").notice)

        assert "art. 16" in notice
        assert "Secondary copies" in notice
        assert "repealed" in notice

    @given(owed=yuan, wage=wages, minimum=st.none() | wages)
    def test_never_passes_the_limit_of_the_law(self, owed, wage, minimum):
        found = deduction(owed, mode=PenaltyMode.MONEY, law=LAW, wage=wage, minimum=minimum)

        assert 0 <= found.taken <= owed
        assert found.taken * 100 <= wage * LAW.percent
        assert minimum is None or found.taken == 0 or wage - found.taken >= minimum

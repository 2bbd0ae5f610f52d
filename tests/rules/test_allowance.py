"""The glass of a quarter: two of a thousand, whole bottles, shared out as they were shipped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import book
from rules.allowance import allowance, closes_quarter, quarter_of, shared_out, still_due

GLASS = book("food", on=date(2026, 9, 1)).returns.glass


class TestAllowance:
    @pytest.mark.requirement("RX-08")
    @pytest.mark.parametrize(
        ("base", "bottles"), [(0, 0), (499, 0), (500, 1), (999, 1), (1000, 2), (1499, 2), (48000, 96)]
    )
    def test_gives_whole_bottles(self, base, bottles):
        assert (allowance(base, GLASS).bottles, allowance(base, GLASS).clause) == (bottles, "P11 〈二〉3")

    @given(st.integers(0, 10**9))
    def test_never_gives_more_than_two_of_a_thousand_nor_a_whole_bottle_less(self, base):
        given_bottles = allowance(base, GLASS).bottles

        assert given_bottles * 1000 <= base * 2 < (given_bottles + 1) * 1000

    def test_knows_no_negative_shipments(self):
        with pytest.raises(ValueError, match="less than nothing"):
            allowance(-1, GLASS)


class TestSharedOut:
    def test_gives_the_rest_to_the_largest_remainders(self):
        assert shared_out(10, {1: 500, 2: 300, 3: 200}) == {1: 5, 2: 3, 3: 2}
        assert shared_out(1, {1: 500, 2: 501}) == {2: 1}
        assert shared_out(1, {7: 500, 3: 500}) == {3: 1}

    @given(st.integers(0, 5000), st.dictionaries(st.integers(1, 50), st.integers(1, 10**6), min_size=1, max_size=12))
    def test_gives_away_exactly_what_there_is(self, bottles, shipped):
        shares = shared_out(bottles, shipped)

        assert sum(shares.values()) == bottles
        assert all(share > 0 for share in shares.values())
        whole = sum(shipped.values())
        assert all(abs(shares.get(key, 0) - bottles * part / whole) < 1 for key, part in shipped.items())


BOTTLES = st.dictionaries(st.integers(1, 9), st.integers(1, 500), max_size=6)


class TestStillDue:
    @pytest.mark.requirement("RX-08")
    @given(BOTTLES, BOTTLES)
    def test_with_what_is_listed_is_never_more_than_the_quarter_has_left(self, shares, listed):
        due = still_due(shares, listed)

        whole, before = sum(shares.values()), sum(listed.values())
        assert sum(due.values()) == max(0, whole - before)
        assert all(0 < bottles <= shares[key] - listed.get(key, 0) for key, bottles in due.items())


class TestQuarters:
    @pytest.mark.parametrize(
        ("day", "first"), [((2026, 1, 1), 1), ((2026, 3, 31), 1), ((2026, 4, 1), 4), ((2026, 12, 31), 10)]
    )
    def test_begin_every_three_months(self, day, first):
        assert quarter_of(date(*day)) == date(2026, first, 1)

    def test_close_with_their_third_month(self):
        assert [month for month in range(1, 13) if closes_quarter(date(2026, month, 1))] == [3, 6, 9, 12]

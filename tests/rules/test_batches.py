"""Which batches stand out: far above the common rate, and enough complaints to mean something."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rules.batches import BatchCount, standing_out


def out(complaints, bottles, *, all_complaints=100, all_bottles=1_000_000):
    found = standing_out([BatchCount(1, complaints, bottles)], complaints=all_complaints, bottles=all_bottles)
    return bool(found)


class TestStandingOut:
    # One complaint for 10,000 bottles is common: a batch of 40,000 explains 4, and 4 + 3 × 2 = 10 is still chance.
    @pytest.mark.parametrize(("complaints", "stands_out"), [(4, False), (10, False), (11, True), (30, True)])
    def test_begins_three_deviations_above_what_the_size_explains(self, complaints, stands_out):
        assert out(complaints, 40_000) is stands_out

    @pytest.mark.parametrize(("complaints", "stands_out"), [(2, False), (3, True)])
    def test_takes_fewer_than_three_complaints_for_chance(self, complaints, stands_out):
        assert out(complaints, 100) is stands_out

    def test_leaves_out_a_batch_whose_size_nobody_knows(self):
        assert not out(50, 0)

    def test_knows_nothing_where_nothing_was_made(self):
        assert standing_out([BatchCount(1, 9, 10)], complaints=9, bottles=0) == ()

    def test_puts_the_furthest_first_and_says_how_far(self):
        counts = [BatchCount(1, 11, 40_000), BatchCount(2, 12, 10_000)]

        first, second = standing_out(counts, complaints=100, bottles=1_000_000)

        assert (first.batch_id, first.times, second.batch_id) == (2, Fraction(12), 1)

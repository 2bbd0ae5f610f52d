"""Charts: every bar in its place, nothing divided by nothing."""

from __future__ import annotations

from admin_views.charts import FOOT, HEIGHT, WIDTH, shares, upright


class TestUpright:
    def test_fills_the_height_with_the_highest_and_the_width_with_all(self):
        chart = upright([("a", 2), ("b", 4), ("c", 0)])

        assert (chart.top, chart.total) == (4, 6)
        assert chart.bars[1].height == HEIGHT - FOOT
        assert [bar.height for bar in chart.bars] == [(HEIGHT - FOOT) / 2, HEIGHT - FOOT, 0]
        assert chart.bars[2].x + chart.bars[2].width <= WIDTH

    def test_draws_nothing_from_nothing(self):
        assert upright([]).bars == ()
        assert [bar.height for bar in upright([("a", 0)]).bars] == [0]


class TestShares:
    def test_measure_against_the_largest_and_stop_after_a_few(self):
        rows = shares([("a", 8), ("b", 2), ("c", 1)], most=2)

        assert rows == [("a", 8, 100.0), ("b", 2, 25.0)]

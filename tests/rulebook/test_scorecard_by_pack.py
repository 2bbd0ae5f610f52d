"""The weights of every pack, and the score they give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rulebook import scorecard as reader
from rulebook.errors import RulebookError
from rulebook.files import merged
from rules.scorecard import NotMeasured, average_rating, frozen_on, score, share_of, within
from terms.measures import Measure
from terms.people import Role
from terms.periods import Period

SATISFACTION, TIMELINESS, COST, TEAMWORK = Measure.SATISFACTION, Measure.TIMELINESS, Measure.COST, Measure.TEAMWORK
points = st.decimals(0, 100, places=2)


def scored(book, *values):
    return score(
        {part.measure: Decimal(value) for part, value in zip(book.scorecard.parts, values, strict=True)}, book.scorecard
    )


class TestWeights:
    @pytest.mark.requirement("PK-15", "PK-16", "PK-17", "PK-18", "PK-20", "PK-21", "PK-22", "PK-23", "PK-24")
    @pytest.mark.parametrize(
        ("name", "weights", "clause"),
        [
            ("salt", "satisfaction 60, timeliness 20, cost 10, teamwork 10", "P23 四章2"),
            ("food", "satisfaction 60, timeliness 20, cost 10, teamwork 10", "P23 四章2"),
            ("caterer", "attitude 100/3, efficiency 100/3, problem_solving 100/3", "P02 十九"),
            ("general", "knowledge 25, attitude 25, efficiency 25, satisfaction 25", "P05 九"),
            ("tableware", "satisfaction 100/3, timeliness 100/3, first_time_success 100/3", "P24 二十一"),
            ("supermarket", "efficiency 50, satisfaction 50", "P38 5.1(1)"),
            ("fruit", "results 50, satisfaction 50", "P42 十四"),
        ],
    )
    def test_are_those_of_the_document(self, pack, name, weights, clause):
        card = pack(name).scorecard

        assert ", ".join(f"{part.measure} {card.share(part) * 100}" for part in card.parts) == weights
        assert card.clause == clause

    @pytest.mark.parametrize("name", rulebook.packs())
    def test_make_a_whole(self, pack, name):
        card = pack(name).scorecard

        assert sum(card.share(part) for part in card.parts) == 1

    @pytest.mark.parametrize("name", ["caterer", "general", "tableware", "supermarket", "fruit", "food"])
    def test_that_no_document_names_have_their_reason(self, pack, name):
        assert pack(name).scorecard.reason.zh


class TestScore:
    @pytest.mark.requirement("PK-15", "PK-16", "PK-17", "PK-18")
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ((100, 100, 100, 100), "100.00"),
            ((0, 0, 0, 0), "0.00"),
            ((90, 80, 70, 60), "83.00"),
            ((100, 0, 0, 0), "60.00"),
            ((0, 100, 0, 0), "20.00"),
            ((0, 0, 100, 0), "10.00"),
            ((0, 0, 0, 100), "10.00"),
            (("87.5", "92.3", "64.1", "71"), "84.47"),
        ],
    )
    def test_weighs_sixty_twenty_ten_ten(self, pack, values, expected):
        assert scored(pack("salt"), *values).score == Decimal(expected)

    def test_shows_what_every_part_adds(self, pack):
        found = scored(pack("salt"), 90, 80, 70, 60)

        assert [(one.measure, one.points, one.clause) for one in found.parts][:2] == [
            (SATISFACTION, Fraction(54), "P23 四章1(1)"), (TIMELINESS, Fraction(16), "P23 四章1(2)"),
        ]  # fmt: skip

    def test_rounds_half_up_once_at_the_end(self, pack):
        assert scored(pack("caterer"), "0.01", "0.005", "0").score == Decimal("0.01")

    @pytest.mark.parametrize("value", ["-0.01", "100.01"])
    def test_refuses_points_beyond_the_scale(self, pack, value):
        with pytest.raises(NotMeasured):
            scored(pack("salt"), value, 0, 0, 0)

    def test_refuses_what_was_not_measured(self, pack):
        with pytest.raises(NotMeasured, match="Timeliness"):
            score({SATISFACTION: Decimal(90), COST: Decimal(1), TEAMWORK: Decimal(1)}, pack("salt").scorecard)

    @pytest.mark.parametrize("name", rulebook.packs())
    @given(data=st.data())
    def test_lies_between_the_worst_and_the_best_part(self, pack, name, data):
        parts = pack(name).scorecard.parts
        values = [data.draw(points) for _ in parts]

        assert min(values) - Decimal("0.01") <= scored(pack(name), *values).score <= max(values) + Decimal("0.01")


class TestFormulas:
    @pytest.mark.requirement("SL-35", "QA-13")
    @pytest.mark.parametrize(
        ("done", "of", "expected"), [(0, 0, "100"), (0, 3, "0.00"), (1, 3, "33.33"), (2, 3, "66.67"), (3, 3, "100.00")]
    )
    def test_share_of(self, done, of, expected):
        assert share_of(done, of) == Decimal(expected)

    @pytest.mark.parametrize(
        ("ratings", "expected"), [([5], "100.00"), ([1], "20.00"), ([4, 5], "90.00"), ([3, 4, 4], "73.33")]
    )
    def test_average_rating(self, ratings, expected):
        assert average_rating(ratings) == Decimal(expected)

    def test_average_rating_is_nothing_where_nobody_rated(self):
        with pytest.raises(NotMeasured):
            average_rating([])

    @pytest.mark.parametrize(("actual", "expected"), [(80, "100"), (100, "100"), (101, "99.01"), (200, "50.00")])
    def test_within_a_target_is_full(self, actual, expected):
        assert within(Fraction(100), Fraction(actual)) == Decimal(expected)


class TestFrozenOn:
    @pytest.mark.requirement("PK-19")
    @pytest.mark.parametrize(
        ("every", "day", "last"),
        [
            (Period.QUARTERLY, "2026-10-01", "2026-12-31"),
            (Period.QUARTERLY, "2026-12-31", "2026-12-31"),
            (Period.QUARTERLY, "2027-01-01", "2027-03-31"),
            (Period.YEARLY, "2026-11-02", "2026-12-31"),
            (Period.MONTHLY, "2028-02-01", "2028-02-29"),
            (Period.HALF_YEARLY, "2026-06-30", "2026-06-30"),
        ],
    )
    def test_is_the_last_day_of_the_period(self, every, day, last):
        assert frozen_on(every, date.fromisoformat(day)) == date.fromisoformat(last)

    @pytest.mark.requirement("PK-19")
    def test_waits_for_the_signature_of_human_resources(self, pack):
        card = pack("salt").scorecard

        assert (card.every, card.signed_by, card.filed_by.zh) == (Period.QUARTERLY, Role.HUMAN_RESOURCES, "客户服务部")


class TestReader:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"parts": []}, "each measure once"),
            ({"every": "irregular"}, "period of the calendar"),
            ({"every": "weekly"}, "choose one of"),
            ({"parts": [{"measure": "cost", "weight": 0, "formula": "assessed", "clause": "P23 四章2"}]}, "at least 1"),
            ({"parts": [{"measure": "cost", "weight": 10, "formula": "assessed"}]}, "clause is missing"),
        ],
    )
    def test_refuses_a_card_that_cannot_be(self, change, problem):
        with pytest.raises(RulebookError, match=problem):
            reader.parse({**merged("salt").topics["scorecard"], **change}, "salt/scorecard")

    def test_refuses_a_measure_that_stands_twice(self):
        data = merged("salt").topics["scorecard"]

        with pytest.raises(RulebookError, match="each measure once"):
            reader.parse({**data, "parts": [*data["parts"], data["parts"][0]]}, "salt/scorecard")

"""Several packs in one company: the one that fits a case closest holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rulebook
from rulebook import company
from rulebook.errors import RulebookError
from rules.packs_in_force import NoPackInForce, Where, pack_for
from terms.trade import CustomerKind

ON = date(2026, 11, 2)
GENERAL = {"pack": "food", "since": date(2020, 1, 1)}
ROWS = [
    GENERAL,
    {"pack": "supermarket", "since": date(2024, 1, 1), "departments": ["零售部"]},
    {"pack": "fruit", "since": date(2024, 1, 1), "departments": ["零售部"], "product_lines": ["水果"]},
    {"pack": "retailer", "since": date(2026, 11, 2), "departments": ["电商部"], "customers": ["consumer"]},
    {
        "pack": "salt",
        "since": date(2024, 1, 1),
        "until": date(2026, 1, 1),
        "departments": ["制盐部"],
        "branches": ["盐厂"],
    },
]


def read(*rows):
    return company.parse({"in_force": list(rows)}, "company")


def found(on=ON, **where):
    return pack_for(Where(**where), on=on, company=read(*ROWS))


class TestPackFor:
    @pytest.mark.parametrize(
        ("where", "pack"),
        [
            ({}, "food"),
            ({"department": "营销部"}, "food"),
            ({"department": "零售部"}, "supermarket"),
            ({"department": "零售部", "product_line": "水果"}, "fruit"),
            ({"product_line": "水果"}, "food"),
            ({"department": "电商部", "customer": CustomerKind.CONSUMER}, "retailer"),
            ({"department": "电商部", "customer": CustomerKind.DISTRIBUTOR}, "food"),
            ({"department": "电商部"}, "food"),
        ],
    )
    def test_takes_the_row_that_fits_closest(self, where, pack):
        assert found(**where) == pack

    @pytest.mark.parametrize(
        ("on", "pack"), [("2023-12-31", "food"), ("2024-01-01", "salt"), ("2025-12-31", "salt"), ("2026-01-01", "food")]
    )
    def test_holds_from_its_first_day_until_the_day_it_ends(self, on, pack):
        assert found(on=date.fromisoformat(on), department="制盐部", branch="盐厂") == pack

    def test_is_refused_before_the_first_policy(self):
        with pytest.raises(NoPackInForce):
            found(on=date(2019, 12, 31))

    @given(
        st.builds(
            Where,
            department=st.sampled_from(["", "零售部", "电商部", "制盐部"]),
            branch=st.sampled_from(["", "盐厂"]),
            product_line=st.sampled_from(["", "水果"]),
            customer=st.sampled_from([None, *CustomerKind]),
        )
    )
    def test_finds_one_for_every_case(self, where):
        assert pack_for(where, on=ON, company=read(*ROWS)) in rulebook.packs()


class TestReader:
    def test_ships_the_food_pack_for_everybody(self):
        assert [row.pack for row in rulebook.in_force()] == ["food"]

    @pytest.mark.parametrize(
        ("rows", "problem"),
        [
            ([], "no pack holds"),
            ([{**GENERAL, "departments": ["零售部"]}], "no pack holds"),
            ([{**GENERAL, "until": date(2021, 1, 1)}], "no pack holds"),
            ([GENERAL, {**GENERAL, "pack": "salt"}], "fit the same cases"),
            ([GENERAL, {**GENERAL, "branches": ["甲"]}, {**GENERAL, "departments": ["乙"]}], "fit the same cases"),
            ([{**GENERAL, "until": date(2020, 1, 1)}], "later than since"),
            ([{**GENERAL, "customers": ["nobody"]}], "choose one of"),
        ],
    )
    def test_refuses_rows_nobody_could_choose_between(self, rows, problem):
        with pytest.raises(RulebookError, match=problem):
            read(*rows)

    def test_allows_one_pack_after_the_other(self):
        read({**GENERAL, "until": date(2025, 1, 1)}, {**GENERAL, "pack": "salt", "since": date(2025, 1, 1)})

"""What the law gives beside the company's rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.statutes import floors, least_owed, warnings
from terms.trade import CustomerKind, Fault


def found(food, **changes):
    given = {"customer": CustomerKind.CONSUMER, "fault": Fault.FOREIGN_BODY, "on": date(2026, 11, 2), **changes}
    return floors(statutes=food.statutes, **given)


def statute(food, name):
    return next(one for one in food.statutes if one.floor == name)


class TestFloors:
    @pytest.mark.parametrize(("purchased", "shown"), [("2026-10-26", True), ("2026-10-25", False)])
    def test_shows_the_seven_days_until_the_last_of_them(self, food, purchased, shown):
        names = {one.floor for one in found(food, purchased_on=date.fromisoformat(purchased))}

        assert ("faulty_goods" in names) is shown

    def test_shows_a_term_that_may_still_run_when_the_purchase_date_is_unknown(self, food):
        assert "faulty_goods" in {one.floor for one in found(food)}

    def test_names_the_article(self, food):
        assert any("art. 148" in str(one.citation) for one in found(food))


class TestLeastOwed:
    @pytest.mark.parametrize(
        ("name", "price", "loss", "owed"),
        [
            ("unsafe_food", "5", "0", "1000"),
            ("unsafe_food", "100", "0", "1000"),
            ("unsafe_food", "100.10", "0", "1001.00"),
            ("unsafe_food", "5", "400", "1200"),
            ("fraud", "5", "0", "500"),
            ("fraud", "200", "0", "600"),
            ("faulty_goods", "200", "0", "0"),
        ],
    )
    def test_is_the_highest_of_multiple_and_minimum(self, food, name, price, loss, owed):
        assert least_owed(statute(food, name), price=Decimal(price), loss=Decimal(loss)) == Decimal(owed)


class TestWarnings:
    @pytest.mark.parametrize(("given", "count"), [("20", 1), ("999.99", 1), ("1000", 0)])
    def test_warns_while_the_company_gives_less_than_the_law(self, food, given, count):
        assert len(warnings(found(food), given=Decimal(given), price=Decimal(5))) == count

from __future__ import annotations

from decimal import Decimal

import pytest

from exchange.typed import NotSo, whole, yuan

NO_THOUSANDS = ["12,5", "1,2", "1,23", "1,2345", ",125", "1,,000", "1234,567", "1,000,00", "12,", "1,000.5,0"]


class TestWhole:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("1,000", 1000), ("1,234,567", 1234567), ("-1,000", -1000), ("１，０００", 1000), ("1,000.0", 1000)],
    )
    def test_takes_commas_between_thousands(self, text, number):
        assert whole(text, least=-5000) == number

    @pytest.mark.parametrize("text", NO_THOUSANDS)
    def test_refuses_a_comma_that_may_be_a_decimal_point(self, text):
        with pytest.raises(NotSo):
            whole(text, least=0)


class TestYuan:
    @pytest.mark.parametrize(
        ("text", "amount"), [("1,000", "1000.00"), ("¥1,234,567.8", "1234567.80"), ("￥ 12.50", "12.50")]
    )
    def test_takes_commas_between_thousands(self, text, amount):
        assert yuan(text) == Decimal(amount)

    @pytest.mark.parametrize("text", NO_THOUSANDS)
    def test_refuses_a_comma_that_may_be_a_decimal_point(self, text):
        with pytest.raises(NotSo):
            yuan(text)

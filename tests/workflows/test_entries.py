from __future__ import annotations

import pytest

from workflows.entries import Missing, NotAPhone, demand, phone_of


class TestDemand:
    def test_takes_nought_and_no_for_facts(self):
        demand(count=0, wanted=False)

    @pytest.mark.parametrize("empty", [None, "", "  "])
    def test_names_each_fact_that_is_missing(self, empty):
        with pytest.raises(Missing) as refusal:
            demand(name=empty, code="K1", phone=empty)

        assert [field for field, _text in refusal.value.fields] == ["name", "phone"]


class TestPhoneOf:
    def test_refuses_what_no_column_holds(self):
        with pytest.raises(NotAPhone) as refusal:
            phone_of("1" * 33)

        assert [field for field, _text in refusal.value.fields] == ["phone"]

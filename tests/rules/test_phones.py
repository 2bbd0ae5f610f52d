from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.phones import is_plausible, normal_phone


class TestNormalPhone:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("13900000000", "13900000000"),
            (" 139-0000-0000 ", "13900000000"),
            ("+86 139 0000 0000", "13900000000"),
            ("8613900000000", "13900000000"),
            ("１３９００００００００", "13900000000"),
            ("(0551) 6234 5678", "055162345678"),
            ("0086 551 62345678", "055162345678"),
            ("0551-62345678转801", "055162345678-801"),
            ("0551-62345678-801", "055162345678-801"),
            ("055162345678 ext. 801", "055162345678-801"),
            ("400-810-1234", "4008101234"),
            ("+852 2345 6789", "+85223456789"),
            ("传达室", "传达室"),
            ("", None),
            ("   ", None),
            (None, None),
        ],
    )
    def test_keeps_one_spelling(self, typed, kept):
        assert normal_phone(typed) == kept

    @given(st.text(max_size=40))
    def test_leaves_what_it_kept(self, typed):
        once = normal_phone(typed)

        assert normal_phone(once) == once or not is_plausible(once or "")


class TestIsPlausible:
    @pytest.mark.parametrize(
        "phone",
        [
            "13900000000",
            "01088888888",
            "055162345678",
            "055162345678-801",
            "4008101234",
            "95588",
            "12315",
            "+85223456789",
        ],
    )
    def test_knows_numbers_in_use(self, phone):
        assert is_plausible(phone)

    @pytest.mark.parametrize(
        "phone", ["62345678", "1390000000", "139000000000", "12900000000", "传达室", "+8613900000000"]
    )
    def test_wonders_at_others(self, phone):
        assert not is_plausible(phone)

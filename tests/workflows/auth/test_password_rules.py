from __future__ import annotations

import pytest

from workflows.auth.password_rules import WeakPassword, check_password

OWNER = {"number": "A0101", "name": "王芳", "phone": "13911112222", "pinyin": "wf wangfang"}


class TestCheckPassword:
    @pytest.mark.parametrize(
        "password",
        [
            "tin-7lid",  # eight characters are enough, whatever they are
            "riverstonelamp",
            "long " * 12 + "word",  # sixty-four characters
            "桃子今天很甜呢呀",
            "x" * 60 + "ýþÿz" * 17,
            "  kept as typed  ",
        ],
    )
    def test_takes_any_kind_of_character(self, password):
        check_password(password, **OWNER)

    @pytest.mark.parametrize("password", ["", "7 chars", "x7-" * 43])
    def test_refuses_fewer_than_eight_and_more_than_128(self, password):
        with pytest.raises(WeakPassword, match="characters"):
            check_password(password, **OWNER)

    @pytest.mark.parametrize(
        "password",
        [
            "a0101-river-lamp",
            "river王芳lamp",
            "tel13911112222x",
            "Wangfang-lamp-7",
            "lamp-SHOUHOU-river",
            "售后lamp-river",
        ],
    )
    def test_refuses_what_others_know_of_the_owner(self, password):
        with pytest.raises(WeakPassword, match="must not contain"):
            check_password(password, **OWNER)

    def test_does_not_mind_initials(self):
        check_password("wolf-lamp-wf7", **OWNER)

    def test_refuses_a_common_one(self):
        with pytest.raises(WeakPassword, match="guessed"):
            check_password("Password2024!", **OWNER)

    def test_refuses_the_present_one(self):
        with pytest.raises(WeakPassword, match="differ"):
            check_password("river stone lamp", **OWNER, old="river stone lamp")

    def test_says_it_at_the_field(self):
        with pytest.raises(WeakPassword) as refused:
            check_password("short", **OWNER)

        assert [name for name, _text in refused.value.fields] == ["password"]

from __future__ import annotations

import time

import pytest

from workflows.auth.guessing import is_common


class TestIsCommon:
    @pytest.mark.parametrize(
        "password",
        [
            "password", "Password2024!", "P@ssw0rd", "passw0rd123", "letmein123", "dragondragon", "trustno1",
            "12345678", "87654321", "11111111", "12341234", "a123456789", "123456abc", "Aa123456.", "66668888",
            "qwertyuiop", "1qaz2wsx", "!QAZ2wsx", "zaq12wsx", "1q2w3e4r", "qweasdzxc", "147258369", "asdfasdf",
            "woaini1314", "5201314520", "1314520a", "qq123456789", "wo123456", "woaiwojia", "xiaoming123",
            "zhangwei123", "wang123456", "zhangsan123", "Hefei2025!", "Shanghai2024", "huawei@123", "admin888",
            "19900101", "2001-02-03", "31121999", "wf19901231", "liverpoo", "swordfis", "administrator",
        ],
    )  # fmt: skip
    def test_finds_what_is_guessed_first(self, password):
        assert is_common(password)

    @pytest.mark.parametrize(
        "password",
        [
            "lucky river stone", "correct horse battery", "kX9#mPq2vL", "vG7hTq2m", "桃子今天很甜呢呀", "四月的风吹过合肥",
            "sunny-side-boat-31", "tea cup 42 window", "bottle-48-twelve", "4815162342-4815", "hefei rains often",
        ],
    )  # fmt: skip
    def test_lets_anything_else_be(self, password):
        assert not is_common(password)

    @pytest.mark.parametrize("password", ["a" * 128, "1q" * 64, "abcabcab" * 16, "!" * 128, "qwertyuiop" * 12 + "x"])
    def test_answers_long_input_at_once(self, password):
        started = time.perf_counter()

        is_common(password)

        assert time.perf_counter() - started < 0.5

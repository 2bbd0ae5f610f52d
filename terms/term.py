"""A word of the trade: the stored value, the company's Chinese word, and the English one."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """Members are written `VALUE = "value", "中文", "English"`; the value is what is stored."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    def label(self, language: str) -> str:
        """The word in the reader's language: `zh...` gives Chinese, anything else English."""
        return self.zh if language.startswith("zh") else self.en

"""Sentences that belong to the data itself, kept in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the rulebook in Chinese and English; may stand inside a `Text` like a Term."""

    zh: str
    en: str

    def label(self, language: str) -> str:
        """The reader's language: `zh...` gives Chinese, anything else English."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a policy document: `key` as it is cited, e.g. "P06 六(3)"."""

    key: str
    zh: str
    en: str

    def label(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

"""A sentence for people, not yet in anybody's language: a message id of the catalogue and its values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The English sentence (the message id) with its named values; a screen translates it."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.msgid % {name: english(value) for name, value in self.values} if self.values else self.msgid


def say(msgid: str, **values: object) -> Text:
    """Mark a sentence for translation; `%(name)s` takes the value of that name."""
    return Text(msgid, tuple(values.items()))


def english(value: object) -> str:
    """A value inside an English sentence: a Term by its English name, several one after another, else as it prints."""
    if isinstance(value, tuple):
        return ", ".join(english(one) for one in value)
    return str(getattr(value, "en", value))

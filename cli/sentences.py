"""Sentences of the rules on a terminal, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask import current_app
from flask_babel import force_locale, gettext

from terms.text import Text

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}


SPOKEN = "shouhou.language"


def _remember(ctx: click.Context, _option: click.Parameter, language: str) -> str:
    """For a refusal, which is told by the group after the command has ended."""
    ctx.meta[SPOKEN] = language
    return language


in_language = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, callback=_remember
)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language (`zh`, `en`) inside; an application without catalogues speaks English."""
    if "babel" not in current_app.extensions:
        yield
        return
    with force_locale(LOCALES[language]):
        yield


def spoken(text: Text, language: str) -> str:
    """The whole sentence; words inside it take the same language."""
    sentence = gettext(text.msgid) if "babel" in current_app.extensions else text.msgid
    values = {name: _word(value, language) for name, value in text.values}
    return sentence % values if values else sentence


def _word(value: object, language: str) -> str:
    if isinstance(value, Text):
        return spoken(value, language)
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(_word(one, language) for one in value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    label = getattr(value, "label", None)
    return str(label(language)) if callable(label) else str(value)

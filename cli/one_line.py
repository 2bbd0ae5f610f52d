"""Commands whose every complaint is one line: for scripts as well as people."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo

from cli.sentences import SPOKEN, speaking, spoken
from rulebook import RulebookError
from terms.refusal import Refusal

WRONG_OPTIONS = 2
REFUSED = 1


class OneLineGroup(AppGroup):
    """Wrong options end with status 2 and one line, without the usage block; a refusal with status 1."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as wrong:
            raise _said(wrong.format_message(), WRONG_OPTIONS) from wrong

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as wrong:
            raise _said(wrong.format_message(), WRONG_OPTIONS) from wrong
        except RulebookError as wrong:
            raise _said(str(wrong), WRONG_OPTIONS) from wrong
        except Refusal as refused:
            raise _said(f"{_spoken(ctx, refused)} {refused.clause}".strip(), REFUSED) from refused


def _spoken(ctx: click.Context, refused: Refusal) -> str:
    """The refusal in the language the command was asked to speak; English where it has no such option."""
    language = ctx.meta.get(SPOKEN)
    if language is None:
        return str(refused)
    with ctx.ensure_object(ScriptInfo).load_app().app_context(), speaking(language):
        return spoken(refused.text, language)


def _said(sentence: str, status: int) -> click.exceptions.Exit:
    click.echo(" ".join(sentence.split()), err=True)
    return click.exceptions.Exit(status)

"""`flask --app app explain TOPIC`: the rules on the command line, through the functions the screens ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import click

from cli import issues
from cli.one_line import OneLineGroup
from cli.option_types import Day
from cli.sentences import speaking, spoken
from queries.rulebook_shelf import Edition
from rulebook import Book
from terms.text import Text, say

Command = TypeVar("Command", bound=Callable[..., Any])

explain = OneLineGroup("explain", help="Ask the rules: who decides, when it is due, what may be returned.")
today = issues.today


@dataclass(frozen=True)
class Asked:
    """The options every topic shares. pack: None for the one the company works by."""

    pack: str | None
    on: date | None
    as_json: bool
    language: str

    def edition(self, day: date) -> Edition:
        """The issue in force on the day asked for, else on the day of the case."""
        return issues.edition(self.pack, on=self.on or day)

    def book(self, day: date) -> Book:
        return self.edition(day).book

    def answer(self, facts: Callable[[Callable[[Text], str]], dict[str, Any]], sentences: Sequence[Text]) -> None:
        """Print one JSON object, or the sentences."""
        with speaking(self.language):
            if self.as_json:
                click.echo(json.dumps(facts(self._say), ensure_ascii=False, default=str))
                return
            for sentence in sentences:
                click.echo(self._say(sentence))

    def _say(self, text: Text) -> str:
        return spoken(text, self.language)


def shared(command: Command) -> Command:
    """--pack, --json and --lang; `--on` is its own because one topic gives it a meaning of its own."""
    for option in (
        click.option("--pack", help="A pack or profile, 'retailer+p26' for both; the company's own otherwise."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences."),
        click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True),
    ):
        command = option(command)
    return command


issue_day = click.option("--on", type=Day(), help="The day whose rulebook issue is asked.")


def named(name: object) -> Text:
    return say("%(name)s", name=name)

"""Any topic as it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli import issues
from cli.explain import Asked, explain, issue_day, shared, today
from rulebook.differences import Said, places_in
from rulebook.issue import SILENT, TOPICS
from rulebook.layers import SOURCE
from terms.text import Text, say

NAMES = (*(name for name in TOPICS if name != "clauses"), *SILENT)


@explain.command("topic")
@click.argument("name")
@issue_day
@shared
def topic(*, name: str, on: date | None, **asked: Any) -> None:
    """Everything a topic says: each figure with its clause and the pack it was written in."""
    ask = Asked(on=on, **asked)
    edition = ask.edition(today())
    found = places_in(issues.merged(edition), name)
    if name not in NAMES:
        raise click.UsageError(f"There is no topic {name!r}; choose one of {', '.join(NAMES)}.")
    ask.answer(
        lambda _: {
            "topic": name,
            "places": [
                {"place": one.place, "says": one.says, "clause": one.clause or None, "from": one.pack} for one in found
            ],
        },
        [_place_sentence(one, ask.language) for one in found] or [say("This policy says nothing about it.")],
    )


def _place_sentence(one: Said, language: str) -> Text:
    said = ", ".join(f"{key}={_one(value, language)}" for key, value in one.says.items() if key not in SOURCE)
    reason = one.says.get("reason")
    if one.clause or reason is None:
        return say(
            "%(place)s: %(said)s (%(clause)s; %(pack)s)", place=one.place, said=said, clause=one.clause, pack=one.pack
        )
    return say(
        "%(place)s: %(said)s (silent: %(reason)s; %(pack)s)",
        place=one.place, said=said, reason=_one(reason, language), pack=one.pack,
    )  # fmt: skip


def _one(value: Any, language: str) -> str:
    """A value of the data in one line."""
    if isinstance(value, dict):
        return str(value.get(language) or ", ".join(f"{key}={_one(one, language)}" for key, one in value.items()))
    return ", ".join(_one(one, language) for one in value) if isinstance(value, list) else str(value)

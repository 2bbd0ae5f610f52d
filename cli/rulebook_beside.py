"""Packs set side by side: what differs, and what they say against each other and against the law."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli import issues
from cli.places_told import difference_told
from cli.rulebook import (
    against_law,
    as_json,
    conflict_facts,
    conflict_line,
    in_language,
    issue_day,
    rulebook,
    say_json,
    today,
)
from queries.rulebook_shelf import DATED, Edition
from rulebook import packs
from rulebook.differences import Difference, differing, from_parent
from rules.conflicts import Conflict, between_packs


@rulebook.command("diff")
@click.argument("pack")
@click.argument("other", required=False)
@as_json
@in_language
def diff(*, pack: str, other: str | None, as_json: bool, language: str) -> None:
    """What a pack says differently from the pack it builds on, or what OTHER says differently from it.

    Either may be an issue by its key: food@2026-11-23.
    """
    found = _differing(pack, other, today()) if other else from_parent(pack)
    if as_json:
        say_json({"differences": [_difference_facts(one) for one in found]})
        return
    for one in found:
        click.echo(difference_told(one, language))


@rulebook.command("conflicts")
@click.argument("names", nargs=-1)
@as_json
@in_language
@issue_day
def conflicts(*, names: tuple[str, ...], as_json: bool, language: str, on: date | None) -> None:
    """What packs in force together say against each other, and each of them against the law."""
    day = on or today()
    chosen = names or packs()
    found: list[tuple[str, Conflict]] = []
    for name in chosen:
        found += [(name, one) for one in against_law(issues.book(name, on=day), day)]
    if names:
        pairs = [(one, other) for number, one in enumerate(chosen) for other in chosen[number + 1 :]]
        found += [
            (f"{one}/{other}", clash) for one, other in pairs for clash in between_packs(_differing(one, other, day))
        ]
    if as_json:
        say_json({"conflicts": [{"packs": where, **conflict_facts(one, language)} for where, one in found]})
        return
    for where, one in found:
        click.echo(f"{where}: {conflict_line(one, language)}")


def _named(name: str, day: date | None = None) -> Edition:
    """A pack, or an issue by its key."""
    return issues.edition(name, on=day or today(), issue=name if DATED in name else None)


def _differing(one: str, other: str, day: date) -> tuple[Difference, ...]:
    return differing(*(issues.merged(_named(name, day)) for name in (one, other)))


def _difference_facts(one: Difference) -> dict[str, Any]:
    changed = {name: {"below": pair[0], "above": pair[1]} for name, pair in one.fields.items()}
    return {
        "topic": one.topic,
        "place": one.place,
        "change": one.change,
        "fields": changed,
        "clause": one.clause or None,
        "below_clause": one.below_clause or None,
        "from": one.pack or None,
    }

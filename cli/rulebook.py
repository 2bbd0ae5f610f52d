"""`flask --app app rulebook`: the packs listed and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from cli import issues
from cli.one_line import OneLineGroup
from cli.option_types import Day
from cli.places_told import place_told
from cli.sentences import speaking, spoken
from cli.table import table
from queries.rulebook_shelf import DATED
from rulebook import Book, RulebookError, book, packs, profiles
from rulebook.labels import label_at
from rules.conflicts import Conflict, gone_laws, with_statute
from terms.text import Text

WRONG = 1

rulebook = OneLineGroup("rulebook", help="The policy packs: read, check, compare, take out, bring in.")
today = issues.today

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
in_language = click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
issue_day = click.option("--on", type=Day(), help="The day whose issue is asked.")


@rulebook.command("packs")
@as_json
@in_language
@issue_day
def packs_(*, as_json: bool, language: str, on: date | None) -> None:
    """Every pack a company can run on, and every profile it can adopt."""
    found = [book(name, on=on or today()) for name in packs()]
    if as_json:
        say_json({"packs": [_pack_facts(one) for one in found], "profiles": list(profiles())})
        return
    rows = [(one.pack.key, one.pack.name.label(language), " ".join(one.pack.documents)) for one in found]
    click.echo(table(("pack", "name", "documents"), rows))
    click.echo(f"profiles: {' '.join(profiles())}")


@rulebook.command("check")
@click.argument("names", nargs=-1)
@as_json
@in_language
@issue_day
def check(*, names: tuple[str, ...], as_json: bool, language: str, on: date | None) -> None:
    """Read every pack, or the packs and issues named; say what is wrong, and what stands against the law."""
    day = on or today()
    answers = [(name, *_checked(name, day)) for name in names or (*packs(), *_alone())]
    if as_json:
        facts = [
            {"pack": name, "error": error, "conflicts": [conflict_facts(one, language) for one in found]}
            for name, error, found in answers
        ]
        say_json({"packs": facts})
    else:
        for name, error, found in answers:
            click.echo(f"{name}: {error or 'ok'}")
            for one in found:
                click.echo(f"  {conflict_line(one, language)}")
    if any(error for _name, error, _found in answers):
        raise click.exceptions.Exit(WRONG)


def _alone() -> Iterable[str]:
    """Profiles, each on the common ground."""
    return (f"ground+{name}" for name in profiles())


def _checked(name: str, day: date) -> tuple[str, list[Conflict]]:
    try:
        found = issues.edition(name, on=day, issue=name if DATED in name else None).book
    except RulebookError as wrong:
        return str(wrong), []
    return "", against_law(found, day)


def against_law(found: Book, day: date) -> list[Conflict]:
    return [*with_statute(found, on=day), *gone_laws(found, on=day)]


def _pack_facts(found: Book) -> dict[str, Any]:
    about = found.pack
    return {
        "pack": about.key,
        "issue": found.issue,
        "name": about.name.zh,
        "documents": list(about.documents),
        "builds_on": about.builds_on or None,
        "adopts": list(about.adopts),
    }


def conflict_facts(one: Conflict, language: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "topic": one.topic,
        "place": one.place,
        "text": _told(one.text, language),
        "clause": one.clause or None,
        "against": one.against,
    }


def conflict_line(one: Conflict, language: str) -> str:
    told = _told(_named(one), language)
    where = place_told(one.topic, one.place, language)
    return f"{one.kind.label(language)} {where}: {told} ({one.clause or '-'} / {one.against})"


def _named(one: Conflict) -> Text:
    """The sentence with the names of the figures in words."""
    way = (one.topic, *one.place.partition(".")[:1])
    names = {"fields": lambda said: tuple(label_at(*way, name) for name in str(said).split(", "))}
    return Text(one.text.msgid, tuple((key, names.get(key, lambda said: said)(said)) for key, said in one.text.values))


def _told(text: Text, language: str) -> str:
    with speaking(language):
        return spoken(text, language)


def say_json(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, default=str))

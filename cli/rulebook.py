"""`flask --app app rulebook`: the packs checked, compared, set against the law and against the requirements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import click

from cli.coverage import Requirement, requirements
from cli.one_line import OneLineGroup
from cli.option_types import Day
from cli.sentences import speaking, spoken
from cli.table import table
from rulebook import Book, RulebookError, book, packs, profiles
from rulebook.differences import Difference, between, figures, from_parent
from rules.conflicts import Conflict, between_packs, gone_laws, with_statute
from terms.rulebook import Change, CoverageState
from terms.text import Text
from terms.time import SHANGHAI

WRONG = 1

rulebook = OneLineGroup("rulebook", help="The policy packs: check, compare, set against the law and the requirements.")

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
    """Read every pack, or the ones named; say what is wrong, and what stands against the law."""
    day = on or today()
    answers = [(name, *_checked(name, day)) for name in names or (*packs(), *_alone())]
    if as_json:
        facts = [
            {"pack": name, "error": error, "conflicts": [_conflict_facts(one, language) for one in found]}
            for name, error, found in answers
        ]
        say_json({"packs": facts})
    else:
        for name, error, found in answers:
            click.echo(f"{name}: {error or 'ok'}")
            for one in found:
                click.echo(f"  {_conflict_line(one, language)}")
    if any(error for _name, error, _found in answers):
        raise click.exceptions.Exit(WRONG)


@rulebook.command("diff")
@click.argument("pack")
@click.argument("other", required=False)
@as_json
def diff(*, pack: str, other: str | None, as_json: bool) -> None:
    """What a pack says differently from the pack it builds on, or what OTHER says differently from it."""
    found = between(pack, other) if other else from_parent(pack)
    if as_json:
        say_json({"differences": [_difference_facts(one) for one in found]})
        return
    for one in found:
        click.echo(_difference_line(one))


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
        found += [(name, one) for one in _against_law(book(name, on=day), day)]
    if names:
        pairs = [(one, other) for number, one in enumerate(chosen) for other in chosen[number + 1 :]]
        found += [(f"{one}/{other}", clash) for one, other in pairs for clash in between_packs(between(one, other))]
    if as_json:
        say_json({"conflicts": [{"packs": where, **_conflict_facts(one, language)} for where, one in found]})
        return
    for where, one in found:
        click.echo(f"{where}: {_conflict_line(one, language)}")


@rulebook.command("coverage")
@as_json
@click.option("--markdown", is_flag=True, help="The page of the documentation.")
def coverage(*, as_json: bool, markdown: bool) -> None:
    """Every requirement of the catalogue: working with its tests, planned, or outside with a reason."""
    found = requirements()
    if as_json:
        say_json({"requirements": [_requirement_facts(one) for one in found]})
        return
    if markdown:
        click.echo(_page(found))
        return
    for one in found:
        click.echo(f"{one.id}  {one.state}  {one.reason or f'{len(one.tests)} tests'}")
    click.echo(_totals(found))


def _alone() -> Iterable[str]:
    """Profiles, each on the common ground."""
    return (f"ground+{name}" for name in profiles())


def _checked(name: str, day: date) -> tuple[str, list[Conflict]]:
    try:
        found = book(name, on=day)
    except RulebookError as wrong:
        return str(wrong), []
    return "", _against_law(found, day)


def _against_law(found: Book, day: date) -> list[Conflict]:
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


def _difference_line(one: Difference) -> str:
    where = f"{one.change:8} {one.topic}: {one.place}"
    if one.change is Change.CHANGED:
        told = "; ".join(f"{name} {_short(old)} -> {_short(new)}" for name, (old, new) in figures(one).items())
        return f"{where}  {told or 'source only'}  ({one.below_clause or '-'} -> {one.clause or '-'})"
    return f"{where}  ({one.clause or one.below_clause or '-'})"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004  one line of a terminal


def _conflict_facts(one: Conflict, language: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "topic": one.topic,
        "place": one.place,
        "text": _told(one.text, language),
        "clause": one.clause or None,
        "against": one.against,
    }


def _conflict_line(one: Conflict, language: str) -> str:
    told = _told(one.text, language)
    return f"{one.kind.label(language)} {one.topic}, {one.place}: {told} ({one.clause or '-'} / {one.against})"


def _told(text: Text, language: str) -> str:
    with speaking(language):
        return spoken(text, language)


def _requirement_facts(one: Requirement) -> dict[str, Any]:
    return {"id": one.id, "state": one.state, "tests": list(one.tests), "reason": one.reason or None}


def _page(found: Sequence[Requirement]) -> str:
    """The page `docs/coverage.md`."""
    rows = [f"| {one.id} | {one.state} | {one.reason} | {_files(one)} |" for one in found]
    return "\n".join((
        "# Requirements and how they stand",
        "",
        f"{_totals(found)}. Written by `flask --app app rulebook coverage --markdown`.",
        "",
        "| id | state | reason | tests |",
        "|---|---|---|---|",
        *rows,
    ))  # fmt: skip


def _files(one: Requirement) -> str:
    """The files of its tests, each once."""
    return ", ".join(f"`{file}`" for file in dict.fromkeys(test.split("::")[0] for test in one.tests))


def _totals(found: Sequence[Requirement]) -> str:
    counted = [f"{sum(one.state is state for one in found)} {state}" for state in CoverageState]
    return f"{len(found)} requirements: {', '.join(counted)}"


def say_json(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, default=str))


def today() -> date:
    return datetime.now(SHANGHAI).date()

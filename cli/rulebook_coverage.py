"""Every requirement of the catalogue, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from cli.coverage import Requirement, requirements
from cli.rulebook import as_json, rulebook, say_json
from terms.rulebook import CoverageState


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

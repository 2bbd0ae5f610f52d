"""`flask --app app rulebook simulate`: past cases under another issue, before and after, for the whole company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from flask import current_app
from sqlalchemy import or_, select

from cli.option_types import Day
from cli.rulebook import as_json, rulebook, say_json
from cli.sentences import in_language
from cli.table import table
from models import RulebookIssue, db
from queries.past_cases import Span, keys_of
from queries.replay_processes import processes_for, replayed
from queries.replays import Compared, Otherwise
from rulebook import files, stored
from rulebook.issue import TOPICS
from rulebook.layers import lay
from rules.replay_figures import FEN, Figures
from terms.complaint import Clock
from terms.people import LADDER
from terms.replay import ReplayChange
from terms.term import Term
from terms.time import local, local_date

SPAN = timedelta(days=364)
MONEY = ("least", "most", "money")


@dataclass(frozen=True, slots=True)
class Tried:
    """The issue that is tried: what it is called, whose it is, its text, and from when it counts."""

    name: str
    pack: str
    content: str
    begins_on: date


@rulebook.command("simulate")
@click.option("--pack", required=True, help="Whose cases: those judged under this pack.")
@click.option("--draft", help="The issue tried: a key such as food@2026-11-23, or the number of a draft.")
@click.option("--other", help="The issue tried: that of another shipped pack.")
@click.option(
    "--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The issue tried: a TOML file with a whole issue, or with what it says otherwise than the pack.",
)  # fmt: skip
@click.option("--before", default="", help="The key of the issue on the other side; unsaid, each case's own.")
@click.option("--from", "first", type=Day(), help="Registered from this day on; unsaid, a year back.")
@click.option("--to", "last", type=Day(), help="Registered up to this day; unsaid, today.")
@click.option("--processes", type=click.IntRange(1, 64), help="How many processes; unsaid, as many as pay.")
@as_json
@in_language
def simulate(
    *, pack: str, draft: str | None, other: str | None, file: Path | None, before: str, first: date | None,
    last: date | None, processes: int | None, as_json: bool, language: str,
) -> None:  # fmt: skip
    """What an issue would have changed in past cases: who decides, what is late, penalties, work of each role."""
    if sum(one is not None for one in (draft, other, file)) != 1:
        raise click.UsageError("name one of --draft, --other and --file")
    at = local(current_app.config["CLOCK"]())
    span = Span(pack, first or local_date(at) - SPAN, last or local_date(at))
    tried = _tried(pack, draft, other, file, local_date(at))
    compared = Compared(before, tried.pack, tried.content, tried.begins_on, at)
    keys = keys_of(db.session(), span, None)
    figures, otherwise = Figures(), list[Otherwise]()
    for _keys, block in replayed(db.session(), compared, keys, processes=processes or processes_for(len(keys))):
        figures.merge(block.figures)
        otherwise += block.otherwise
    if as_json:
        say_json(_facts(span, tried, before, figures, otherwise))
        return
    for line in _lines(span, tried, figures, language):
        click.echo(line)


def _tried(pack: str, draft: str | None, other: str | None, file: Path | None, today: date) -> Tried:
    if draft is not None:
        return _kept(draft, today)
    if other is not None:
        return Tried(other, other, stored.shipped(other), today)
    assert file is not None
    found = stored.undump(file.read_text(encoding="utf-8"), file.name)
    if not set(TOPICS) - {"clauses"} <= set(found.topics):
        found = lay(files.whole(pack), found.topics, file.stem, profile=True)
    return Tried(file.name, pack, stored.dump(found), today)


def _kept(name: str, today: date) -> Tried:
    number = int(name) if name.isascii() and name.isdigit() else 0
    wanted = select(RulebookIssue).where(or_(RulebookIssue.key == name, RulebookIssue.id == number))
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        raise click.UsageError(f"there is no issue or draft {name}")
    return Tried(str(row), row.pack, row.content, row.effective_from or today)


def _facts(span: Span, tried: Tried, before: str, figures: Figures, otherwise: list[Otherwise]) -> dict[str, Any]:
    return {
        "pack": span.pack,
        "tried": tried.name,
        "before": before or None,
        "from": span.first,
        "to": span.last,
        **{name: getattr(figures, name) for name in ("cases", "settlements", "changed", "people_unknown", "changes")},
        "figures": {name: _rows(name, rows) for name, rows in figures.tables.items()},
        "otherwise": [
            {"number": one.number, "changes": one.changes, "decided": one.decided, "decides": one.decides}
            for one in otherwise
        ],
    }


def _rows(name: str, rows: dict[str, list[int]]) -> dict[str, Any]:
    """Pairs of before and after; of due times that moved, how many come earlier and later. Money in yuan."""
    names = ("earlier", "later") if name == "moved" else ("before", "after")
    show = (lambda fen: str(Decimal(fen) / FEN)) if name in MONEY else int
    return {row: dict(zip(names, map(show, pair), strict=True)) for row, pair in rows.items()}


def _lines(span: Span, tried: Tried, figures: Figures, language: str) -> Iterator[str]:
    yield f"{span.pack} → {tried.name}, {span.first} – {span.last}"
    yield f"{figures.cases:,} cases, {figures.settlements:,} settlements, {figures.changed:,} come out otherwise"
    changes = [(one.label(language), f"{figures.changes[one]:,}") for one in ReplayChange if one in figures.changes]
    if changes:
        yield table(("变化 Change", "件 Cases"), changes)
    yield _pairs("审批 Decides", "decides", LADDER, figures, language)
    yield _pairs("签字 Signs", "signs", LADDER, figures, language)
    yield _pairs("超时 Late", "late", tuple(Clock), figures, language)
    costs = [
        ("负激励 Penalties ≥", *_money(figures.total("least"))),
        ("负激励 Penalties ≤", *_money(figures.total("most"))),
        ("给予 Given", *_money(figures.pair("money", "given"))),
    ]
    yield table(("元 Yuan", "原 Before", "新 After"), costs)


def _pairs(head: str, name: str, words: tuple[Term, ...], figures: Figures, language: str) -> str:
    rows = [(word.label(language), *(f"{one:,}" for one in figures.pair(name, word))) for word in words]
    return table((head, "原 Before", "新 After"), [row for row in rows if row[1:] != ("0", "0")])


def _money(pair: tuple[int, int]) -> tuple[str, str]:
    before, after = (f"{Decimal(fen) / FEN:,.2f}" for fen in pair)
    return before, after

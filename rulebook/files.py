"""The shipped data: TOML files beside this module, read once and kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from rulebook import calendars, issue, labour, law
from rulebook.calendars import WorkCalendar
from rulebook.errors import RulebookError

HERE = Path(__file__).parent


@cache
def packs() -> tuple[str, ...]:
    """The names of the shipped packs, in order."""
    return tuple(sorted(folder.name for folder in (HERE / "packs").iterdir() if folder.is_dir()))


def book_of(pack: str, *, on: date) -> issue.Book:
    """The issue of a pack in force on a day.

    :raises RulebookError: no such pack, or no issue in force yet.
    """
    if pack not in packs():
        raise RulebookError(pack, f"no such pack; choose one of {', '.join(packs())}")
    found = _shipped(pack)
    if on < found.pack.effective_from:
        raise RulebookError(pack, f"no issue in force on {on}; the first begins on {found.pack.effective_from}")
    return found


@cache
def calendar() -> WorkCalendar:
    """Every shipped year."""
    years = [calendars.parse(_load(file), file.name) for file in sorted((HERE / "calendars").glob("[0-9]*.toml"))]
    fixed = HERE / "calendars" / "fixed_days.toml"
    return calendars.assemble(years, calendars.parse_fixed_days(_load(fixed), fixed.name))


@cache
def statutes() -> law.Statutes:
    """The floors of every shipped law."""
    files = sorted((HERE / "statutes").glob("*.toml"))
    return tuple(floor for file in files for floor in law.parse(_load(file), file.name))


@cache
def wage_law() -> labour.WageLaw:
    """What may be taken from a wage."""
    file = HERE / "labour" / "wage_deduction.toml"
    return labour.parse(_load(file), file.name)


@cache
def _shipped(pack: str) -> issue.Book:
    topics = {file.stem: _load(file) for file in sorted((HERE / "packs" / pack).glob("*.toml"))}
    return issue.parse(topics, pack, key=pack, calendar=calendar(), statutes=statutes())


def _load(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(file.name, f"is not valid TOML: {error}") from error

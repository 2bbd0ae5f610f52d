"""The shipped data: TOML files beside this module, read once and kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rulebook import calendars, company, documents, issue, labour, law, pack
from rulebook.calendars import WorkCalendar
from rulebook.documents import Document, Law
from rulebook.errors import RulebookError
from rulebook.layers import NOTHING, ROW_KEYS, Merged, lay
from terms.text import say

HERE = Path(__file__).parent
# "retail+p26": a pack with a complaint-handling profile on top.
WITH = "+"
# With the day of an issue behind it a name fits its column: "retail+p26@2026-11-23".
LONGEST = 53
# Combinations that are kept ready; there are more of them than anybody works by.
READY = 64
# Where a reader says something is wrong: "salt/time_limits, limits row 3, reason".
PLACE = re.compile(r"[^/]+/(?P<topic>\w+), (?P<key>\w+)(?: row (?P<row>\d+))?(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Layer:
    """One pack or profile as its files say it."""

    name: str
    topics: Mapping[str, Mapping[str, Any]]
    profile: bool


@cache
def packs() -> tuple[str, ...]:
    """The names of the shipped packs a company can run on, in order."""
    return tuple(name for name in _folders("packs") if not _read("packs", name)["pack"].get("abstract"))


def profiles() -> tuple[str, ...]:
    """The names of the complaint-handling profiles a pack can adopt, in order."""
    return _folders("profiles")


def book_of(name: str, *, on: date) -> issue.Book:
    """The issue of a pack in force on a day; "retail+p26" is a pack with a profile on top.

    :raises RulebookError: no such pack or profile, or no issue in force yet.
    """
    found = _shipped(name)
    if on < found.pack.effective_from:
        raise RulebookError(name, f"no issue in force on {on}; the first begins on {found.pack.effective_from}")
    return found


@cache
def in_force() -> tuple[company.InForce, ...]:
    """Which packs hold for which cases of the company.

    :raises RulebookError: a row names a pack that is not there.
    """
    rows = company.parse(_load(HERE / "company.toml"), "company.toml")
    for row in rows:
        book_of(row.pack, on=row.since)
    return rows


def layers(name: str) -> tuple[Layer, ...]:
    """What a pack is made of, lowest first: the packs it builds on, the profiles it adopts, itself.

    :raises RulebookError: no such pack or profile, or packs that build on each other in a circle.
    """
    base, *extra = name.split(WITH)
    if len(name) > LONGEST:
        raise RulebookError(name[:LONGEST], say("adopts too many profiles at once; leave some out"))
    if len(set(extra)) < len(extra):
        raise RulebookError(name, say("adopts a profile twice; name it once"))
    return (*_pack_layers(base, above=()), *(_layer("profiles", one) for one in extra))


def with_profiles(pack: str, adopted: Iterable[str]) -> str:
    """What a pack is called with profiles on top: each once, in order, without those it adopts by itself.

    :raises RulebookError: no such pack.
    """
    base, *extra = pack.split(WITH)
    own = {one.name for one in layers(base) if one.profile}
    return WITH.join((base, *sorted({*extra, *adopted} - own)))


def merged(name: str) -> Merged:
    """The topics of a pack with every figure's origin.

    :raises RulebookError:
    """
    found = NOTHING
    for layer in layers(name):
        found = lay(found, layer.topics, layer.name, profile=layer.profile)
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
def library() -> Mapping[str, Document]:
    """Every policy document, by its key."""
    files = sorted((HERE / "documents").glob("*.toml"))
    return {file.stem: documents.parse(_load(file), file.name, key=file.stem) for file in files}


@cache
def wage_law() -> labour.WageLaw:
    """What may be taken from a wage."""
    file = HERE / "labour" / "wage_deduction.toml"
    return labour.parse(_load(file), file.name)


@cache
def laws() -> Mapping[str, Law]:
    """Every law the documents name, by its key."""
    return documents.parse_laws(_load(HERE / "laws.toml"), "laws.toml")


def clauses_for(topics: Mapping[str, Mapping[str, Any]], names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The text of every clause of these documents, and of whatever else the topics cite."""
    cited = {clause.split(" ")[0] for data in topics.values() for clause in pack.cited(data)}
    wanted = [key for key in library() if key in names or key in cited]
    return {one.key: {"zh": one.zh, "en": one.en} for key in wanted for one in library()[key].clauses.values()}


def whole(name: str) -> Merged:
    """The topics of a pack, with what it says about itself and its profiles.

    :raises RulebookError:
    """
    found = merged(name)
    about = {**found.topics["pack"], **_about(name, layers(name))}
    return replace(found, topics={**found.topics, "pack": about})


@lru_cache(READY)
def _shipped(name: str) -> issue.Book:
    found = whole(name)
    topics = dict(found.topics)
    topics["clauses"] = clauses_for(topics, tuple(topics["pack"]["documents"]))
    try:
        return issue.parse(
            topics, name, key=name, calendar=calendar(), statutes=statutes(), origins=found.origins, laws=laws(),
            documents={key: library()[key] for key in topics["pack"]["documents"] if key in library()},
        )  # fmt: skip
    except RulebookError as error:
        raise RulebookError(written_in(error.where, found), error.text) from error


def written_in(where: str, found: Merged) -> str:
    """The file and the row a person has to open, for a place in a pack made of several: "ground/time_limits.toml, ...".

    A row is named by its key, because its number in the file is not that in the whole.
    """
    match = PLACE.fullmatch(where)
    if match is None:
        return where
    topic, key, number, rest = match["topic"], match["key"], match["row"], match["rest"]
    place = key
    if number:
        row = found.topics[topic][key][int(number) - 1]
        place = f"{key}.{row.get(ROW_KEYS[topic, key])}" if (topic, key) in ROW_KEYS else key
    origin = found.origins.get((topic, place))
    return f"{origin}/{topic}.toml, {place}{rest}" if origin else where


def _about(name: str, made_of: tuple[Layer, ...]) -> dict[str, Any]:
    """What a pack with profiles says about itself: its own words, with the documents of its profiles."""
    base, *extra = name.split(WITH)
    own = next(layer for layer in made_of if layer.name == base).topics["pack"]
    adopted = [one for one in made_of if one.profile and one.name in (*own.get("adopts", ()), *extra)]
    names = [one.topics["pack"]["name"] for one in adopted if one.name in extra]
    return {
        "name": {key: " + ".join((own["name"][key], *(one[key] for one in names))) for key in ("zh", "en")},
        "documents": [*own["documents"], *(key for one in adopted for key in one.topics["pack"]["documents"])],
        "adopts": [one.name for one in adopted],
    }


def _pack_layers(name: str, *, above: tuple[str, ...]) -> tuple[Layer, ...]:
    if name in above:
        raise RulebookError(f"{name}/pack", f"builds on itself through {', '.join(above)}; remove one builds_on")
    own = _layer("packs", name)
    below = own.topics["pack"].get("builds_on")
    lower = _pack_layers(below, above=(*above, name)) if below else ()
    return (*lower, *(_layer("profiles", one) for one in own.topics["pack"].get("adopts", ())), own)


def _layer(shelf: str, name: str) -> Layer:
    return Layer(name, _read(shelf, name), profile=shelf == "profiles")


def _folders(shelf: str) -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in (HERE / shelf).iterdir() if (folder / "pack.toml").exists()))


@cache
def _read(shelf: str, name: str) -> Mapping[str, Mapping[str, Any]]:
    if name not in _folders(shelf):
        kind = "pack" if shelf == "packs" else "profile"
        raise RulebookError(name, f"no such {kind}; choose one of {', '.join(_folders(shelf))}")
    return {file.stem: _load(file) for file in sorted((HERE / shelf / name).glob("*.toml"))}


def _load(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        where = f"{file.parent.name}/{file.name}"
        raise RulebookError(where, f"is not valid TOML: {error}; correct the line it names") from error

"""Asks a typed reader for what no shipped pack states: puts the place into the data and sees what is read there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from typing import Any

from rulebook.errors import RulebookError
from rulebook.witness import Asked, Kind, Path, witnessing

Reader = Callable[[Mapping[str, object], str], object]
Data = dict[str, Any]
# No reader takes this for anything: it says what it wanted instead.
NOTHING = object()

PLAUSIBLE: Mapping[Kind, Any] = {Kind.WHOLE: 1, Kind.AMOUNT: "1", Kind.TEXT: "1", Kind.FLAG: True, Kind.TEXTS: ["1"]}


def probe(topic: str, read: Reader, data: Mapping[str, object], path: Path) -> dict[Path, Asked]:
    """What the reader asks at a path of the topic and below it; nothing where the data has no table around the path."""
    known: dict[Path, Asked] = {path: Asked()}
    while True:
        sample = _with(data, path[1:], _sample(path, known))
        if sample is None:
            return {}
        with witnessing() as seen, suppress(RulebookError):
            read(sample, topic)
        below = {at: asked for at, asked in seen.asked.items() if at[: len(path)] == path}
        fresh = {at: asked for at, asked in below.items() if at not in known or (asked.kind and not known[at].kind)}
        if not fresh:
            return known
        known |= fresh


def _sample(path: Path, known: Mapping[Path, Asked]) -> Any:
    asked = known[path]
    if asked.kind in {Kind.TABLE, Kind.ROWS}:
        row = {at[-1]: _sample(at, known) for at in known if at[:-1] == path}
        return row if asked.kind is Kind.TABLE else [row]
    if asked.kind is Kind.WORDS:
        return {"zh": "1", "en": "1"}
    if asked.words:
        first = asked.words[0].value
        return [first] if asked.kind is Kind.TERMS else first
    return PLAUSIBLE.get(asked.kind, NOTHING) if asked.kind else NOTHING


def _with(data: Mapping[str, object], path: Path, value: Any) -> Data | None:
    """The data with a value at a path, in the first row of every list on the way; None where the way ends before."""
    copy: Data = deepcopy(dict(data))
    here: Any = copy
    for name in path[:-1]:
        here = here.get(name) if isinstance(here, dict) else None
        here = here[0] if isinstance(here, list) and here else here
    if not isinstance(here, dict):
        return None
    here[path[-1]] = value
    return copy

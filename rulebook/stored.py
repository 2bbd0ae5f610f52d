"""A pack's issue as one text in TOML: every topic as it holds, read back by the same readers as the shipped files.

What a company changes, and every issue a case was judged under, is kept this way, so that a new version of the files
beside this module re-decides nothing.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import tomli_w

from rulebook import files, issue
from rulebook.errors import RulebookError
from rulebook.layers import Merged

# Beside the topics: by "topic/place", the pack a figure was written in.
ORIGINS = "origins"


def dump(found: Merged) -> str:
    """The text of an issue. Clauses of the documents are not repeated in it, only those the issue brings itself."""
    origins = {f"{topic}/{place}": pack for (topic, place), pack in sorted(found.origins.items())}
    return tomli_w.dumps({**{topic: dict(data) for topic, data in sorted(found.topics.items())}, ORIGINS: origins})


def undump(text: str, where: str = "issue") -> Merged:
    """The topics and origins of a text.

    :raises RulebookError: it is not TOML, or a topic is not a table.
    """
    try:
        topics: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(where, f"is not valid TOML: {error}; correct the line it names") from error
    loose = sorted(name for name, data in topics.items() if not isinstance(data, dict))
    if loose:
        raise RulebookError(where, f"{loose[0]} must be a table of its own; write [{loose[0]}] above its figures")
    places = topics.pop(ORIGINS, {})
    return Merged(topics, {_place(name): str(pack) for name, pack in places.items()})


def read(found: Merged, pack: str, *, effective_from: date) -> issue.Book:
    """The issue of a pack that begins on a day.

    :raises RulebookError: as the readers do, naming topic and row.
    """
    about = {**found.topics.get("pack", {}), "effective_from": effective_from}
    own = {**found.topics, "pack": about}
    documents = tuple(about.get("documents", ()))
    clauses: Mapping[str, Any] = {**files.clauses_for(own, documents), **found.topics.get("clauses", {})}
    library = files.library()
    try:
        return issue.parse(
            {**own, "clauses": clauses}, pack, key=pack, calendar=files.calendar(), statutes=files.statutes(),
            origins=found.origins, laws=files.laws(),
            documents={key: library[key] for key in documents if key in library},
        )  # fmt: skip
    except RulebookError as error:
        raise RulebookError(files.written_in(error.where, found), error.text) from error


@lru_cache(files.READY)
def shipped(pack: str) -> str:
    """The text of a shipped pack."""
    return dump(files.whole(pack))


def digest(text: str) -> str:
    """What tells two texts apart: SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _place(name: str) -> tuple[str, str]:
    topic, _, place = name.partition("/")
    return topic, place

"""Every clause that a pack or profile states in a topic of its own has a worked example."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.guards.tree import ROOT, tracked

BOOKS = ROOT / "rulebook"
WHERE = ("rulebook", "rules", "workflows", "queries", "cli")
TOPICS = sorted(
    path.relative_to(BOOKS).with_suffix("").as_posix()
    for folder in ("packs", "profiles")
    for path in (BOOKS / folder).glob("*/*.toml")
    if path.stem != "pack"
)


@cache
def examples() -> str:
    """The text of every test that works examples."""
    roots = [ROOT / "tests" / folder for folder in WHERE]
    texts = (path for path in tracked() if path.suffix == ".py" and any(path.is_relative_to(root) for root in roots))
    return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def clauses(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key.endswith("clause") and isinstance(one, str):
                yield one
            else:
                yield from clauses(one)
    elif isinstance(value, list):
        for one in value:
            yield from clauses(one)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_of_a_pack_is_shown_clause_by_clause(topic: str) -> None:
    path = Path(BOOKS, topic).with_suffix(".toml")
    stated = dict.fromkeys(clauses(tomllib.loads(path.read_text(encoding="utf-8"))))

    assert [clause for clause in stated if clause not in examples()] == []

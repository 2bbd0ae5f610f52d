"""Which requirements of the catalogue are met: read from the marks of the tests and the list of what is not built."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.errors import RulebookError
from terms.rulebook import CoverageState

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "docs" / "requirements.toml"
TESTS = ROOT / "tests"
MARK = "requirement"


@dataclass(frozen=True)
class Requirement:
    """One id of the catalogue.

    tests: where it is shown to work, "file::class::function"; reason: why not, not yet, or how far.
    """

    id: str
    state: CoverageState
    tests: tuple[str, ...]
    reason: str


def requirements() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the catalogue.

    :raises RulebookError: the catalogue names an id that is none of it, or a reason for what is working.
    """
    data = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    known = [f"{group}-{number:02d}" for group, count in data["groups"].items() for number in range(1, count + 1)]
    shown = marked()
    for state in ("planned", "outside"):
        strangers = [one for one in data[state] if one not in known]
        if strangers:
            raise RulebookError(
                CATALOGUE.name, f"{state} names {strangers[0]}, which is not in the catalogue; correct it"
            )
    return tuple(_requirement(one, data, shown.get(one, ())) for one in known)


def _requirement(identifier: str, data: dict[str, Any], tests: tuple[str, ...]) -> Requirement:
    if identifier in data["outside"]:
        return Requirement(identifier, CoverageState.OUTSIDE, tests, data["outside"][identifier])
    if identifier in data["planned"] or not tests:
        reason = data["planned"].get(identifier, data["unlisted"])
        return Requirement(identifier, CoverageState.PLANNED, tests, reason)
    return Requirement(identifier, CoverageState.WORKING, tests, data["rules_only"] if _rules_only(tests) else "")


def _rules_only(tests: tuple[str, ...]) -> bool:
    """Whether it is shown by rules and commands alone, and by no screen or use-case."""
    return all(test.split("/")[1] in ("rulebook", "rules", "cli") for test in tests)


@cache
def marked() -> dict[str, tuple[str, ...]]:
    """By id, the tests that carry its mark."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for identifier, test in _marks(path):
            found.setdefault(identifier, []).append(test)
    return {identifier: tuple(dict.fromkeys(tests)) for identifier, tests in found.items()}


def _marks(path: Path) -> Iterator[tuple[str, str]]:
    place = path.relative_to(ROOT).as_posix()
    for name, node in _tests(ast.parse(path.read_text(encoding="utf-8")), place):
        for decorator in node.decorator_list:
            for call in ast.walk(decorator):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == MARK:
                    yield from ((str(one.value), name) for one in call.args if isinstance(one, ast.Constant))


def _tests(tree: ast.Module, place: str) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{place}::{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield f"{place}::{node.name}", node
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{place}::{node.name}::{inner.name}", inner

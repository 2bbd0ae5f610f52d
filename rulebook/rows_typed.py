"""The rows of a form as they were typed: counted anew, one more, one less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Typed = Mapping[str, Sequence[str]]
# A row stands in the form even where nothing is written in it yet.
MARK = "_"
# What an untouched row sends.
UNTOUCHED = frozenset({"", "false"})
MOST_LEVELS = 12


def settled(typed: Typed) -> dict[str, list[str]]:
    """The same without the rows nobody wrote in, and the others counted from 0, as the readers count them."""
    return dict(_flat(_counted(_tree(typed)), ""))


def with_row(typed: Typed, at: str) -> dict[str, list[str]]:
    """One row more at the end of a list."""
    start = f"{at}."
    numbers = [name[len(start) :].partition(".")[0] for name in typed if name.startswith(start)]
    last = max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=-1)
    return {**{name: list(values) for name, values in typed.items()}, f"{at}.{last + 1}.{MARK}": ["1"]}


def with_clauses(typed: Typed, missing: Iterable[str]) -> dict[str, list[str]]:
    """A row for each clause that is cited and has no text yet."""
    found = {name: list(values) for name, values in typed.items()}
    written = {values[0].strip() for name, values in found.items() if name.endswith(".key") and values}
    for clause in dict.fromkeys(missing):
        if clause not in written:
            before = set(found)
            found = with_row(found, "clauses")
            at = next(iter(set(found) - before)).rpartition(".")[0]
            found[f"{at}.key"] = [clause]
    return found


def without_row(typed: Typed, at: str) -> dict[str, list[str]]:
    """The form without one row."""
    return {name: list(values) for name, values in typed.items() if not name.startswith(f"{at}.")}


def _tree(typed: Typed) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for name, values in typed.items():
        *way, last = name.split(".")[:MOST_LEVELS]
        here = root
        for step in way:
            below = here.setdefault(step, {})
            here = below if isinstance(below, dict) else {}
        here[last] = list(values)
    return root


def _counted(node: dict[str, Any]) -> dict[str, Any]:
    found = {name: _counted(value) if isinstance(value, dict) else value for name, value in node.items()}
    if not found or not all(name.isascii() and name.isdigit() for name in found):
        return found
    rows = [found[name] for name in sorted(found, key=int) if not _untouched(found[name])]
    return {str(number): row for number, row in enumerate(rows)}


def _untouched(node: Any) -> bool:
    if isinstance(node, dict):
        return all(_untouched(value) for name, value in node.items() if name != MARK)
    return all(value.strip() in UNTOUCHED for value in node)


def _flat(node: dict[str, Any], at: str) -> Iterator[tuple[str, list[str]]]:
    for name, value in node.items():
        here = f"{at}.{name}" if at else name
        if isinstance(value, dict):
            yield from _flat(value, here)
        else:
            yield here, value

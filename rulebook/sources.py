"""A changed figure brings its own clause or a reason: the old one never vouches for a new figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rulebook.layers import ROW_KEYS
from terms.text import Text, say

Leaves = dict[tuple[object, ...], Any]


def is_source(name: object) -> bool:
    """Whether a value says where a figure comes from: a clause or a reason, its own or of one figure beside it."""
    return str(name).endswith(("clause", "reason"))


def unsourced(topic: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """Places that say something else under the source they had, by the name of their input.

    A row whose key changed is compared with those that are gone: 5 times made 4 under the clause of 5 is refused too.
    """
    for key, value in after.items():
        if (topic, key) in ROW_KEYS:
            yield from _rows(key, ROW_KEYS[topic, key], before.get(key, []), value)
        elif isinstance(value, dict) and isinstance(before.get(key), dict) and not is_source(key):
            if _kept(before[key], value):
                yield key, _wrong(value)
        elif not is_source(key) and key in before and value != before[key] and _single_kept(key, before, after):
            yield key, _wrong(after)


def _rows(key: str, field: str, old: list[Any], new: list[Any]) -> Iterator[tuple[str, Text]]:
    known = {row.get(field): row for row in old}
    names = {row.get(field) for row in new}
    gone = [row for row in old if row.get(field) not in names]
    for number, row in enumerate(new):
        name = row.get(field)
        same = [known[name]] if name in known else gone
        if any(_kept(one, row) for one in same):
            yield f"{key}.{number}", _wrong(row)


def _kept(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether figures differ, and every source that was there is still the same."""
    sources = _leaves(old, source=True)
    return (
        bool(sources)
        and sources == _leaves(new, source=True)
        and _leaves(old, source=False) != _leaves(new, source=False)
    )


def _single_kept(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Of a single value: the clause or reason named after it, or else that of the topic."""
    own = [name for name in (f"{key}_clause", f"{key}_reason") if name in before]
    names = own or [name for name in ("clause", "reason") if name in before]
    return bool(names) and all(before[name] == after.get(name) for name in names)


def _leaves(data: Any, *, source: bool, way: tuple[object, ...] = (), inside: bool = False) -> Leaves:
    """The values that are sources, or those that are none, by the way to them."""
    pairs = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else None
    if pairs is None:
        return {way: data} if inside == source else {}
    found: Leaves = {}
    for name, value in pairs:
        found |= _leaves(value, source=source, way=(*way, name), inside=inside or is_source(name))
    return found


def _wrong(row: Mapping[str, Any]) -> Text:
    clause = row.get("clause")
    if clause:
        return say("The figure changed but not its clause (%(clause)s); cite another or give a reason.", clause=clause)
    return say("The figure changed but not its reason; give the new reason.")

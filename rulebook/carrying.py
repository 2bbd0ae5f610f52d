"""A draft carried over to a newer issue: what it changes is changed there, everything else is as the newer one says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rulebook.drafts import changed
from rulebook.layers import ROW_KEYS, Data, Merged


def carried(old: Merged, draft: Merged, new: Merged, *, pack: str) -> Merged:
    """The draft as if it had been made from `new` instead of `old`.

    A place that both changed is as the draft says: the comparison with the newer issue shows it.
    """
    topics = {
        name: _topic(name, old.topics.get(name, {}), draft.topics.get(name, {}), new.topics.get(name, {}))
        for name in {**new.topics, **old.topics, **draft.topics}
    }
    return changed(new, topics, pack=pack)


def _topic(name: str, old: Mapping[str, Any], mine: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    found = dict(new)
    for key in {**old, **mine}:
        if old.get(key) == mine.get(key):
            continue
        if (name, key) in ROW_KEYS:
            field = ROW_KEYS[name, key]
            found[key] = _rows(field, old.get(key, []), mine.get(key, []), new.get(key, []))
        elif key in mine:
            found[key] = mine[key]
        else:
            found.pop(key, None)
    return found


def _rows(field: str, old: list[Data], mine: list[Data], new: list[Data]) -> list[Data]:
    before, after = {row[field]: row for row in old}, {row[field]: row for row in mine}
    rows = {row[field]: row for row in new if row[field] not in before or row[field] in after}
    rows |= {name: row for name, row in after.items() if row != before.get(name)}
    # Bands and days run upwards, whoever adds one.
    return [rows[name] for name in sorted(rows)] if all(isinstance(name, int) for name in rows) else [*rows.values()]

"""What a pack decided where its documents are silent, beside what a draft changes.

Such a sentence repeats figures of its topic in words: "5 times is the department head's". No reader can tell whether it
still agrees with them, so whoever changes the topic is shown its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rulebook.drafts import compared
from rulebook.layers import Data, Merged

PACK = "pack"
DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Amended:
    """A decided sentence that a draft says differently; None where it is new, or gone."""

    topic: str
    before: Data | None
    after: Data | None


def decided_in(found: Merged) -> list[Data]:
    return list(found.topics.get(PACK, {}).get(DECIDED, ()))


def changed_topics(base: Merged, draft: Merged) -> tuple[str, ...]:
    """The topics a draft says differently, in its own order; those of decided sentences too."""
    found = {one.topic for one in compared(base, draft)} | {one.topic for one in amended(base, draft)}
    return tuple(topic for topic in draft.topics if topic in found)


def left_standing(base: Merged, draft: Merged, *, topics: Iterable[str] | None = None) -> tuple[Data, ...]:
    """The decided sentences about changed topics that the draft leaves as they were.

    topics: only these; every one when left out.
    """
    old = decided_in(base)
    moved = {one.topic for one in compared(base, draft)} & set(draft.topics if topics is None else topics)
    return tuple(row for row in decided_in(draft) if row.get("topic") in moved and row in old)


def amended(base: Merged, draft: Merged) -> tuple[Amended, ...]:
    """The decided sentences that the draft says differently, adds or takes out."""
    old, new = decided_in(base), decided_in(draft)
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    before = {_asks(row): row for row in gone}
    after = {_asks(row): row for row in come}
    return tuple(Amended(asks[0], before.get(asks), after.get(asks)) for asks in dict.fromkeys((*after, *before)))


def _asks(row: Mapping[str, Any]) -> tuple[str, str]:
    question = row.get("question", {})
    return str(row.get("topic", "")), str(question.get("zh", "") if isinstance(question, Mapping) else question)

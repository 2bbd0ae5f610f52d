"""Issues to try: the food pack with one figure changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from rulebook import Book, files, stored
from rulebook.layers import Merged

PACK = "food"
BEGINS = date(2026, 1, 1)


def changed(topic: str, **values: Any) -> str:
    """The text of the food pack with some values of a topic changed."""
    found = files.whole(PACK)
    topics = {**found.topics, topic: {**found.topics[topic], **values}}
    return stored.dump(Merged(topics, found.origins))


def as_it_is() -> str:
    return stored.shipped(PACK)


def head_up_to(times: int) -> str:
    """The head decides up to so many times only; the director has what is above."""
    ladder = files.whole(PACK).topics["authority"]["ladder"]
    return changed("authority", ladder=[{**row, "within": times} if row["within"] == 5 else row for row in ladder])


def results_due_at(hour: int) -> str:
    """Results and same-day cases are due at another hour."""
    limits = files.whole(PACK).topics["time_limits"]["limits"]
    moved = [{**row, "at": row["at"].replace(hour=hour)} if "at" in row else row for row in limits]
    return changed("time_limits", limits=moved)


def fines_of(yuan: str) -> str:
    """Every breach costs the same."""
    rows = files.whole(PACK).topics["penalties"]["penalties"]
    return changed("penalties", penalties=[{**row, "least": yuan, "most": yuan} for row in rows])


def book_of(text: str) -> Book:
    return stored.read(stored.undump(text), PACK, effective_from=BEGINS)

"""How a person's state reads, and their powers as a card of their page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin_views.story import Cell
from admin_views.words import NOTHING, words
from models import Staff


@dataclass(frozen=True)
class Powers:
    """A card of sentences with their clauses."""

    title: Any
    powers: Any


def in_use(row: Staff) -> Cell:
    return Cell(words(row.status), pill=f"pill-{row.status.value}")


def resting(row: Staff, at: datetime) -> Cell:
    """Until when the account takes no password; past times say nothing any more."""
    if row.locked_until is None or row.locked_until <= at:
        return Cell(NOTHING)
    return Cell(words(row.locked_until), mark="late")

"""What one check of the doctor found: a state, a sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from config import Settings
from terms.text import Text


class State(StrEnum):
    """Faults make the status 1; a warning is for somebody to read."""

    FINE = "fine"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Found:
    """One line. advice: what to do; empty where all is well."""

    state: State
    text: Text
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation that is looked at."""

    settings: Settings
    session: Session
    at: datetime


Check = Callable[[Patient], Iterator[Found]]


def fine(text: Text) -> Found:
    return Found(State.FINE, text)


def warning(text: Text, advice: Text) -> Found:
    return Found(State.WARNING, text, advice)


def fault(text: Text, advice: Text) -> Found:
    return Found(State.FAULT, text, advice)

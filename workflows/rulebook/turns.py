"""What holds in the company is changed by one person after another."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

# Any number that nothing else in this database locks by.
CHANGE_OF_RULES = 4_902_016
_take_turn = text("SELECT pg_advisory_xact_lock(:key)")


def take_turn(session: Session) -> None:
    """Wait until nobody else changes an issue or what holds where; SQLite lets one writer in at a time by itself.

    Two acts on different rows can each be right by what the other has not yet said: both sign the last signature of
    two issues for the same pack, both put a pack in force for the same cases.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_take_turn, {"key": CHANGE_OF_RULES})

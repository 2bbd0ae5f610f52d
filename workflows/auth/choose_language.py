"""Somebody chooses the language they read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Staff
from workflows import audit
from workflows.transaction import transaction


def choose_language(session: Session, *, language: str, actor: Staff, at: datetime) -> None:
    """Keep a person's language with the person, so that the next log-in speaks it too."""
    with transaction(session):
        staff = session.get_one(Staff, actor.id, with_for_update=True, populate_existing=True)
        if staff.language != language:
            staff.language = language
            audit.record(session, "staff.language_chosen", staff, staff, at)

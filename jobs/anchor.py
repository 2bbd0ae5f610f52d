"""The anchor of the audit: every hour by the timetable, and at once when somebody asks for it."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from config import Settings
from workflows.housekeeping.anchor import anchor


def anchor_audit(session: Session, *, at: datetime) -> int:
    """Note where the chain stands; the answer is the place of its last link."""
    settings: Settings = current_app.config["SETTINGS"]
    return anchor(session, at=at, files=settings.anchor_files)

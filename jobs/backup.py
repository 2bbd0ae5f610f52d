"""The nightly backup, where a folder is named for it."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from config import VERSION, Settings
from models import db
from workflows.backups.create import create
from workflows.backups.keep import keep_newest
from workflows.housekeeping.record_job import noted


def back_up(session: Session, *, at: datetime) -> int:
    """Make a backup and delete the oldest beyond those to be kept; 1, or 0 where no folder is named."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.backup_dir is None:
        return 0
    settings.backup_dir.mkdir(parents=True, exist_ok=True)
    made = create(db.engine, data_dir=settings.data_dir, to=settings.backup_dir, at=at, version=VERSION)
    noted(session, name="backup", began_at=at, at=at, outcome=made.path.name)
    keep_newest(settings.backup_dir, settings.backups_kept)
    return 1

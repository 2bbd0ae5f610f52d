"""Files that wait to be checked, imported or undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy.orm import Session

from config import Settings
from exchange.limits import MEGABYTE, Limits
from workflows.imports.forget import forget
from workflows.imports.receive import Shelf
from workflows.imports.work import work

if TYPE_CHECKING:
    from jobs.work import Errand


def do_import(session: Session, errand: Errand) -> str:
    """Go on with one import from wherever it stands."""
    return work(session, import_id=errand.subject_id, shelf=_shelf(errand.settings), now=errand.now, tell=errand.tell)


def forget_imports(session: Session, *, at: datetime) -> int:
    """Throw away what old files held."""
    settings: Settings = current_app.config["SETTINGS"]
    return forget(session, shelf=_shelf(settings), keep=timedelta(days=settings.imports_kept_days), at=at)


def _shelf(settings: Settings) -> Shelf:
    limits = Limits(most_bytes=settings.max_import_mb * MEGABYTE, most_rows=settings.max_import_rows)
    return Shelf(settings.imports_dir, limits)

"""Files that wait to be checked, imported or undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from exchange.limits import MEGABYTE, Limits
from workflows.imports.receive import Shelf
from workflows.imports.work import work

if TYPE_CHECKING:
    from jobs.work import Errand


def do_import(session: Session, errand: Errand) -> str:
    """Go on with one import from wherever it stands."""
    settings = errand.settings
    limits = Limits(most_bytes=settings.max_import_mb * MEGABYTE, most_rows=settings.max_import_rows)
    shelf = Shelf(settings.imports_dir, limits)
    return work(session, import_id=errand.subject_id, shelf=shelf, now=errand.now, tell=errand.tell)

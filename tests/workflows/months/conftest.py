from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.workflows.months.closing import Closing
from workflows.attachments.files import Storage


@pytest.fixture
def closing(session: Session, storage: Storage) -> Closing:
    """One company in September 2026, and the close of that month."""
    return Closing(session, storage)

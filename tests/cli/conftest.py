from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.workflows.life import Life
from workflows.attachments.files import Storage


@pytest.fixture
def life(session: Session, storage: Storage) -> Life:
    """One company with a person for every role, and the path of a case through it."""
    return Life(session, storage)

from __future__ import annotations

import pytest

from tests.workflows.scored import Scored


@pytest.fixture
def scored(life) -> Scored:
    """One company and the cards of its third quarter."""
    return Scored(life)

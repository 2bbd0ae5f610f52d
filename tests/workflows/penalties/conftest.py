from __future__ import annotations

import pytest

from tests.workflows.accused import Accused


@pytest.fixture
def accused(life) -> Accused:
    """One company and its entries, each step a use-case by whoever's turn it is."""
    return Accused(life)

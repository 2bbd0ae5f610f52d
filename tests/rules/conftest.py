"""The food pack and its parts, as every rule test needs them."""

from __future__ import annotations

from datetime import date

import pytest

import rulebook


@pytest.fixture(scope="session")
def food() -> rulebook.Book:
    return rulebook.book("food", on=date(2026, 11, 2))

"""A pack by its name, on one day of one year."""

from __future__ import annotations

from datetime import date

import pytest

import rulebook

ON = date(2026, 11, 2)  # a Monday


@pytest.fixture(scope="session")
def pack():
    return lambda name: rulebook.book(name, on=ON)

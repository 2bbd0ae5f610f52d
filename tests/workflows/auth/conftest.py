from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from workflows.auth import hashing


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """The same hash at the lowest cost: these tests are about rules, not about slowness."""
    monkeypatch.setattr(hashing, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    hashing._nobodys.cache_clear()
    yield
    hashing._nobodys.cache_clear()

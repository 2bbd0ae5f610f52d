"""The dice of the telling: shares in per cent, choices by weight."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chance(rng: Random, percent: float) -> bool:
    """Whether what happens in so many of a hundred cases happens now."""
    return rng.random() * 100 < percent


def one(rng: Random, shares: Mapping[T, float]) -> T:
    """One of the keys, as often as its share says."""
    return rng.choices(list(shares), list(shares.values()))[0]

"""Small charts drawn by the server: whole numbers in, places on a canvas out; `home/charts.html` draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 360, 120
# Room for the labels under the bars.
FOOT = 18
GAP = 2


@dataclass(frozen=True)
class Bar:
    """One bar: its place in the picture, and what it says."""

    label: Any
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """Upright bars; top: the value at the upper edge."""

    bars: tuple[Bar, ...]
    top: int
    total: int


def upright(values: Sequence[tuple[Any, int]]) -> Chart:
    """One bar a value, side by side over the whole width; the highest reaches the top."""
    top = max((value for _label, value in values), default=0) or 1
    step = WIDTH / max(len(values), 1)
    room = HEIGHT - FOOT
    bars = tuple(
        Bar(
            label,
            value,
            round(n * step + GAP / 2, 2),
            round(room - room * value / top, 2),
            round(step - GAP, 2),
            round(room * value / top, 2),
        )
        for n, (label, value) in enumerate(values)
    )
    return Chart(bars, top, sum(value for _label, value in values))


def shares(values: Sequence[tuple[Any, int]], most: int = 6) -> list[tuple[Any, int, float]]:
    """The largest values with their length in percent of the largest."""
    top = max((value for _label, value in values), default=0) or 1
    return [(label, value, round(100 * value / top, 1)) for label, value in values[:most]]

"""A table for the terminal, in which a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

WIDE = "WF"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of aligned columns, the heads underlined."""
    lines = [heads, *rows]
    widths = [max(width(line[column]) for line in lines) for column in range(len(heads))]
    ruled = [heads, ["-" * wide for wide in widths], *rows]
    return "\n".join("  ".join(map(padded, line, widths)).rstrip() for line in ruled)


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(2 if east_asian_width(character) in WIDE else 1 for character in text)


def padded(text: str, wide: int) -> str:
    return text + " " * (wide - width(text))

"""How large a file may be. A file that claims more is a mistake or an attack, and is refused before it is read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """bytes: of the file, and of what a compressed one holds; rows below the header; columns; characters in a cell.

    cells: of the rectangle that a sheet spans, empty ones too, for a reader makes room for each.
    """

    most_bytes: int = 64 * MEGABYTE
    most_unpacked: int = 600 * MEGABYTE
    most_rows: int = 200_000
    most_columns: int = 200
    most_in_a_cell: int = 32_767
    most_cells: int = 12_000_000


# How much larger than the file its content may be; text packs ten to one, a bomb a thousand to one.
MOST_RATIO = 150
MOST_PARTS = 2_000

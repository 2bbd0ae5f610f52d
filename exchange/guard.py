"""No cell is ever a live formula: what would begin one is written behind an apostrophe, which the importer takes off.

Text that begins with an apostrophe of its own before such a sign gets one more, so that both ways are exact.
"""

from __future__ import annotations

import re

# Full-width signs too: a Chinese spreadsheet takes them for the plain ones.
BEGINS_A_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
WAS_GUARDED = re.compile(r"''*\s*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """The text of a CSV cell that no spreadsheet reckons with."""
    return f"'{text}" if BEGINS_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before it was guarded."""
    return text[1:] if WAS_GUARDED.match(text) else text

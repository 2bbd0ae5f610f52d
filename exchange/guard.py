"""No cell is ever a live formula: what would begin one is written behind an apostrophe, which the importer takes off.

A spreadsheet whose own separator is ; or a tab cuts our cells there, and then at the ends of their lines too, whatever
the quotation marks: so every piece of a cell is guarded as a cell is. Text that has apostrophes of its own before such
a sign gets one more, so that both ways are exact.
"""

from __future__ import annotations

import re

# Full-width signs too: a Chinese spreadsheet takes them for the plain ones.
SIGNS = r"(?:[^\S;\t\r\n]|\")*[=+\-@＝＋－＠]"
BEGINS_A_FORMULA = re.compile(rf"\A(?='*\s*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?='*{SIGNS})")
WAS_GUARDED = re.compile(rf"\A'(?='*\s*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])'(?='*{SIGNS})")


def guarded(text: str) -> str:
    """The text of a CSV cell that no spreadsheet reckons with."""
    return BEGINS_A_FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """The text as it was before it was guarded."""
    return WAS_GUARDED.sub("", text)

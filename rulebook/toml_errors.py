"""What a TOML reader complains of, in sentences that can be translated, with line and column."""

from __future__ import annotations

import re

from terms.text import Text, say

PLACE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)$")
# What the reader's sentence begins with, and what it means.
REASONS = (
    ("Cannot overwrite", say("the same name stands twice")),
    ("Cannot declare", say("the same name stands twice")),
    ("Duplicate inline table key", say("the same name stands twice")),
    ("Cannot mutate", say("a table or list is written on after it was closed")),
    ("Cannot redefine", say("a table or list is written on after it was closed")),
    ("Expected '='", say("an = is missing after a name")),
    ("Expected ']", say("a closing ] is missing")),
    ("Unclosed array", say("a closing ] is missing")),
    ("Unclosed inline table", say("a closing } is missing")),
    ("Unterminated string", say("a closing quotation mark is missing")),
    ("Expected \"'", say("a closing quotation mark is missing")),
    ("Expected '\"", say("a closing quotation mark is missing")),
    ("Expected newline", say("something stands after the end of a value; begin a new line")),
    ("Illegal character", say("a character stands here that may not")),
    ("Unescaped '\\'", say("a \\ stands alone; write \\\\")),
    ("Invalid initial character", say("a name is missing, or begins with a character it may not have")),
    ("Invalid date", say("there is no such date or time")),
    ("Invalid value", say("a value is missing or not one; put words into quotation marks")),
)
OTHERWISE = say("a value is missing or not one; put words into quotation marks")


def in_words(error: ValueError) -> Text:
    """The reason, and where it is as far as the reader says so."""
    said = str(error)
    reason = next((text for begins, text in REASONS if said.startswith(begins)), OTHERWISE)
    at = PLACE.search(said)
    if at is None:
        return say("is not valid TOML: %(reason)s; correct it", reason=reason)
    return say(
        "is not valid TOML in line %(line)s, column %(column)s: %(reason)s; correct it",
        line=at["line"], column=at["column"], reason=reason,
    )  # fmt: skip

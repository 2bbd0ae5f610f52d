"""The business said no. Safe to show, never logged as a fault."""

from __future__ import annotations

from terms.text import Text


class Refusal(Exception):
    """Base of every business refusal: a sentence, its clause, and the fields it speaks of.

    text: what was refused and what to do instead.
    clause: the clause the refusal rests on, empty where no policy speaks.
    fields: (field name, sentence) for every input that must be corrected.
    """

    def __init__(self, text: Text, *, clause: str = "", fields: tuple[tuple[str, Text], ...] = ()) -> None:
        super().__init__(str(text))
        self.text = text
        self.clause = clause
        self.fields = fields

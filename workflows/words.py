"""Words that an act cannot do without: what was done, why, who says so."""

from __future__ import annotations

from terms.refusal import Refusal
from terms.text import say


class WordsMissing(Refusal):
    """A field that explains the act is empty; `fields` names each."""


def need(**texts: str) -> None:
    """Refuse while one of these is blank, given by the name of its field.

    :raises WordsMissing:
    """
    blank = [name for name, text in texts.items() if not text.strip()]
    if blank:
        text = say("This may not stay empty.")
        raise WordsMissing(say("Fill in what is marked, so that it can be understood later."),
                           fields=tuple((name, text) for name in blank))  # fmt: skip

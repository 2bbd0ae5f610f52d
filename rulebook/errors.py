"""What the readers say when the data of a rulebook cannot be trusted."""

from __future__ import annotations

from terms.text import Text


class RulebookError(ValueError):
    """The data is wrong: says file, topic and row, what is wrong there, and what to do.

    text: the sentence, for whoever reads it on a screen; problem: the same in English.
    """

    def __init__(self, where: str, problem: Text | str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.text = problem if isinstance(problem, Text) else Text(problem)
        self.problem = str(problem)

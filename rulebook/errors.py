"""What the readers say when the data of a rulebook cannot be trusted."""

from __future__ import annotations


class RulebookError(ValueError):
    """The data is wrong: says file, topic and row, what is wrong there, and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem

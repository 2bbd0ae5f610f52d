"""The past told in the order of time: many lives side by side, each says when it goes on."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Generator
from datetime import datetime

# A life yields the moment of its next step and is resumed then.
Life = Generator[datetime, None, None]


class Telling:
    """Steps of all lives by their time; of one moment, in the order in which they were announced."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.now = until
        self._queue: list[tuple[datetime, int, Life | Callable[[], object]]] = []
        self._order = itertools.count()

    def begin(self, life: Life) -> None:
        """Let a life go on until it first says when."""
        self._resume(life)

    def remind(self, at: datetime, do: Callable[[], object]) -> None:
        """Do one thing at a time."""
        self._put(at, do)

    def run(self) -> None:
        """Tell everything up to the end; what would come later has not happened."""
        while self._queue:
            self.now, _, what = heapq.heappop(self._queue)
            if isinstance(what, Generator):
                self._resume(what)
            else:
                what()

    def _resume(self, life: Life) -> None:
        at = next(life, None)
        if at is not None:
            self._put(at, life)

    def _put(self, at: datetime, what: Life | Callable[[], object]) -> None:
        if at <= self.until:
            heapq.heappush(self._queue, (at, next(self._order), what))

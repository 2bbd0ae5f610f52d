"""How many statements a request took and how long the database worked on it, told in two headers of the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Engine, event

STATEMENTS, DATABASE_MS = "X-Statements", "X-Database-Ms"
Application = Callable[..., Iterable[bytes]]


class Count(threading.local):
    statements = 0
    seconds = 0.0
    began = 0.0


def counted(application: Application, engine: Engine) -> Application:
    """The same WSGI application, with the two headers."""
    count = Count()

    @event.listens_for(engine, "before_cursor_execute")
    def before(*_told: Any) -> None:
        count.began = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def after(*_told: Any) -> None:
        count.statements += 1
        count.seconds += time.perf_counter() - count.began

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        count.statements, count.seconds = 0, 0.0

        def started(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            told = [(STATEMENTS, str(count.statements)), (DATABASE_MS, f"{count.seconds * 1000:.2f}")]
            return start(status, [*headers, *told], *error)

        return application(environ, started)

    return answer

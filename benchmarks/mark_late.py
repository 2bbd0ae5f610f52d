"""The sweep that marks late cases: its work must grow with what is due, not with what is stored.

    python -m benchmarks.mark_late --complaints 1000 10000 100000 --due 0 10 100 --engines sqlite postgresql

Each company is built in a database of its own and thrown away. Prints the statements and the time of one sweep.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session

from benchmarks.databases import DATABASES
from benchmarks.ground import NOW
from benchmarks.load import load, open_engine
from models import ComplaintClock
from workflows.time_limits.mark_late import mark_late

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Swept:
    """What one sweep took."""

    due: int
    statements: int
    seconds: float

    def __str__(self) -> str:
        each = f"{self.seconds / self.due * 1000:6.2f} ms each" if self.due else ""
        return f"{self.due:6} due  {self.statements:6} statements  {self.seconds * 1000:8.1f} ms  {each}"


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while this is open."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def let_run_out(engine: Engine, due: int) -> None:
    """Exactly so many clocks have run out unmarked; all the others still have an hour."""
    with Session(engine) as session:
        session.execute(update(ComplaintClock).values(due_at=NOW + HOUR).where(_unmarked()))
        keys = session.scalars(
            select(ComplaintClock.id).where(_unmarked()).order_by(ComplaintClock.id).limit(due)
        ).all()
        if len(keys) < due:
            raise SystemExit(f"only {len(keys)} clocks run in this company; ask for fewer")
        session.execute(update(ComplaintClock).values(due_at=NOW - HOUR).where(ComplaintClock.id.in_(keys)))
        session.commit()


def _unmarked() -> Any:
    return ComplaintClock.met_at.is_(None) & ComplaintClock.late_at.is_(None)


def sweep(engine: Engine) -> Swept:
    with Session(engine) as session, counted(engine) as sent:
        began = time.perf_counter()
        due = mark_late(session, at=NOW)
        return Swept(due, len(sent), time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--complaints", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--due", type=int, nargs="+", default=[0, 10, 100])
    parser.add_argument("--engines", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    asked = parser.parse_args()
    for name in asked.engines:
        for size in asked.complaints:
            sys.stdout.write(f"{name}, {size:,} complaints\n")
            measure(name, size, asked.due)


def measure(name: str, size: int, dues: list[int]) -> None:
    with ExitStack() as stack:
        engine = open_engine(stack.enter_context(DATABASES[name]()))
        stack.callback(engine.dispose)
        load(engine, size, say=lambda _line: None)
        for due in dues:
            let_run_out(engine, due)
            sys.stdout.write(f"  {sweep(engine)}\n")


if __name__ == "__main__":
    main()

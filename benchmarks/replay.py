"""Past cases tried under another issue: how many a second, on one and on two processes.

    python -m benchmarks.replay --complaints 100000 --engines sqlite postgresql --processes 1 2

The issue tried is the food pack with a ladder that asks the department head up to 3x only, and results due at 14:00.
Each company is built in a database of its own and thrown away.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import ExitStack
from datetime import timedelta

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

import rulebook
from benchmarks.databases import DATABASES
from benchmarks.ground import NOW, SPAN
from benchmarks.load import load, open_engine
from models import Complaint
from queries.past_cases import Span, keys_of
from queries.replay_processes import replayed
from queries.replays import Compared
from rulebook import files, stored
from rulebook.layers import Merged
from rules.replay_figures import Figures

PACK = "food"


def stricter() -> str:
    """The text of the issue that is tried."""
    found = files.whole(PACK)
    ladder = [{**row, "within": 3} if row["within"] == 5 else row for row in found.topics["authority"]["ladder"]]
    limits = [
        {**row, "at": row["at"].replace(hour=14)} if "at" in row else row
        for row in found.topics["time_limits"]["limits"]
    ]
    topics = {
        **found.topics,
        "authority": {**found.topics["authority"], "ladder": ladder},
        "time_limits": {**found.topics["time_limits"], "limits": limits},
    }
    return stored.dump(Merged(topics, found.origins))


def judged_under_the_shipped(engine: Engine) -> None:
    """The made-up cases name the issue that is shipped."""
    issue = rulebook.book(PACK, on=NOW.date()).issue
    with Session(engine) as session:
        session.execute(update(Complaint).values(rulebook_issue=issue))
        session.commit()


def replay(engine: Engine, processes: int) -> tuple[Figures, float, float]:
    """The figures, the seconds from the question to the last answer, and those a processor was at work."""
    began, worked = time.perf_counter(), at_work()
    compared = Compared("", PACK, stricter(), NOW.date(), NOW)
    figures = Figures()
    with Session(engine) as session:
        keys = keys_of(session, Span(PACK, (NOW - SPAN - timedelta(1)).date(), NOW.date()), None)
        for _keys, block in replayed(session, compared, keys, processes=processes):
            figures.merge(block.figures)
    return figures, time.perf_counter() - began, at_work() - worked


def at_work() -> float:
    """Seconds of processor that this process and its children used: on a busy machine they say more than a clock.

    The server of PostgreSQL is neither.
    """
    return sum(os.times()[:4])


def measure(name: str, size: int, processes: list[int]) -> None:
    with ExitStack() as stack:
        engine = open_engine(stack.enter_context(DATABASES[name]()))
        stack.callback(engine.dispose)
        load(engine, size, say=lambda _line: None)
        judged_under_the_shipped(engine)
        for many in processes:
            figures, seconds, worked = replay(engine, many)
            sys.stdout.write(
                f"{name:11} {figures.cases:9,} cases  {figures.settlements:9,} settlements  {many} processes  "
                f"{seconds:7.1f} s  {figures.cases / seconds:8,.0f} cases/s  {worked:7.1f} s of processor  "
                f"{figures.changed:,} come out otherwise\n"
            )
            sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--complaints", type=int, nargs="+", default=[100_000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    asked = parser.parse_args()
    for name in asked.engines:
        for size in asked.complaints:
            measure(name, size, asked.processes)


if __name__ == "__main__":
    main()

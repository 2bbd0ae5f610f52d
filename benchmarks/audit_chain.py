"""What the chain over the audit costs: registering a case with it and without, and walking it.

    python -m benchmarks.audit_chain --cases 300 --complaints 100000 --engines sqlite postgresql

Cases are registered by turns with the seal and without, in one database: whatever else the machine does weighs on both.
The walk is over the chain of a made-up company, in a process of its own, with the growth of its memory.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from benchmarks.databases import DATABASES
from benchmarks.load import load, open_engine
from cli.schema import upgrade
from models import audit_chain
from queries.audit_chain import verify
from tests.workflows.life import Life
from workflows.attachments.files import Storage

WARM_UP = 20


def register(engine: Engine, cases: int) -> tuple[float, float]:
    """Milliseconds of one registration with the seal and without: the medians."""
    upgrade(engine)
    took: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder, Session(engine) as session:
        life = Life(session, Storage(Path(folder), largest=10**7))
        for turn in range(cases + WARM_UP):
            sealed = turn % 2 == 0
            seconds = _one(life, session, sealed=sealed)
            if turn >= WARM_UP:
                took[sealed].append(seconds * 1000)
    return statistics.median(took[True]), statistics.median(took[False])


def _one(life: Life, session: Session, *, sealed: bool) -> float:
    if not sealed:
        event.remove(Session, "before_commit", audit_chain.seal_new)
    began = time.perf_counter()
    life.company.register(life.storage)
    seconds = time.perf_counter() - began
    if not sealed:
        event.listen(Session, "before_commit", audit_chain.seal_new)
        session.info.pop(audit_chain.UNLINKED, None)
    return seconds


def walk(url: str) -> tuple[int, float, float]:
    """Links walked, seconds, and by how many megabytes the process grew."""
    engine = open_engine(url)
    with engine.connect():
        gc.collect()
    before = highest()
    began = time.perf_counter()
    with Session(engine) as session:
        checked = verify(session)
    seconds = time.perf_counter() - began
    if not checked.is_whole:
        raise SystemExit(f"the chain is not whole: {checked.wrong[0]}")
    return checked.links, seconds, (highest() - before) / 1024


def highest() -> int:
    """The most memory this process ever had, in KB; not getrusage, which remembers the process it was forked from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--complaints", type=int, default=100_000)
    parser.add_argument("--engines", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    asked = parser.parse_args()
    for name in asked.engines:
        with DATABASES[name]() as url:
            with_seal, without = register(open_engine(url), asked.cases)
        tell(f"{name:10}  register {with_seal:6.2f} ms sealed, {without:6.2f} ms not, ratio {with_seal / without:.2f}")
        with DATABASES[name]() as url:
            load(open_engine(url), asked.complaints, say=lambda _line: None)
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                links, seconds, grown = alone.submit(walk, url).result()
        each = seconds / links * 1e6
        tell(f"{name:10}  walk {links:,} links in {seconds:.1f} s, {each:.0f} us each, memory +{grown:.0f} MB")


if __name__ == "__main__":
    main()

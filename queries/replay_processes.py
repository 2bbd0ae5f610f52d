"""A long replay on several processors: each process reads and judges blocks of its own, the answers come in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from models.engine import prepare_engine
from queries.past_cases import blocks
from queries.replays import Block, Compared, Replay

# Beginning a process costs about as much as so many cases.
PAYS_FROM = 5_000
# Two leave room for the people at work on a small machine.
MOST_PROCESSES = 2
# So many blocks are asked for ahead, so that nobody waits and little is held in memory.
AHEAD = 3

_replay: Replay | None = None


def processes_for(many: int) -> int:
    """How many processes so many cases are worth."""
    return min(MOST_PROCESSES, os.cpu_count() or 1) if many >= PAYS_FROM else 1


def replayed(
    session: Session, compared: Compared, keys: Sequence[int], *, processes: int = 1
) -> Iterator[tuple[Sequence[int], Block]]:
    """The blocks of these cases with what they come to, in order. One process works in this session.

    :raises RulebookError: the issue that is tried cannot be read.
    """
    compared.tried()
    url = _url_of(session)
    done = 0
    if processes > 1 and url is not None:
        try:
            for block, answer in _shared_out(url, compared, keys, processes):
                done += len(block)
                yield block, answer
        except (BrokenProcessPool, OSError):
            pass  # a machine that gives no processes does the rest here
    here = Replay(session, compared) if done < len(keys) else None
    for block in blocks(keys[done:]):
        assert here is not None
        yield block, here.block(block)


def _shared_out(
    url: str, compared: Compared, keys: Sequence[int], processes: int
) -> Iterator[tuple[Sequence[int], Block]]:
    # Begun anew, not copied: a child has no use for the server's threads, and Windows knows no other way.
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(url, compared)
    ) as pool:
        waiting: deque[tuple[Sequence[int], Future[Block]]] = deque()
        for block in blocks(keys):
            waiting.append((block, pool.submit(_block, list(block))))
            if len(waiting) >= processes * AHEAD:
                asked, answer = waiting.popleft()
                yield asked, answer.result()
        while waiting:
            asked, answer = waiting.popleft()
            yield asked, answer.result()


def _url_of(session: Session) -> str | None:
    """Where another process finds the same database; None for one that lives in this process only."""
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    url = engine.url
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        return None
    return url.render_as_string(hide_password=False)


def _begin(url: str, compared: Compared) -> None:
    global _replay  # noqa: PLW0603  one to a process, for all its blocks
    engine = create_engine(url)
    prepare_engine(engine)
    _replay = Replay(Session(engine), compared)


def _block(keys: list[int]) -> Block:
    assert _replay is not None
    found = _replay.block(keys)
    _replay.session.rollback()
    return found

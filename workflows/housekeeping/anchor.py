"""Note outside the database where the audit's chain stands, so that nobody can rewrite it from there on unnoticed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from queries.audit_chain import Anchor, tail

log = logging.getLogger(__name__)


def anchor(session: Session, *, at: datetime, files: Iterable[Path]) -> int:
    """Add a line to every file that has not noted the last link yet; the answer is the place of the last link.

    :raises OSError: a file cannot be written; the others have been.
    """
    seq, hash_ = tail(session)
    session.rollback()
    if not seq:
        return 0
    now, problems = Anchor(at, seq, hash_), []
    log.info("audit chain: link %s is %s", seq, hash_)
    for file in files:
        try:
            _add(file, now)
        except OSError as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    return seq


def read_anchors(files: Iterable[Path]) -> list[Anchor]:
    """Every anchor of these files, in the order of the chain; a file that is not there has none."""
    found = {one for file in files for one in _read(file)}
    return sorted(found, key=lambda one: (one.seq, one.at, one.hash))


def last_anchor(files: Iterable[Path]) -> Anchor | None:
    anchors = read_anchors(files)
    return anchors[-1] if anchors else None


def _add(file: Path, now: Anchor) -> None:
    known = list(_read(file))
    if known and (known[-1].seq, known[-1].hash) == (now.seq, now.hash):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as out:
        out.write(f"{now.at.isoformat()} {now.seq} {now.hash}\n")
        out.flush()
        os.fsync(out.fileno())


def _read(file: Path) -> Iterator[Anchor]:
    try:
        lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        # A line torn by a power cut says nothing; the next one says it again.
        parts = line.split(" ")
        if len(parts) == 3 and parts[1].isdigit() and len(parts[2]) == 64:  # noqa: PLR2004  time, place, SHA-256
            try:
                yield Anchor(datetime.fromisoformat(parts[0]), int(parts[1]), parts[2])
            except ValueError:
                continue

"""How far a piece of work is: a small file, because its own transaction may be open and SQLite has one writer."""

from __future__ import annotations

import contextlib
from pathlib import Path

FOLDER = "work"


def tell(data_dir: Path, kind: str, subject_id: int, done: int, total: int) -> None:
    """Note that `done` of `total` are done."""
    path = _path(data_dir, kind, subject_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".new")
    half.write_text(f"{done} {total}", encoding="ascii")
    half.replace(path)


def progress(data_dir: Path, kind: str, subject_id: int) -> tuple[int, int] | None:
    """How many of how many are done; None when nothing is known (not begun, or over)."""
    try:
        done, total = _path(data_dir, kind, subject_id).read_text(encoding="ascii").split()
        return int(done), int(total)
    except (OSError, ValueError):
        return None


def forget(data_dir: Path, kind: str, subject_id: int) -> None:
    """It is over."""
    with contextlib.suppress(OSError):
        _path(data_dir, kind, subject_id).unlink()


def _path(data_dir: Path, kind: str, subject_id: int) -> Path:
    return data_dir / FOLDER / f"{kind}-{subject_id}"

"""Keep the newest backups of a folder."""

from __future__ import annotations

from pathlib import Path

# Only what we named ourselves: a folder may hold other things.
OURS = "shouhou-[0-9]*-[0-9]*.zip"


def keep_newest(folder: Path, many: int) -> int:
    """Delete all but the newest so many backups; the answer is how many went. Their names sort by time."""
    old = sorted(folder.glob(OURS))[:-many]
    for path in old:
        path.unlink()
    return len(old)

"""Where jobs wait: a file of their own on one machine, Redis when several nodes share the work."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta

from huey import Huey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer
from huey.storage import RedisStorage

from config import ConfigError, Settings

NAME = "shouhou"
# Longer than any node may sleep and then still believe its slot is free.
KEEP_CLAIMS = timedelta(days=3)


def open_queue(settings: Settings) -> Huey:
    """The queue of these settings. What waits in it is signed: a job is a pickle, and Redis may be reached by others.

    :raises ConfigError: JOBS_URL is neither empty nor Redis.
    """
    common = {"utc": False, "results": False, "serializer": SignedSerializer(secret=settings.secret_key)}
    if settings.jobs_url.startswith(("redis://", "rediss://")):
        return RedisHuey(NAME, url=settings.jobs_url, **common)
    if settings.jobs_url:
        raise ConfigError("JOBS_URL must be empty or begin with redis://.")
    # Not in the application's database: a queue polls and writes all day, and SQLite has one writer.
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(NAME, filename=str(settings.data_dir / "jobs.db"), fsync=True, **common)


def claim(queue: Huey, name: str, slot: datetime) -> bool:
    """Take one slot of one job for this node; False when some node took it before."""
    key = claim_key(slot) + name
    if isinstance(queue.storage, RedisStorage):
        seconds = int(KEEP_CLAIMS.total_seconds())
        return bool(queue.storage.conn.set(f"{NAME}.{key}", socket.gethostname(), nx=True, ex=seconds))
    return bool(queue.storage.put_if_empty(key, b"1"))


def forget_claims(queue: Huey, before: datetime) -> None:
    """Delete the old claims of a file; Redis lets them expire."""
    if not isinstance(queue.storage, RedisStorage):
        old = "DELETE FROM kv WHERE queue = ? AND key >= ? AND key < ?"
        queue.storage.sql(old, (queue.name, "claim:", claim_key(before)), commit=True)


def claim_key(slot: datetime) -> str:
    """Keys sort by time, which is how old ones are found."""
    return f"claim:{slot:%Y%m%d%H%M}:"

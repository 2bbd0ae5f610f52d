"""Whether a backup file is whole and holds what it says."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terms.text import Text, say
from workflows.backups.archive import blocks, faults, reading
from workflows.backups.contents import DATABASE, TABLES


def verify(path: Path) -> tuple[dict[str, Any], list[Text]]:
    """The manifest, and everything that is wrong with the file.

    :raises NotABackup:
    """
    with reading(path) as (file, manifest):
        return manifest, wrong_with(file, manifest)


def wrong_with(file: zipfile.ZipFile, manifest: dict[str, Any]) -> list[Text]:
    """Every member read to its end, then the database looked into: nothing wrong gives an empty list."""
    found = list(faults(file, manifest))
    if not found:
        looked_into = _wrong_rows if manifest["engine"] == "postgresql" else _wrong_database
        found += looked_into(file, manifest)
    return found


def _wrong_rows(file: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Text]:
    for name, rows in manifest["tables"].items():
        with file.open(f"{TABLES}{name}.copy") as member:
            held = sum(block.count(b"\n") for block in blocks(member)) - 1
        if held != rows:
            yield _other_count(name, rows, held)


def _wrong_database(file: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Text]:
    with tempfile.TemporaryDirectory(prefix="shouhou-verify-") as folder:
        copy = Path(folder) / DATABASE
        with file.open(DATABASE) as member, copy.open("wb") as out:
            shutil.copyfileobj(member, out)
        connection = sqlite3.connect(copy)
        try:
            yield from _wrong_inside(connection, manifest)
        finally:
            connection.close()


def _wrong_inside(connection: sqlite3.Connection, manifest: dict[str, Any]) -> Iterator[Text]:
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            yield say("The database in it is damaged: %(fault)s", fault=said)
            return
        for name, rows in manifest["tables"].items():
            held = connection.execute(f"SELECT count(*) FROM {_plain(name)}").fetchone()[0]  # noqa: S608
            if held != rows:
                yield _other_count(name, rows, held)
    except sqlite3.DatabaseError as fault:
        yield say("The database in it is damaged: %(fault)s", fault=fault)


def _plain(name: str) -> str:
    """A table's name as it may stand in a statement; anything else names no table."""
    return name if name.isidentifier() else "no_such_table"


def _other_count(name: str, rows: int, held: int) -> Text:
    return say("Table %(name)s should have %(rows)s rows and has %(held)s.", name=name, rows=rows, held=held)

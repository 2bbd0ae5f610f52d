"""Make a backup while the desk is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models import Model
from terms.refusal import Refusal
from terms.text import say
from workflows.backups.archive import Writer, blocks_of, writing
from workflows.backups.contents import Snapshot, snapshot, stored_files

FILES = "files/"
ANCHORS = "audit-anchors.log"
# Where the files lie that rows name, below the data folder.
FOLDERS = ("attachments", "imports")


class FileExists(Refusal):
    """A backup never takes the place of another."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made. missing, damaged: files that rows name but that are gone or not what was stored."""

    path: Path
    rows: int
    files: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def create(engine: Engine, *, data_dir: Path, to: Path, at: datetime, version: str = "") -> Made:
    """Write one backup file: the database as it is at one moment, every file its rows name, the audit's anchors.

    The secret is not in it. Photos are stored before their rows and never changed, so taking them later misses none.

    :raises FileExists: there is something of that name.
    """
    path = to / f"shouhou-{at:%Y%m%d-%H%M%S}.zip" if to.is_dir() else to
    if path.exists():
        raise FileExists(say("%(path)s exists already; choose another name.", path=path))
    # Before the database: no anchor lies beyond the chain it belongs to.
    anchors = data_dir / ANCHORS
    noted = anchors.read_bytes() if anchors.exists() else b""
    manifest: dict[str, Any] = {"product": "shouhou", "version": version, "created_at": at.isoformat()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with snapshot(engine, path.parent) as moment, writing(path, manifest) as writer:
        moment.write(writer)
        if noted:
            writer.add(ANCHORS, [noted])
        manifest["files"] = _add_files(writer, moment, data_dir)
        manifest.update(moment.facts)
    told = manifest["files"]
    return Made(path, sum(manifest["tables"].values()), told["stored"], tuple(told["missing"]), tuple(told["damaged"]))


def tables_with_files() -> dict[str, bool]:
    """The tables whose rows name a stored file, and whether they know its SHA-256."""
    tables = Model.metadata.tables.values()
    return {table.name: "sha256" in table.c for table in tables if "stored_name" in table.c}


def _add_files(writer: Writer, moment: Snapshot, data_dir: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"stored": 0, "missing": [], "damaged": []}
    known = moment.facts["tables"]
    tables = {name: with_hash for name, with_hash in tables_with_files().items() if name in known}
    for file in stored_files(moment, tables):
        place = find(data_dir, file.stored_name)
        if place is None:
            told["missing"].append(file.stored_name)
            continue
        print_ = writer.add(f"{FILES}{place.parent.name}/{place.name}", blocks_of(place), packed=False)
        told["stored"] += 1
        if file.sha256 and file.sha256 != print_:
            told["damaged"].append(file.stored_name)
    return told


def find(data_dir: Path, stored_name: str) -> Path | None:
    """Where a stored file lies; None when it is gone."""
    places = (data_dir / folder / stored_name for folder in FOLDERS)
    return next((place for place in places if place.is_file()), None)

"""The file of a backup: a ZIP whose manifest names every member with size and SHA-256; it is whole or not there."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from terms.refusal import Refusal
from terms.text import Text, say

MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20


class NotABackup(Refusal):
    """The file is no backup of ours, or not the one that was made."""


@dataclass
class Writer:
    """A backup while it is made. members: what is in it so far."""

    file: zipfile.ZipFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, blocks: Iterable[bytes], *, packed: bool = True) -> str:
        """One member; its SHA-256. packed: not for what is small already, such as photos."""
        kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.external_attr = kind, 0o600 << 16
        digest, size = sha256(), 0
        with self.file.open(entry, "w", force_zip64=True) as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}
        return digest.hexdigest()


@contextmanager
def writing(path: Path, manifest: dict[str, Any]) -> Iterator[Writer]:
    """Write a backup beside its place, the manifest last; put it there when it is whole and on the disk."""
    part = path.with_name(f".{path.name}.part")
    try:
        # The whole company lies in it: nobody but its owner reads it.
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
                writer = Writer(file)
                yield writer
                facts = {**manifest, "format": FORMAT, "members": writer.members}
                file.writestr(MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def blocks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from blocks(file)


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """An opened backup and its manifest.

    :raises NotABackup:
    """
    try:
        with zipfile.ZipFile(path) as file:
            yield file, _manifest(file)
    except FileNotFoundError as error:
        raise NotABackup(say("There is no file %(path)s.", path=path)) from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise NotABackup(
            say("%(path)s is not a backup, or it is damaged: %(fault)s", path=path, fault=error)
        ) from error


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    foreign = NotABackup(say("This file is not a backup of this desk: it holds no list of what is in it."))
    try:
        manifest = json.loads(file.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise foreign from error
    if not isinstance(manifest, dict) or "members" not in manifest:
        raise foreign
    if manifest.get("format") != FORMAT:
        raise NotABackup(say("This backup was made by another version of the desk; restore it with that version."))
    return manifest


def faults(file: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Text]:
    """What is not as the manifest says: every member read to its end."""
    listed, held = manifest["members"], {one.filename for one in file.infolist()} - {MANIFEST}
    for name in sorted(held - set(listed)):
        yield say("“%(name)s” is in the file but not in its list.", name=name)
    for name, facts in listed.items():
        if name not in held:
            yield say("“%(name)s” is missing.", name=name)
        elif not _is_as_listed(file, name, facts):
            yield say("“%(name)s” is damaged.", name=name)


def _is_as_listed(file: zipfile.ZipFile, name: str, facts: dict[str, Any]) -> bool:
    digest, size = sha256(), 0
    try:
        with file.open(name) as member:
            for block in blocks(member):
                digest.update(block)
                size += len(block)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError):
        return False
    return (size, digest.hexdigest()) == (facts["size"], facts["sha256"])

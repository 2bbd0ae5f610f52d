"""Receive a file that is to be imported: kept aside, to be checked by a job."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.limits import Limits
from models import FileImport, Staff
from rules.permissions import Permission, require
from terms.exchange import FileEncoding, FileKind, ImportState
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.housekeeping.work import asked
from workflows.imports.doors import DOORS
from workflows.transaction import transaction

WORK = "import"
BLOCK = 2**20
LONGEST_NAME = 200


class NotAFile(Refusal):
    """Nothing was sent, or more than is taken."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files wait while they are imported, and how large they may be."""

    folder: Path
    limits: Limits

    def path(self, row: FileImport) -> Path:
        return self.folder / row.stored_name

    def throw_away(self, name: str) -> None:
        """Delete a file that no row names any more."""
        if name:
            (self.folder / name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on the shelf."""

    stored_name: str
    size: int
    sha256: str


def receive(
    session: Session,
    *,
    kind: FileKind,
    name: str,
    file: BinaryIO,
    shelf: Shelf,
    actor: Staff,
    at: datetime,
    encoding: FileEncoding = FileEncoding.FOUND,
    once: str | None = None,
) -> FileImport:
    """Keep the file and have it checked. Nothing of it is imported before somebody confirms it.

    name: as it was called; data, never a path.

    :raises NotPermitted, NotAFile, AlreadySent:
    """
    with _kept(file, shelf) as kept, transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.IMPORT)
        require(actor.roles, DOORS[kind].permission)
        row = FileImport(
            kind=kind, state=ImportState.CHECKING, original_name=PurePath(name).name[:LONGEST_NAME] or kind.en,
            stored_name=kept.stored_name, size=kept.size, sha256=kept.sha256, encoding=encoding, read_as="",
            columns=[], started_by_id=actor.id, started_at=at, version=1,
        )  # fmt: skip
        session.add(row)
        session.flush()
        asked(session, WORK, row.id, actor=actor, at=at)
        audit.record(
            session, "file_import.received", row, actor, at, more={"kind": kind, "original_name": row.original_name}
        )
    return row


@contextmanager
def _kept(file: BinaryIO, shelf: Shelf) -> Iterator[Kept]:
    """The file on the shelf; taken away again when what follows fails."""
    shelf.folder.mkdir(parents=True, exist_ok=True)
    path = shelf.folder / secrets.token_hex(16)
    try:
        size, digest = _copied(file, path, shelf.limits.most_bytes)
        yield Kept(path.name, size, digest)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _copied(file: BinaryIO, path: Path, most: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as kept:
        while block := file.read(BLOCK):
            size += len(block)
            if size > most:
                text = say("The file is larger than %(most)s MB; split it.", most=most // 2**20)
                raise NotAFile(text, fields=(("file", text),))
            digest.update(block)
            kept.write(block)
    if not size:
        text = say("Choose a file that is not empty.")
        raise NotAFile(text, fields=(("file", text),))
    return size, digest.hexdigest()


def sent_before(session: Session, row: FileImport) -> FileImport | None:
    """The newest import by the same person of exactly the same file that came to its end."""
    same = select(FileImport).where(
        FileImport.sha256 == row.sha256,
        FileImport.kind == row.kind,
        FileImport.started_by_id == row.started_by_id,
        FileImport.state == ImportState.IMPORTED,
        FileImport.id < row.id,
    )
    return session.scalars(same.order_by(FileImport.id.desc()).limit(1)).first()

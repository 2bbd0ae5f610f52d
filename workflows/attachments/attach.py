"""Add photos and papers to a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from models import Attachment, Complaint, Staff
from rules.permissions import Permission, require
from terms.complaint import AttachmentKind, State
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.attachments.files import NotAFileWeTake, Ready, Storage, Upload, check
from workflows.rows import raise_version, take
from workflows.transaction import transaction


class CaseEnded(Refusal):
    """Nothing is added to a case that is over."""


def attach(
    session: Session,
    *,
    complaint_id: int,
    kind: AttachmentKind,
    uploads: list[Upload],
    storage: Storage,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Store files with a case; a file without a row or a row without a file never stays behind.

    :raises NotPermitted, CaseEnded, NotAFileWeTake, ChangedMeanwhile:
    """
    if not uploads:
        text = say("Choose a file.")
        raise NotAFileWeTake(text, fields=(("files", text),))
    with stored(uploads, storage) as files, transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.ATTACHMENT_ADD)
        case = take(session, Complaint, complaint_id, actor=actor, seen=seen)
        if case.state in (State.CLOSED, State.WITHDRAWN, State.MERGED):
            raise CaseEnded(say("The case is over; nothing can be added to it."))
        raise_version(case)
        attached(case, files, kind=kind, actor=actor, at=at)
        names = [file.original_name for file in files]
        audit.record(session, "complaint.attached", case, actor, at, more={"files": names, "kind": kind})
    return case


def attached(case: Complaint, files: list[Ready], *, kind: AttachmentKind, actor: Staff, at: datetime) -> None:
    """The rows of files that are on disk."""
    for file in files:
        case.attachments.append(
            Attachment(
                kind=kind,
                original_name=file.original_name,
                stored_name=file.stored_name,
                media_type=file.media_type,
                size=len(file.content),
                sha256=file.sha256,
                added_at=at,
                added_by_id=actor.id,
            )
        )


@contextmanager
def stored(uploads: list[Upload], storage: Storage) -> Iterator[list[Ready]]:
    """The checked files on disk; taken away again when what follows fails."""
    files = [check(upload, storage) for upload in uploads]
    try:
        for file in files:
            storage.write(file)
        yield files
    except BaseException:
        storage.forget(files)
        raise

"""Keep the text of a shipped issue as soon as a case is judged under it, so that newer files re-decide nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import RulebookIssue
from queries.rulebook import is_kept
from rulebook import Book, stored
from terms.rulebook import IssueStatus


def keep_shipped(session: Session, book: Book, *, at: datetime) -> None:
    """Part of the use-case that judges the first case under an issue; does nothing for an issue that is kept."""
    if is_kept(session, book.issue):
        return
    try:
        with session.begin_nested():
            session.execute(insert(RulebookIssue).values(shipped_row(book, at)))
    except IntegrityError:
        return  # another case was the first, at the same moment


def shipped_row(book: Book, at: datetime) -> dict[str, Any]:
    """The columns of a shipped issue as it is kept."""
    text = stored.shipped(book.pack.key)
    return {
        "key": book.issue,
        "pack": book.pack.key,
        "status": IssueStatus.APPROVED,
        "based_on": "",
        "title": book.pack.name.zh[:200],
        "reason": "",
        "effective_from": book.pack.effective_from,
        "content": text,
        "digest": stored.digest(text),
        "drafted_at": at,
        "version": 1,
    }

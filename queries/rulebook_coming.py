"""Approved issues that have not begun, and which topics they change: what people read today, and what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RulebookIssue
from queries.rulebook_drafts import merged_of, merged_under
from rulebook.silences import changed_topics
from terms.rulebook import IssueStatus


@dataclass(frozen=True, slots=True)
class Coming:
    """One issue that begins on a later day. topics: those it says differently from the issue it was drafted from."""

    issue: RulebookIssue
    topics: tuple[str, ...]


def coming(session: Session, packs: Iterable[str], *, on: date) -> list[Coming]:
    """The approved issues of these packs that begin after a day, the next one first."""
    wanted = select(RulebookIssue).where(
        RulebookIssue.pack.in_(sorted(set(packs))), RulebookIssue.status == IssueStatus.APPROVED,
        RulebookIssue.effective_from > on,
    )  # fmt: skip
    rows = session.scalars(wanted.order_by(RulebookIssue.effective_from, RulebookIssue.id))
    return [Coming(row, _topics(session, row)) for row in rows]


def _topics(session: Session, row: RulebookIssue) -> tuple[str, ...]:
    return changed_topics(merged_under(session, row.based_on), merged_of(row)) if row.based_on else ()

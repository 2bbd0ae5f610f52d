"""The shared first and last lines of every act on an issue of the rulebook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import AuditEvent, RulebookIssue, Staff
from queries.capacity import stand_in
from queries.rulebook_drafts import facts_of
from rules.amendments import IssueFacts, ensure
from terms.complaint import Verdict
from terms.rulebook import IssueAct
from terms.time import local_date
from workflows import audit
from workflows.rows import raise_version, take
from workflows.rulebook.turns import take_turn


def take_issue(
    session: Session, issue_id: int, act: IssueAct, *, actor: Staff, at: datetime, seen: int | None
) -> tuple[RulebookIssue, IssueFacts]:
    """Lock and reread an issue, and refuse an act that is not possible.

    :raises NotFound, ChangedMeanwhile, IssueNotPossible:
    """
    take_turn(session)
    stand_in(session, actor, local_date(at))
    issue = take(session, RulebookIssue, issue_id, actor=actor, seen=seen)
    facts = facts_of(session, issue)
    ensure(act, facts, actor.as_person())
    return issue, facts


def told(
    session: Session, kind: str, issue: RulebookIssue, facts: IssueFacts, *, actor: Staff, at: datetime,
    note: str = "", principal_id: int | None = None, more: dict[str, Any] | None = None,
) -> AuditEvent:  # fmt: skip
    """Count an act on the issue and put it on record."""
    raise_version(issue)
    return audit.record(session, kind, issue, actor, at, facts.clause, principal_id=principal_id, note=note, more=more)


def void(issue: RulebookIssue, at: datetime) -> None:
    """What was signed counts no more, and nobody is waited for; all of it stays on record."""
    for one in issue.signatures:
        if one.voided_at is None:
            one.voided_at = at
            if one.verdict is Verdict.PENDING:
                one.verdict = Verdict.DROPPED

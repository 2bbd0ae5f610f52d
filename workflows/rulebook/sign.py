"""Sign an issue of the rulebook, or return it for correction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, RulebookSignature, Staff
from queries.rulebook_drafts import merged_of
from rulebook import RulebookError, stored
from rules.amendments import IssueFacts, turn_of
from terms.complaint import Verdict
from terms.rulebook import IssueAct, IssueStatus
from terms.time import local_date
from workflows.rulebook.issue import take_issue, told, void
from workflows.rulebook.save import DraftWrong
from workflows.rulebook.submit import demand_day
from workflows.transaction import transaction
from workflows.words import need


def sign(
    session: Session, *, issue_id: int, actor: Staff, at: datetime, comment: str = "",
    seen: int | None = None, once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Give the signature that waits for this person; the last one approves the issue, which then never changes.

    Source: P21 十二; AP-16.
    :raises IssueNotPossible, WrongDay, Overtaken, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.SIGN, actor=actor, at=at, seen=seen)
        assert issue.effective_from is not None
        demand_day(session, issue, issue.effective_from, today=local_date(at))
        row = _given(issue, facts, Verdict.SIGNED, comment=comment, actor=actor, at=at)
        last = all(one.verdict is Verdict.SIGNED for one in issue.signatures if one.voided_at is None)
        if last:
            _approve(issue, at)
        kind = "rulebook_issue.approved" if last else "rulebook_issue.signed"
        told(session, kind, issue, facts, actor=actor, at=at, note=comment, principal_id=row.principal_id,
             more={"role": row.role, "digest": issue.digest})  # fmt: skip
    return issue


def send_back(
    session: Session, *, issue_id: int, comment: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Return an issue to who drafted it, with the reason; what others signed counts no more.

    :raises WordsMissing, IssueNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.RETURN, actor=actor, at=at, seen=seen)
        need(comment=comment)
        row = _given(issue, facts, Verdict.SENT_BACK, comment=comment, actor=actor, at=at)
        void(issue, at)
        issue.status, issue.submitted_at = IssueStatus.DRAFT, None
        told(session, "rulebook_issue.sent_back", issue, facts, actor=actor, at=at, note=comment,
             principal_id=row.principal_id, more={"role": row.role})  # fmt: skip
    return issue


def _given(
    issue: RulebookIssue, facts: IssueFacts, verdict: Verdict, *, comment: str, actor: Staff, at: datetime
) -> RulebookSignature:
    turn = turn_of(facts, actor.as_person())
    assert turn is not None
    row = next(one for one in issue.signatures if one.id == turn.signature)
    row.verdict, row.signer_id, row.principal_id = verdict, actor.id, turn.principal
    row.signed_at, row.comment = at, comment.strip()
    return row


def _approve(issue: RulebookIssue, at: datetime) -> None:
    """From now on the database itself refuses a change.

    :raises DraftWrong: the readers have become stricter since it was drafted.
    """
    assert issue.effective_from is not None
    try:
        stored.read(merged_of(issue), issue.pack, effective_from=issue.effective_from)
    except RulebookError as error:
        raise DraftWrong(error.text) from error
    issue.status, issue.ended_at = IssueStatus.APPROVED, at
    issue.key = f"{issue.pack}@{issue.effective_from.isoformat()}"

"""Carry a draft over to the issue that has come since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff
from queries.rulebook_drafts import merged_of, merged_under, newest
from rulebook import drafts, stored
from rulebook.carrying import carried
from terms.rulebook import IssueAct
from terms.text import say
from workflows.entries import NothingChanged
from workflows.rulebook.issue import take_issue, told
from workflows.rulebook.save import wrong
from workflows.transaction import transaction


def renew(
    session: Session, *, issue_id: int, actor: Staff, at: datetime, seen: int | None = None, once: str | None = None
) -> RulebookIssue:
    """What the draft changes, changed in the newest issue instead.

    :raises NothingChanged, DraftWrong, IssueNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.RENEW, actor=actor, at=at, seen=seen)
        base = newest(session, issue.pack)
        if base.issue == issue.based_on:
            raise NothingChanged(say("It is drafted from the newest issue already."))
        old, new = merged_under(session, issue.based_on), merged_under(session, base.issue)
        draft = carried(old, merged_of(issue), new, pack=issue.pack)
        problems = drafts.problems(draft, base=new)
        if problems:
            raise wrong(problems)
        issue.based_on, issue.content = base.issue, stored.dump(draft)
        issue.digest = stored.digest(issue.content)
        told(session, "rulebook_issue.renewed", issue, facts, actor=actor, at=at)
    return issue

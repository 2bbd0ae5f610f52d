"""Save topics of a draft: all of them, or none where something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from models import AuditEvent, RulebookIssue, Staff
from queries.rulebook_drafts import merged_of, merged_under
from rulebook import drafts, stored
from rulebook.drafts import Problem
from rulebook.layers import Merged
from rulebook.typed import Typed
from terms.refusal import Refusal
from terms.rulebook import IssueAct
from terms.text import say
from workflows.audit import plain
from workflows.entries import NothingChanged
from workflows.rulebook.issue import take_issue, told
from workflows.transaction import transaction


class DraftWrong(Refusal):
    """The draft cannot stand like this; `problems` say where and what to do."""

    problems: tuple[Problem, ...] = ()


def wrong(problems: tuple[Problem, ...]) -> DraftWrong:
    refusal = DraftWrong(say("This cannot stand yet: %(count)s to correct, marked below.", count=len(problems)))
    refusal.problems = problems
    return refusal


def save(
    session: Session, *, issue_id: int, topics: Mapping[str, Typed], actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Replace topics of a draft by what was typed; "clauses" are the texts that the issue brings itself.

    :raises DraftWrong, NothingChanged, IssueNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.SAVE, actor=actor, at=at, seen=seen)
        before = merged_of(issue)
        after = read(before, merged_under(session, issue.based_on), topics, pack=issue.pack)
        content = stored.dump(after)
        if content == issue.content:
            raise NothingChanged(say("Nothing was changed: the entry says this already."))
        issue.content, issue.digest = content, stored.digest(content)
        event = told(session, "rulebook_issue.saved", issue, facts, actor=actor, at=at)
        tell_places(event, before, after)
    return issue


def read(before: Merged, base: Merged, topics: Mapping[str, Typed], *, pack: str) -> Merged:
    """The draft as typed.

    :raises DraftWrong: with everything that is wrong, in every topic.
    """
    written = [drafts.written(name, typed, before=before.topics.get(name, {})) for name, typed in topics.items()]
    problems = tuple(problem for one in written for problem in one.problems)
    if problems:
        raise wrong(problems)
    after = drafts.changed(before, {one.topic: one.data for one in written}, pack=pack)
    problems = drafts.problems(after, base=base)
    if problems:
        raise wrong(problems)
    return after


def tell_places(event: AuditEvent, before: Merged, after: Merged) -> None:
    """Old and new of every place, as a reader of the history looks for them."""
    event.changes = event.changes | {
        f"{one.topic}/{one.place}/{name}": [plain(old), plain(new)]
        for one in drafts.compared(before, after)
        for name, (old, new) in one.fields.items()
    }

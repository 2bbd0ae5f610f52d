"""Ask for the signatures a draft needs, or take an issue back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RulebookIssue, RulebookSignature, Staff
from queries.rulebook import judged_under
from queries.rulebook_drafts import amendment_of, merged_of, merged_under, newest, people_concerned
from rulebook import drafts, silences
from rules.amendments import who_signs
from terms.refusal import Refusal
from terms.rulebook import IssueAct, IssueStatus
from terms.text import say
from terms.time import local_date
from workflows.entries import NothingChanged, refused
from workflows.rulebook.issue import take_issue, told, void
from workflows.rulebook.save import wrong
from workflows.rulebook.start import NotYoursToDraft, demand_drafter
from workflows.transaction import transaction
from workflows.words import need

ON_THE_WAY = (IssueStatus.SUBMITTED, IssueStatus.APPROVED)


class WrongDay(Refusal):
    """An issue begins on a later day than today, and on a day of its own."""


class Overtaken(Refusal):
    """Another issue was approved since; the draft was made from an older one."""


def submit(
    session: Session, *, issue_id: int, title: str, reason: str, effective_from: date, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Date a draft without problems, and ask everybody the policy names for a signature.

    Source: P21 十二; AP-16, GV-01.
    :raises DraftWrong, NothingChanged, NotYoursToDraft, WrongDay, Overtaken, WordsMissing, NobodyToDecide,
        IssueNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.SUBMIT, actor=actor, at=at, seen=seen)
        demand_drafter(judged_under(session, issue.based_on), actor)
        need(title=title, reason=reason)
        _demand_sound(session, issue)
        demand_day(session, issue, effective_from, today=local_date(at))
        issue.title, issue.reason, issue.effective_from = title.strip(), reason.strip(), effective_from
        issue.status, issue.submitted_at = IssueStatus.SUBMITTED, at
        _ask(session, issue)
        told(session, "rulebook_issue.submitted", issue, facts, actor=actor, at=at, note=title)
    return issue


def withdraw(
    session: Session, *, issue_id: int, reason: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Give up a draft, or take back what waits for signatures; it stays on file.

    :raises WordsMissing, IssueNotPossible, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        issue, facts = take_issue(session, issue_id, IssueAct.WITHDRAW, actor=actor, at=at, seen=seen)
        need(reason=reason)
        issue.status, issue.ended_at = IssueStatus.WITHDRAWN, at
        void(issue, at)
        told(session, "rulebook_issue.withdrawn", issue, facts, actor=actor, at=at, note=reason)
    return issue


def demand_day(session: Session, issue: RulebookIssue, effective_from: date, *, today: date) -> None:
    """Refuse a day on which the issue cannot begin.

    :raises WrongDay, Overtaken:
    """
    if effective_from <= today:
        text = say("An issue begins later than today, so that no case of the past changes.")
        raise refused(WrongDay, "effective_from", text)
    others = select(RulebookIssue.id).where(
        RulebookIssue.pack == issue.pack, RulebookIssue.effective_from == effective_from,
        RulebookIssue.status.in_(ON_THE_WAY), RulebookIssue.id != issue.id,
    )  # fmt: skip
    if session.scalar(others.limit(1)) is not None:
        text = say("Another issue of this policy begins that day; choose another day.")
        raise refused(WrongDay, "effective_from", text)
    last = newest(session, issue.pack)
    if last.issue != issue.based_on:
        text = say("%(issue)s came since, and this draft was made from %(base)s; carry it over to the newer one.",
                   issue=last.issue, base=issue.based_on)  # fmt: skip
        raise Overtaken(text)
    if effective_from <= last.pack.effective_from:
        text = say("It changes %(issue)s, and begins after it; choose a later day.", issue=last.issue)
        raise refused(WrongDay, "effective_from", text)


def _demand_sound(session: Session, issue: RulebookIssue) -> None:
    base, draft = merged_under(session, issue.based_on), merged_of(issue)
    problems = drafts.problems(draft, base=base)
    if problems:
        raise wrong(problems)
    if not silences.changed_topics(base, draft):
        raise NothingChanged(say("The draft says what the issue in force says; change something first."))


def _ask(session: Session, issue: RulebookIssue) -> None:
    """One signature for everybody the policy names."""
    amendment = amendment_of(session, issue)
    if amendment is None or issue.drafted_by_id is None:
        raise NotYoursToDraft(say("This policy does not say who may change it; it is changed with its files."))
    concerned = people_concerned(session, issue.pack)
    for wanted in who_signs(amendment, concerned, drafter=issue.drafted_by_id):
        row = RulebookSignature(role=wanted.role, department_id=wanted.department, clause=amendment.clause)
        issue.signatures.append(row)

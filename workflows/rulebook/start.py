"""Begin a draft from the issue in force. The issue itself is never edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff
from queries.rulebook import issue_on
from queries.rulebook_drafts import merged_under
from rulebook import Book, RulebookError, stored
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import entered
from workflows.rulebook.keep import keep_shipped
from workflows.transaction import transaction
from workflows.words import need


class NotYoursToDraft(Refusal):
    """The policy names others who may draft a change, or nobody."""


class NoSuchPack(Refusal):
    """There is no pack of this name, or none in force yet."""


def start(
    session: Session, *, pack: str, title: str, actor: Staff, at: datetime, reason: str = "", once: str | None = None
) -> RulebookIssue:
    """Copy the issue in force into a draft of one's own.

    title: what the change is about, in a few words.
    Source: P21 十二; AP-16, GV-01.
    :raises NotPermitted, NotYoursToDraft, NoSuchPack, WordsMissing, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_DRAFT)
        need(title=title)
        book = in_force(session, pack, at)
        demand_drafter(book, actor)
        keep_shipped(session, book, at=at)
        content = stored.dump(merged_under(session, book.issue))
        issue = RulebookIssue(
            pack=pack, based_on=book.issue, title=title.strip(), reason=reason.strip(), content=content,
            digest=stored.digest(content), drafted_by_id=actor.id, drafted_at=at,
        )  # fmt: skip
        entered(session, "rulebook_issue.started", issue, actor=actor, at=at)
    return issue


def in_force(session: Session, pack: str, at: datetime) -> Book:
    """The issue of a pack that holds today.

    :raises NoSuchPack:
    """
    try:
        return issue_on(session, pack, on=local_date(at))
    except RulebookError as error:
        raise NoSuchPack(error.text) from error


def demand_drafter(book: Book, actor: Staff) -> None:
    """:raises NotYoursToDraft:"""
    amendment = book.pack.amendment
    if amendment is None:
        raise NotYoursToDraft(say("This policy does not say who may change it; it is changed with its files."))
    if not amendment.drafted_by & frozenset(actor.roles):
        roles = tuple(sorted(amendment.drafted_by))
        raise NotYoursToDraft(say("A change is drafted by: %(roles)s.", roles=roles), clause=amendment.clause)

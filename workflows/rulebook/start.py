"""Begin a draft from the newest issue. The issue itself is never edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff
from queries.rulebook_drafts import merged_under, newest
from rulebook import Book, RulebookError, stored
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
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
    """Copy the newest issue into a draft of one's own.

    title: what the change is about, in a few words.
    Source: P21 十二; AP-16, GV-01.
    :raises NotPermitted, NotYoursToDraft, NoSuchPack, WordsMissing, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_DRAFT)
        need(title=title)
        book = last_issue(session, pack)
        demand_drafter(book, actor)
        keep_shipped(session, book, at=at)
        content = stored.dump(merged_under(session, book.issue))
        issue = RulebookIssue(
            pack=pack, based_on=book.issue, title=title.strip(), reason=reason.strip(), content=content,
            digest=stored.digest(content), drafted_by_id=actor.id, drafted_at=at,
        )  # fmt: skip
        entered(session, "rulebook_issue.started", issue, actor=actor, at=at)
    return issue


def last_issue(session: Session, pack: str) -> Book:
    """The newest issue of a pack, so that no change is lost between two that are still to begin.

    :raises NoSuchPack:
    """
    try:
        return newest(session, pack)
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

"""Which policy is in force for a case, and the one a case was judged under."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import event, select
from sqlalchemy.orm import Session, object_session

import rulebook
from models import Complaint, PackInForce, RulebookIssue, Staff
from rulebook import Book, RulebookError, stored
from rulebook.company import InForce
from rules.packs_in_force import Where, pack_for
from terms.rulebook import IssueStatus
from terms.text import say
from terms.trade import CustomerKind

Answer = TypeVar("Answer")

EVERYWHERE = Where()
# Read in this transaction already.
KNOWN = "rulebook"
KEPT_AT_MOST = 64
# Issues by their key and digest: they never change, and are read once in the life of a process.
_READ: dict[tuple[str, str], Book] = {}

_FOUND = (RulebookIssue.id, RulebookIssue.key, RulebookIssue.pack, RulebookIssue.effective_from, RulebookIssue.digest)


def in_force(session: Session, *, on: date, where: Where = EVERYWHERE) -> Book:
    """The issue of the company's policy that holds on a day, for the cases of some place.

    where: left open for what concerns the whole company: its months, penalties, papers.

    :raises NoPackInForce: the company had no policy yet.
    """
    return issue_on(session, pack_for(where, on=on, company=company(session)), on=on)


def for_case(session: Session, case: Complaint, *, on: date) -> Book:
    """The issue of a case's own pack that holds on a day: for what is done about the case, not in it."""
    return issue_on(session, case.rulebook_pack, on=on)


def for_person(session: Session, person: Staff, *, on: date) -> Book:
    """The issue that holds on a day where a person works."""
    department, region = person.department, person.region
    where = Where(department=department.code if department else "", branch=region.code if region else "")
    return in_force(session, on=on, where=where)


def policy_between(session: Session, person: Staff, case: Complaint | None, *, on: date) -> Book:
    """What a person's deed is judged by: the policy of the case it was done in, or of the place where they work."""
    return for_case(session, case, on=on) if case else for_person(session, person, on=on)


def company(session: Session) -> tuple[InForce, ...]:
    """Which packs hold for which cases; as shipped where the company has not decided."""
    return _once(session, "company", lambda: _rows(session) or rulebook.in_force())


def issue_on(session: Session, pack: str, *, on: date) -> Book:
    """The issue of a pack that holds on a day: the newest approved one that has begun, or else the shipped one."""
    return _once(session, (pack, on), lambda: _on(session, pack, on))


def judged_under(session: Session, issue: str) -> Book:
    """The issue a case was judged under, by its key: "food@2020-01-01".

    :raises RulebookError: there is no such issue.
    """
    return _once(session, issue, lambda: _keyed(session, issue))


def policy_of(case: Complaint) -> Book:
    """The issue a case was judged under; that of the files for a case that is in no database yet."""
    session = object_session(case)
    return judged_under(session, case.rulebook_issue) if session else _shipped(case.rulebook_issue)


def issues_of(session: Session, pack: str) -> list[RulebookIssue]:
    """Every issue of a pack that is kept here, drafts included, the newest first."""
    wanted = select(RulebookIssue).where(RulebookIssue.pack == pack)
    return list(session.scalars(wanted.order_by(RulebookIssue.effective_from.desc(), RulebookIssue.id.desc())))


def is_kept(session: Session, issue: str) -> bool:
    """Whether the database keeps the text of an issue."""
    return _once(session, ("kept", issue), lambda: _kept(session, issue))


def _kept(session: Session, issue: str) -> bool:
    return session.scalar(select(RulebookIssue.id).where(RulebookIssue.key == issue)) is not None


def _rows(session: Session) -> tuple[InForce, ...]:
    rows = session.scalars(select(PackInForce).order_by(PackInForce.id))
    return tuple(
        InForce(
            pack=row.pack,
            since=row.since,
            until=row.until,
            departments=frozenset(row.departments),
            branches=frozenset(row.branches),
            product_lines=frozenset(row.product_lines),
            customers=frozenset(CustomerKind(one) for one in row.customers),
        )
        for row in rows
    )


def _on(session: Session, pack: str, on: date) -> Book:
    begun = select(*_FOUND).where(
        RulebookIssue.pack == pack, RulebookIssue.status == IssueStatus.APPROVED, RulebookIssue.effective_from <= on
    )
    row = session.execute(begun.order_by(RulebookIssue.effective_from.desc()).limit(1)).one_or_none()
    return _read(session, row) if row else rulebook.book(pack, on=on)


def _keyed(session: Session, issue: str) -> Book:
    row = session.execute(select(*_FOUND).where(RulebookIssue.key == issue)).one_or_none()
    if row:
        return _read(session, row)
    return _shipped(issue)


def _shipped(issue: str) -> Book:
    pack, _, day = issue.partition("@")
    found = rulebook.book(pack, on=date.fromisoformat(day))
    if found.issue != issue:
        raise RulebookError(issue, "no such issue is kept; restore it from a backup")
    return found


def _read(session: Session, row: Any) -> Book:
    name = (row.key, row.digest)
    if name not in _READ:
        content = session.scalars(select(RulebookIssue.content).where(RulebookIssue.id == row.id)).one()
        if len(_READ) >= KEPT_AT_MOST:
            _READ.clear()
        if stored.digest(content) != row.digest:
            raise RulebookError(row.key, say("the text of this issue is not the one that was approved"))
        _READ[name] = stored.read(stored.undump(content, row.key), row.pack, effective_from=row.effective_from)
    return _READ[name]


def _once(session: Session, what: object, ask: Callable[[], Answer]) -> Answer:
    """Ask once in a transaction: a page asks for the same policy row by row."""
    known: dict[object, Any] = session.info.setdefault(KNOWN, {})
    if what not in known:
        known[what] = ask()
    answer: Answer = known[what]
    return answer


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, _transaction: object) -> None:
    session.info.pop(KNOWN, None)

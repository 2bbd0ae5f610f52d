"""Say which pack holds for which cases of the company, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import rulebook
from models import Department, PackInForce, Region, Staff
from queries.rulebook import issue_on
from rulebook import RulebookError, company
from rulebook.company import InForce
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from terms.trade import CustomerKind
from workflows import audit
from workflows.entries import entered, refused
from workflows.rows import raise_version, take
from workflows.rulebook.turns import take_turn
from workflows.transaction import transaction
from workflows.words import need

SIDES = ("departments", "branches", "product_lines", "customers")


class NotLikeThis(Refusal):
    """Cases would fall under two packs, or under none; or the day has passed."""


def put_in_force(
    session: Session, *, pack: str, since: date, reason: str, actor: Staff, at: datetime,
    departments: Sequence[str] = (), branches: Sequence[str] = (), product_lines: Sequence[str] = (),
    customers: Sequence[CustomerKind] = (), once: str | None = None,
) -> PackInForce:  # fmt: skip
    """A pack holds for these cases from a day later than today; what held for the very same cases ends then.

    Empty sides stay open: no departments means every one.
    :raises NotPermitted, NotLikeThis, WordsMissing, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_PUT)
        need(reason=reason)
        take_turn(session)
        _demand_later(since, at, "since")
        _demand_known(session, departments, branches)
        _demand_pack(session, pack, since)
        rows = rows_in_force(session, actor=actor, at=at)
        new = PackInForce(
            pack=pack, since=since, departments=sorted(departments), branches=sorted(branches),
            product_lines=sorted(product_lines), customers=sorted(customers), put_by_id=actor.id, put_at=at, version=1,
        )  # fmt: skip
        ended = [row for row in rows if sides_of(row) == sides_of(new) and _runs_on(row, since)]
        for row in ended:
            _end(row, since)
            raise_version(row)
        demand_whole([*rows, new])
        more = {"ended": [row.pack for row in ended]} if ended else {}
        event = entered(session, "pack_in_force.put", new, actor=actor, at=at, more=more)
        event.note = reason.strip()[: audit.LONGEST_NOTE]
    return new


def end(
    session: Session, *, pack_in_force_id: int, until: date, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> PackInForce:  # fmt: skip
    """A pack no longer holds for the cases of a row, from a day later than today.

    :raises NotPermitted, NotLikeThis, NotFound, ChangedMeanwhile, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_PUT)
        take_turn(session)
        _demand_later(until, at, "until")
        row = take(session, PackInForce, pack_in_force_id, actor=actor, seen=seen)
        rows = rows_in_force(session, actor=actor, at=at)
        if row.until is not None and row.until <= local_date(at):
            raise NotLikeThis(say("It has ended on %(day)s already.", day=row.until))
        _end(row, until)
        demand_whole(rows)
        raise_version(row)
        audit.record(session, "pack_in_force.ended", row, actor, at)
    return row


def _demand_later(day: date, at: datetime, field: str) -> None:
    if day <= local_date(at):
        raise refused(NotLikeThis, field, say("Choose a day later than today, so that no case of the past changes."))


def _demand_pack(session: Session, pack: str, since: date) -> None:
    try:
        found = issue_on(session, pack, on=since)
    except RulebookError as error:
        raise refused(NotLikeThis, "pack", error.text) from error
    if found.pack.abstract:
        raise refused(NotLikeThis, "pack", say("No company works by this policy; others are built on it."))


def _demand_known(session: Session, departments: Sequence[str], branches: Sequence[str]) -> None:
    for field, model, codes in (("departments", Department, departments), ("branches", Region, branches)):
        known = set(session.scalars(select(model.code).where(model.code.in_(list(codes)))))
        strange = sorted(set(codes) - known)
        if strange:
            raise refused(NotLikeThis, field, say("“%(value)s” is not known here.", value=strange[0]))


def rows_in_force(session: Session, *, actor: Staff, at: datetime) -> list[PackInForce]:
    """What holds so far; as shipped where the company has not decided before."""
    rows = list(session.scalars(select(PackInForce).order_by(PackInForce.id).with_for_update()))
    return rows or [_shipped(session, one, actor=actor, at=at) for one in rulebook.in_force()]


def _shipped(session: Session, one: InForce, *, actor: Staff, at: datetime) -> PackInForce:
    row = PackInForce(
        pack=one.pack, since=one.since, until=one.until, put_by_id=actor.id, put_at=at, version=1,
        **{name: sorted(side) for name, side in zip(SIDES, one.sides, strict=True)},
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _runs_on(row: PackInForce, since: date) -> bool:
    return row.since < since and (row.until is None or row.until > since)


def _end(row: PackInForce, until: date) -> None:
    if until <= row.since:
        raise refused(NotLikeThis, "until", say("until must be later than since"))
    row.until = until


def sides_of(row: PackInForce) -> tuple[frozenset[Any], ...]:
    return tuple(frozenset(getattr(row, name) or ()) for name in SIDES)


def demand_whole(rows: Sequence[PackInForce]) -> None:
    """The reader of the shipped table refuses two packs for one case, and cases without a pack."""
    data = [
        {"pack": row.pack, "since": row.since}
        | ({"until": row.until} if row.until else {})
        | {name: [str(one) for one in getattr(row, name)] for name in SIDES if getattr(row, name)}
        for row in rows
    ]
    try:
        company.parse({"in_force": data}, "company")
    except RulebookError as error:
        raise NotLikeThis(error.text) from error

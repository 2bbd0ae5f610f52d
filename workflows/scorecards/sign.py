"""Sign the frozen cards, or return them: personnel's, by another hand than froze them, nobody their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import ScorePeriod, Staff
from queries.score_facts import score_facts, unsigned
from rules.records import ensure
from rules.score_acts import STEPS, may_sign
from terms.scorecard import ScoreAct, ScoreStatus
from workflows import audit
from workflows.rows import raise_version, take
from workflows.transaction import transaction
from workflows.words import need


def sign(
    session: Session,
    *,
    score_period_id: int,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ScorePeriod:
    """Sign every card of the period that is this person's to sign; the last signature ends it.

    Source: P23 四章2; PK-19, PK-30.
    :raises ActNotPossible, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        period = _begin(session, score_period_id, ScoreAct.SIGN, actor=actor, at=at, seen=seen)
        signed(session, period, actor=actor, at=at)
    return period


def signed(session: Session, period: ScorePeriod, *, actor: Staff, at: datetime) -> None:
    """The step itself."""
    waiting, person = unsigned(session, period), actor.as_person()
    mine = [row for one, row in waiting if may_sign(one, person, period.frozen_by_id)]
    for row in mine:
        row.signed_at, row.signed_by_id = at, actor.id
    if len(mine) == len(waiting):
        period.status, period.signed_at = ScoreStatus.SIGNED, at
    raise_version(period)
    clause = mine[0].clause if mine else ""
    audit.record(session, "score_period.signed", period, actor, at, clause, more={"cards": len(mine)})


def send_back(
    session: Session,
    *,
    score_period_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ScorePeriod:
    """Return the cards with a reason: they are counted and assessed anew, and the returned edition is kept.

    :raises ActNotPossible, WordsMissing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        period = _begin(session, score_period_id, ScoreAct.RETURN, actor=actor, at=at, seen=seen)
        need(reason=reason)
        returned(session, period, reason=reason, actor=actor, at=at)
    return period


def returned(session: Session, period: ScorePeriod, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    period.status, period.sent_back_reason = ScoreStatus.OPEN, reason
    raise_version(period)
    audit.record(session, "score_period.returned", period, actor, at, note=reason)


def _begin(session: Session, key: int, act: ScoreAct, *, actor: Staff, at: datetime, seen: int | None) -> ScorePeriod:
    period = take(session, ScorePeriod, key, actor=actor, seen=seen)
    ensure(STEPS, act, score_facts(session, period, at), actor.as_person())
    return period

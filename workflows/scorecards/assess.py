"""Say what nothing counts: points for a measure of one person or department, with the reason."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assessment, ScorePeriod, Staff
from queries.scorecards import Card, cards
from rules.permissions import Permission, require
from rules.score_acts import may_assess
from rules.scorecard import FULL
from terms.measures import Formula, Measure
from terms.refusal import Refusal
from terms.scorecard import ScoreStatus
from terms.text import say
from workflows import audit
from workflows.entries import amend, demand, refused
from workflows.rows import NotFound, raise_version, take
from workflows.transaction import transaction


class NotYoursToAssess(Refusal):
    """Nobody assesses themselves; a head assesses the own people, leaders assess everybody."""


class NotAssessed(Refusal):
    """The policy has this measure counted, or does not know it."""


class OutOfScale(Refusal):
    """Points run from 0 to 100."""


class CardsFrozen(Refusal):
    """What was frozen stands still."""


def assess(
    session: Session,
    *,
    score_period_id: int,
    subject: str,
    measure: Measure,
    points: Decimal,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Assessment:
    """Give points to one measure of one card, or change those given before; until the cards are frozen.

    subject: "staff:7" or "department:2". points: 0 to 100.

    Source: P23 四章1(4), 四章2; PK-18..21.
    :raises NotPermitted, NotFound, Missing, NotYoursToAssess, NotAssessed, OutOfScale, CardsFrozen, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.SCORECARD_ASSESS)
        period = take(session, ScorePeriod, score_period_id, actor=actor, seen=seen)
        demand(subject=subject, measure=measure, points=points, reason=reason)
        demand_open(period)
        card = _card(session, period, subject, actor, at)
        _check(card, measure, points, actor)
        return assessed(session, period, card, measure=measure, points=points, reason=reason, actor=actor, at=at)


def demand_open(period: ScorePeriod) -> None:
    """:raises CardsFrozen:"""
    if period.status is not ScoreStatus.OPEN:
        raise CardsFrozen(
            say("The cards of %(period)s are frozen; nothing of them changes any more.", period=str(period))
        )


def _card(session: Session, period: ScorePeriod, subject: str, actor: Staff, at: datetime) -> Card:
    kind, _, key = subject.partition(":")
    known = kind in ("staff", "department") and key.isdecimal()
    found = cards(session, period, at, person=actor.as_person(), only=subject) if known else []
    if not found:
        raise refused(NotFound, "subject", say("This entry does not exist or is not yours to see."))
    return found[0]


def _check(card: Card, measure: Measure, points: Decimal, actor: Staff) -> None:
    subject, figure = card.subject, card.figure(measure)
    if not may_assess(actor.as_person(), staff_id=subject.staff_id, department_id=subject.department_id):
        raise refused(NotYoursToAssess, "subject", say("Nobody assesses themselves; a head assesses the own people."))
    if figure is None or figure.formula is not Formula.ASSESSED:
        raise refused(
            NotAssessed, "measure", say("%(measure)s is not assessed by a person here.", measure=measure),
            clause=card.clause,
        )  # fmt: skip
    if not 0 <= points <= FULL:
        raise refused(OutOfScale, "points", say("Points run from 0 to 100."), clause=figure.clause)


def assessed(
    session: Session, period: ScorePeriod, card: Card, *, measure: Measure, points: Decimal, reason: str,
    actor: Staff, at: datetime,
) -> Assessment:  # fmt: skip
    """The step itself: one row a measure, the newest word counts; old and new stand in the audit."""
    wanted = select(Assessment).where(
        Assessment.period_id == period.id, Assessment.subject == card.subject.key, Assessment.measure == measure
    )
    row = session.scalars(wanted).one_or_none()
    kind, subject, figure = "assessment.changed" if row else "assessment.made", card.subject, card.figure(measure)
    said = {"points": points, "reason": reason, "assessed_by_id": actor.id, "assessed_at": at}
    if row is None:
        row = Assessment(
            period_id=period.id, subject=subject.key, staff_id=subject.staff_id, department_id=subject.department_id,
            region_id=subject.region_id, measure=measure, version=1, **said,
        )  # fmt: skip
        session.add(row)
        session.flush()
        told = {"points": points}
    else:
        amend(row, said)
        raise_version(row)
        told = {}
    more = {"period": str(period), "staff_id": subject.staff_id, "measure": measure, **told}
    audit.record(session, kind, row, actor, at, figure.clause if figure else "", note=reason, more=more)
    return row

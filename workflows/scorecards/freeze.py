"""Freeze a period's cards: figures, issue and evidence stay as they are; later changes of cases do not move them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Scorecard, ScorecardPart, ScorePeriod, Staff
from queries.score_facts import score_facts
from queries.scorecards import Card, cards
from rules.records import ensure
from rules.score_acts import STEPS
from terms.scorecard import ScoreAct, ScoreStatus
from workflows import audit
from workflows.rows import raise_version, take
from workflows.transaction import transaction


def freeze(
    session: Session,
    *,
    score_period_id: int,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> ScorePeriod:
    """Freeze the cards of a period that has ended and lacks no assessment and no target.

    Source: P23 四章2; PK-19.
    :raises ActNotPossible, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        period = take(session, ScorePeriod, score_period_id, actor=actor, seen=seen)
        found = cards(session, period, at)
        ensure(STEPS, ScoreAct.FREEZE, score_facts(session, period, at, found), actor.as_person())
        frozen(session, period, found, actor=actor, at=at)
    return period


def frozen(session: Session, period: ScorePeriod, found: list[Card], *, actor: Staff, at: datetime) -> None:
    """The step itself."""
    period.status, period.frozen_at, period.frozen_by_id = ScoreStatus.FROZEN, at, actor.id
    period.edition += 1
    period.sent_back_reason = ""
    session.add_all(kept(period, card) for card in found)
    raise_version(period)
    clauses = {card.clause for card in found}
    clause = clauses.pop() if len(clauses) == 1 else ""
    audit.record(session, "score_period.frozen", period, actor, at, clause, more={"cards": len(found)})


def kept(period: ScorePeriod, card: Card) -> Scorecard:
    """A card as it is kept."""
    subject = card.subject
    row = Scorecard(
        period_id=period.id, edition=period.edition, subject=subject.key, staff_id=subject.staff_id,
        department_id=subject.department_id, region_id=subject.region_id, score=card.score, rulebook_pack=card.pack,
        rulebook_issue=card.issue, clause=card.clause, signs=card.signs,
    )  # fmt: skip
    row.parts = [
        ScorecardPart(
            measure=one.measure, formula=one.formula, weight=one.weight, value=one.value, counted=one.counted,
            target=one.target, clause=one.clause, evidence=[each.plain() for each in one.evidence],
        )
        for one in card.figures
    ]  # fmt: skip
    return row

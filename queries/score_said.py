"""What people say about a period: points that nothing counts, and targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Assessment, ScorePeriod, ScoreTarget
from rules.score_figures import Evidence
from terms.measures import Measure
from terms.scorecard import EvidenceOf


class Said:
    """Assessments and targets of a period, read once."""

    def __init__(self, session: Session, period: ScorePeriod) -> None:
        rows = session.execute(
            select(Assessment.subject, Assessment.measure, Assessment.id, Assessment.points).where(
                Assessment.period_id == period.id
            )
        )
        self._assessed: dict[tuple[Any, Any], tuple[int, Decimal]] = {
            (subject, measure): (key, points) for subject, measure, key, points in rows
        }
        self._targets = targets_on(session, period.first)

    def assessments(self, subject: str, measure: Measure) -> tuple[Evidence, ...]:
        found = self._assessed.get((subject, measure))
        return (Evidence(EvidenceOf.ASSESSMENT, found[0], str(found[1])),) if found else ()

    def target(self, measure: Measure, department_id: int | None) -> Decimal | None:
        row = self._targets.get((measure, department_id)) or self._targets.get((measure, None))
        return row.amount if row else None


def targets_on(session: Session, day: date) -> dict[tuple[Measure, int | None], ScoreTarget]:
    """What holds on a day: of each measure and department the newest target that has begun."""
    wanted = select(ScoreTarget).where(ScoreTarget.since <= day).order_by(ScoreTarget.since, ScoreTarget.id)
    options = (joinedload(ScoreTarget.department), joinedload(ScoreTarget.set_by))
    return {(row.measure, row.department_id): row for row in session.scalars(wanted.options(*options))}

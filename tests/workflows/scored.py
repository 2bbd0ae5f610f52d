"""A quarter with scorecards, carried to any point of its life by the use-cases themselves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models import Complaint, ScorePeriod, Staff
from queries.scorecards import Card, cards
from terms.measures import Measure
from terms.periods import Period
from tests.factories import MORNING
from tests.workflows.life import SATISFIED, Life
from workflows.scorecards.assess import assess
from workflows.scorecards.freeze import freeze
from workflows.scorecards.open import opened
from workflows.scorecards.sign import sign
from workflows.scorecards.target import set_target

QUARTER = date(2026, 7, 1)
# A working day after the quarter.
AFTER = MORNING.replace(month=10, day=9)


class Scored:
    """A company whose clerk has handled one case; the quarter is over."""

    def __init__(self, life: Life) -> None:
        self.life, self.session, self.company = life, life.session, life.company
        self.period: ScorePeriod = opened(self.session, Period.QUARTERLY, QUARTER, MORNING)
        self.session.commit()

    @property
    def clerk(self) -> str:
        return f"staff:{self.company.clerk.id}"

    @property
    def department(self) -> str:
        return f"department:{self.company.department.id}"

    def case(self) -> Complaint:
        """Handled, called back and rated 5 three times."""
        return self.life.called_back(SATISFIED)

    def card(self, subject: str = "", at: Any = AFTER, **values: Any) -> Card:
        return cards(self.session, self.period, at, only=subject or self.clerk, **values)[0]

    def aim(self, amount: str = "500", **values: Any) -> Any:
        ordinary = {
            "measure": Measure.COST, "amount": Decimal(amount), "since": QUARTER, "reason": "按上年平均成本",
            "actor": self.company.finance, "at": MORNING,
        }  # fmt: skip
        return set_target(self.session, **{**ordinary, **values})

    def assess(self, subject: str = "", points: str = "90", **values: Any) -> Any:
        subject = subject or self.clerk
        by: Staff = self.company.head if subject.startswith("staff") else self.company.director
        ordinary = {
            "score_period_id": self.period.id, "subject": subject, "measure": Measure.TEAMWORK,
            "points": Decimal(points), "reason": "配合物流部及时", "actor": by, "at": AFTER,
        }  # fmt: skip
        return assess(self.session, **{**ordinary, **values})

    def ready(self) -> Scored:
        """A case, a target, and whatever is to be assessed."""
        self.case()
        self.aim()
        for one in cards(self.session, self.period, AFTER):
            self.assess(one.subject.key)
        return self

    def frozen(self) -> Scored:
        self.ready()
        freeze(self.session, score_period_id=self.period.id, actor=self.company.general_office, at=AFTER)
        return self

    def signed(self) -> Scored:
        self.frozen()
        sign(
            self.session, score_period_id=self.period.id, actor=self.company.human_resources,
            at=AFTER + timedelta(hours=1),
        )  # fmt: skip
        return self

    def periods(self) -> list[ScorePeriod]:
        return list(self.session.scalars(select(ScorePeriod).order_by(ScorePeriod.id)))

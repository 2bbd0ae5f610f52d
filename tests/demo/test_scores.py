"""The demo company's scorecards: the last quarter signed, this one running, and what was earned."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import PenaltyEntry, Reward, ScorePeriod, Staff
from queries.scorecards import cards, evidence_of
from rules.score_figures import value_of
from terms.incentives import RewardTo
from terms.penalties import EntryStatus
from terms.people import Role
from terms.scorecard import ScoreStatus


@pytest.fixture
def periods(demo):
    return list(demo.scalars(select(ScorePeriod).order_by(ScorePeriod.first)))


class TestQuarters:
    @pytest.mark.requirement("PK-19")
    def test_are_signed_once_they_are_over_and_begun_before(self, periods):
        assert [(one.first, one.status) for one in periods] == [
            (date(2026, 4, 1), ScoreStatus.SIGNED), (date(2026, 7, 1), ScoreStatus.OPEN),
        ]  # fmt: skip

    def test_hold_figures_that_follow_from_their_evidence(self, demo, periods):
        found = cards(demo, periods[0], periods[0].frozen_at)

        assert len(found) > 20
        for card in found[::7]:
            for one in card.figures:
                assert one.value == value_of(one.formula, evidence_of(demo, card, one.measure), one.target)
                assert card.score is not None


class TestRewards:
    @pytest.mark.requirement("PK-13", "PK-14", "PK-28")
    def test_went_to_a_star_to_somebody_fast_and_to_who_had_an_idea(self, demo):
        earned = select(PenaltyEntry).where(PenaltyEntry.incentive.is_not(None)).order_by(PenaltyEntry.id)
        entries = demo.scalars(earned)
        given = demo.scalars(select(Reward)).one()

        assert [(one.incentive, one.status) for one in entries] == [
            ("satisfaction_award", EntryStatus.CONFIRMED), ("efficiency_allowance", EntryStatus.PROPOSED),
        ]  # fmt: skip
        assert (given.to, given.amount > 0) == (RewardTo.COMPLAINANT, True)
        assert Role.FINANCE in demo.get_one(Staff, given.paid_by_id).roles if given.paid_by_id else True

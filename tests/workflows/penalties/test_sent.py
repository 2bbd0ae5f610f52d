"""While a month lies with its approvers, what they approve stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import Month
from terms.month import MonthStatus
from tests.factories import MORNING
from tests.workflows.accused import MONTH, no
from workflows.months.gate import MonthLocked
from workflows.penalties.appeal import appeal


@pytest.fixture
def sent(accused):
    def sent():
        accused.session.add(Month(month=MONTH, status=MonthStatus.SENT, opened_at=MORNING))
        accused.session.commit()

    return sent


class TestSentMonth:
    def test_takes_no_appeal(self, accused, sent):
        entry = accused.confirmed()
        sent()

        with no(accused, MonthLocked, says="approvers"):
            appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING)

    def test_lets_facts_found_meanwhile_count_in_the_next(self, accused, sent):
        accused.life.answered(at=MORNING.replace(hour=17))
        sent()

        entries = accused.found(at=MORNING + timedelta(hours=10))

        assert {entry.month for entry in entries} == {MONTH.replace(month=10)}

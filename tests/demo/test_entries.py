"""Penalties and rewards of the demo company: every kind and state, and the rules asked again of every row."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from models import Complaint, Month, PenaltyEntry, Staff
from queries.penalty_facts import Search, find
from rulebook import book
from rules.penalties import price
from terms.penalties import EntryKind, EntryStatus
from terms.time import day_start
from tests.demo_company import DEMO_DAY

FOOD = book("food", on=DEMO_DAY)
END = day_start(DEMO_DAY).replace(hour=9)


@pytest.fixture(scope="module")
def entries(demo_past) -> list[PenaltyEntry]:
    return demo_past.rows[PenaltyEntry]


class TestEntries:
    def test_show_every_breach_and_rewards(self, entries):
        assert {entry.breach for entry in entries} == {"", *(row.breach for row in FOOD.penalties.penalties)}

    def test_show_what_waits_and_what_was_decided(self, entries):
        wanted = {EntryStatus.PROPOSED, EntryStatus.APPEALED, EntryStatus.CONFIRMED, EntryStatus.WITHDRAWN}

        assert wanted | {EntryStatus.UPHELD, EntryStatus.STRUCK} <= {entry.status for entry in entries}

    def test_stand_within_their_clause(self, entries):
        for entry in entries:
            if entry.kind is EntryKind.PENALTY:
                found = price(entry.breach, FOOD.penalties, times=entry.times)
                assert (entry.least, entry.most, entry.clause) == (found.least, found.most, found.clause)
                assert entry.amount is None or found.least <= entry.amount <= found.most
                assert entry.amount is not None or entry.status in (EntryStatus.PROPOSED, EntryStatus.WITHDRAWN)

    def test_are_decided_by_nobody_concerned(self, entries, demo_past):
        same = Counter((entry.facts_key, entry.staff_id) for entry in entries)
        for entry in entries:
            if entry.decided_by_id is not None:
                by = demo_past.rows[Staff][entry.decided_by_id - 1]
                assert by.id not in (entry.staff_id, entry.proposed_by_id)
                assert (entry.facts_key, by.id) not in same
                assert entry.appeal_decided_by_id != by.id

    def test_are_one_for_a_fact_and_person(self, entries):
        assert max(Counter((one.breach, one.facts_key, one.staff_id) for one in entries).values()) == 1

    def test_name_the_case_they_are_about(self, entries, demo_past):
        for entry in entries:
            if entry.complaint_id is not None:
                assert demo_past.rows[Complaint][entry.complaint_id - 1].registered_at <= entry.proposed_at


class TestTheSweep:
    def test_finds_next_to_nothing_that_the_telling_did_not(self, demo):
        search = Search(demo, day_start(DEMO_DAY.replace(month=8, day=1)), END)

        # The last hour before the end of the telling, and money paid after a case was opened again.
        assert len(list(find(search))) <= 5


class TestMonths:
    def test_hold_still_once_they_are_locked(self, demo):
        rows = demo.execute(
            select(PenaltyEntry, Month)
            .join(Month, Month.month == PenaltyEntry.month)
            .where(Month.locked_at.is_not(None))
        ).all()

        assert rows
        for entry, month in rows:
            assert entry.locked_at == month.locked_at
            assert entry.decided_at < month.locked_at
            assert entry.appeal_decided_at is None or entry.appeal_decided_at < month.locked_at

    def test_pass_on_what_was_open(self, demo):
        moved = demo.scalars(select(PenaltyEntry).where(PenaltyEntry.moved_from.is_not(None))).all()

        assert moved
        assert all(entry.month > entry.moved_from for entry in moved)

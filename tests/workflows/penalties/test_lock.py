from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Month
from queries.penalties import of_month
from rules.entries import EntryNotPossible
from terms.month import MonthStatus
from terms.penalties import AppealOutcome, EntryStatus
from terms.people import Role
from tests.factories import MORNING, make_region, make_staff
from tests.workflows.accused import DAY, MONTH, no, yuan
from tests.workflows.life import events
from workflows.penalties.appeal import appeal, decide_appeal
from workflows.penalties.decide import confirm, withdraw
from workflows.penalties.lock import locked_with_month, unlocked_with_month
from workflows.transaction import transaction

OCTOBER = date(2026, 10, 1)


def lock(accused):
    with transaction(accused.session):
        return locked_with_month(accused.session, MONTH, accused.company.manager, MORNING)


def sums(accused):
    """Entries and yuan that count in the month, and how many are open."""
    found = of_month(accused.session, MONTH, accused.company.manager.as_person())
    return found.entries(), found.amount(), found.open


class TestLockedWithMonth:
    def test_locks_what_is_decided_and_moves_on_what_is_open(self, accused):
        confirmed, open_one = accused.confirmed(), accused.proposed(breach="economic_loss")

        done = lock(accused)

        assert (done.locked, done.moved) == (1, 1)
        assert confirmed.locked_at == MORNING
        assert (open_one.month, open_one.moved_from, open_one.locked_at) == (OCTOBER, MONTH, None)
        kinds = [event.kind for event in events(accused.session)]
        assert kinds[-2:] == ["penalty.locked", "penalty.moved_on"]

    @pytest.mark.parametrize("status", [MonthStatus.LOCKED, MonthStatus.SENT])
    def test_moves_what_is_open_over_months_that_stand_still(self, accused, status):
        """A month reopened and locked again may have others behind it."""
        accused.lock_month(OCTOBER)
        october = accused.session.scalars(select(Month).where(Month.month == OCTOBER)).one()
        if status is MonthStatus.SENT:
            october.status, october.locked_at, october.locked_by_id = status, None, None
            accused.session.commit()
        entry = accused.appealed()

        lock(accused)

        assert (entry.month, entry.moved_from) == (date(2026, 11, 1), MONTH)
        struck = {"outcome": AppealOutcome.STRUCK, "reason": "属实", "actor": accused.company.head, "at": MORNING}
        decide_appeal(accused.session, penalty_id=entry.id, **struck)
        assert entry.status is EntryStatus.STRUCK

    def test_locks_once(self, accused):
        accused.confirmed()
        lock(accused)

        assert lock(accused).locked == 0

    def test_lets_nothing_of_an_entry_change_any_more(self, accused):
        entry = accused.confirmed()
        lock(accused)

        for attempt in (
            lambda: appeal(
                accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING
            ),
            lambda: confirm(accused.session, penalty_id=entry.id, actor=accused.company.supervisor, at=MORNING),
            lambda: withdraw(
                accused.session, penalty_id=entry.id, reason="算了", actor=accused.company.supervisor, at=MORNING
            ),
            lambda: decide_appeal(
                accused.session, penalty_id=entry.id, outcome=AppealOutcome.STRUCK, reason="算了",
                actor=accused.company.head, at=MORNING,
            ),
        ):  # fmt: skip
            with no(accused, EntryNotPossible, says="locked"):
                attempt()

    def test_is_undone_by_the_reopening_of_the_month(self, accused):
        entry = accused.confirmed()
        lock(accused)

        with transaction(accused.session):
            assert unlocked_with_month(accused.session, MONTH, accused.company.manager, MORNING) == 1

        appeal(accused.session, penalty_id=entry.id, text="不对", actor=accused.company.clerk, at=MORNING)
        assert entry.status is EntryStatus.APPEALED

    def test_counts_after_a_reopening_what_was_decided_in_it(self, accused):
        """Struck out, confirmed and entered in the open month: the second lock takes them all as they are now."""
        struck, waiting = accused.confirmed(), accused.proposed(breach="form_lost", happened_on=DAY)
        lock(accused)
        assert sums(accused) == (1, yuan("30.00"), 0)
        with transaction(accused.session):
            unlocked_with_month(accused.session, MONTH, accused.company.manager, MORNING)

        appeal(accused.session, penalty_id=struck.id, text="不对", actor=accused.company.clerk, at=MORNING)
        accused.confirmed(breach="late_handling", times=2)
        assert sums(accused) == (1, yuan("40.00"), 1)
        values = {"penalty_id": struck.id, "outcome": AppealOutcome.STRUCK, "reason": "属实", "at": MORNING}
        decide_appeal(accused.session, actor=accused.company.head, **values)
        done = lock(accused)

        assert (done.locked, done.moved) == (2, 0)
        assert sums(accused) == (1, yuan("40.00"), 0)
        assert struck.locked_at == MORNING
        # What had moved on stays where it went.
        assert (waiting.month, waiting.locked_at) == (OCTOBER, None)

    def test_leaves_other_months_alone(self, accused):
        entry = accused.confirmed(happened_on=DAY.replace(month=8))
        lock(accused)

        assert entry.locked_at is None


class TestOfMonth:
    def figures(self, accused, role="manager", **values):
        return of_month(accused.session, MONTH, getattr(accused.company, role).as_person(), **values)

    def test_counts_what_was_confirmed_by_department_and_breach_and_open_ones_apart(self, accused):
        accused.confirmed(times=2)
        accused.confirmed(staff_id=accused.company.engineer.id)
        accused.proposed(breach="economic_loss")
        accused.appealed(breach="form_lost")

        found = self.figures(accused)

        (row,) = found.rows
        assert (row.breach, row.entries, row.times, row.amount) == ("procedure_not_followed", 2, 3, yuan("90.00"))
        assert row.department == accused.company.department.name
        assert found.open == 2
        assert found.amount() == Decimal("90.00")
        assert found.entries() == 2

    @pytest.mark.parametrize(
        ("role", "rows"),
        [
            ("head", 1), ("sales_administration", 1), ("general_office", 1), ("finance", 1), ("clerk", 0),
            ("logistics", 0), ("administrator", 0),
        ],
    )  # fmt: skip
    def test_is_for_whoever_works_on_the_months_papers(self, accused, role, rows):
        accused.confirmed()

        assert len(self.figures(accused, role).rows) == rows

    def test_of_two_departments_is_for_each_its_own_and_for_the_company_both(self, accused):
        session, elsewhere = accused.session, make_region(accused.session)
        clerk, supervisor = (make_staff(session, role, region=elsewhere) for role in (Role.CLERK, Role.SUPERVISOR))
        head = make_staff(session, Role.DEPARTMENT_HEAD, department=elsewhere.department)
        accused.confirmed()
        entry = accused.proposed(staff_id=clerk.id, times=2)
        confirm(session, penalty_id=entry.id, actor=supervisor, at=MORNING)
        accused.proposed(staff_id=clerk.id, breach="economic_loss")
        here, there = accused.company.department.id, elsewhere.department_id

        def read(person):
            found = of_month(session, MONTH, person.as_person())
            return {row.department_id: row.amount for row in found.rows}, found.open

        company = accused.company
        assert read(head) == ({there: yuan("60.00")}, 1)
        for person in (company.head, company.sales_administration):
            assert read(person) == ({here: yuan("30.00")}, 0)
        for person in (company.manager, company.general_office, company.finance):
            assert read(person) == ({here: yuan("30.00"), there: yuan("60.00")}, 1)
        assert self.figures(accused, "head", department_id=there).rows == ()
        assert self.figures(accused, "finance", department_id=there).amount() == yuan("60.00")

    def test_of_one_department_leaves_people_of_none_out(self, accused):
        accused.confirmed(staff_id=accused.company.logistics.id)
        accused.confirmed()

        assert self.figures(accused, department_id=accused.company.department.id).entries() == 1
        assert self.figures(accused, department_id=0).entries() == 0

    def test_does_not_count_what_was_let_drop_or_struck_out(self, accused):
        entry = accused.appealed()
        decide_appeal(
            accused.session, penalty_id=entry.id, outcome=AppealOutcome.STRUCK, reason="属实",
            actor=accused.company.head, at=MORNING,
        )  # fmt: skip

        assert self.figures(accused).rows == ()

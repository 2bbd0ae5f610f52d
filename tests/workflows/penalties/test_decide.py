from __future__ import annotations

import pytest

from queries.penalties import to_note
from queries.rulebook import in_force
from rules.entries import EntryNotPossible
from rules.penalties import FigureMissing, OutOfRange, price
from terms.penalties import EntryStatus, EvidenceKind
from terms.people import Role
from tests.factories import MORNING, make_department, make_region, make_staff
from tests.workflows.accused import MONTH, no, yuan
from tests.workflows.life import last_event
from workflows.entries import Missing
from workflows.months.gate import MonthLocked
from workflows.penalties.decide import confirm, withdraw
from workflows.penalties.lock import locked_with_month
from workflows.penalties.made import Evidence, made, proposed, take_turn
from workflows.penalties.note import note_consequence
from workflows.penalties.propose import propose_reward
from workflows.rows import NotFound
from workflows.transaction import ChangedMeanwhile, transaction


def sign(accused, entry, by, **values):
    return confirm(accused.session, penalty_id=entry.id, actor=by, at=MORNING, **values)


class TestConfirm:
    def test_is_for_the_next_rung(self, accused):
        entry = accused.proposed()

        sign(accused, entry, accused.company.supervisor)

        assert (entry.status, entry.decided_by_id) == (EntryStatus.CONFIRMED, accused.company.supervisor.id)
        event = last_event(accused.session)
        assert (event.kind, event.clause, event.changes["status"]) == (
            "penalty.confirmed", "P06 七2", ["proposed", "confirmed"],
        )  # fmt: skip

    @pytest.mark.parametrize("role", ["head", "manager", "human_resources"])
    def test_is_not_for_others_who_see_it(self, accused, role):
        entry = accused.proposed()

        with no(accused, EntryNotPossible):
            sign(accused, entry, getattr(accused.company, role))

    def test_is_not_for_the_supervisor_of_another_region(self, accused):
        entry = accused.proposed()
        elsewhere = make_region(accused.session, accused.company.department)
        stranger = make_staff(accused.session, Role.SUPERVISOR, region=elsewhere)

        with no(accused, NotFound):
            sign(accused, entry, stranger)

    def test_is_not_for_the_head_of_another_department(self, accused):
        entry = accused.proposed(staff_id=accused.company.supervisor.id)
        stranger = make_staff(accused.session, Role.DEPARTMENT_HEAD, department=make_department(accused.session))

        with no(accused, NotFound):
            sign(accused, entry, stranger)

    def test_is_never_for_the_person(self, accused):
        both = accused.other(Role.CLERK)
        entry = accused.proposed(staff_id=both.id)

        with no(accused, EntryNotPossible):
            sign(accused, entry, both)

    def test_is_never_for_whoever_proposed_it(self, accused):
        entry = accused.proposed(staff_id=accused.company.supervisor.id, actor=accused.company.head)

        with no(accused, EntryNotPossible):
            sign(accused, entry, accused.company.head)

    @pytest.mark.requirement("PK-10")
    @pytest.mark.parametrize(
        ("amount", "reason", "refusal"),
        [
            (None, "", FigureMissing), ("200", "", FigureMissing), ("99.99", "太轻", OutOfRange),
            ("300.01", "太重", OutOfRange),
        ],
    )  # fmt: skip
    def test_asks_for_a_figure_and_a_reason_within_the_range(self, accused, amount, reason, refusal):
        entry = accused.proposed(breach="one_to_many_badly_handled")

        with no(accused, refusal):
            # The proposal's own reason is none for a figure named later.
            sign(accused, entry, accused.company.supervisor, amount=amount and yuan(amount), reason=reason)

    @pytest.mark.parametrize("amount", ["100", "250", "300"])
    def test_takes_a_figure_with_its_reason(self, accused, amount):
        entry = accused.proposed(breach="one_to_many_badly_handled")

        sign(accused, entry, accused.company.supervisor, amount=yuan(amount), reason="六名消费者，两次投诉")

        assert entry.amount == yuan(amount)

    def test_keeps_the_figure_the_proposal_named_with_its_reason(self, accused):
        entry = accused.proposed(breach="one_to_many_badly_handled", amount=yuan("150"))

        sign(accused, entry, accused.company.supervisor, amount=yuan("150"))

        assert entry.amount == yuan("150")

    def test_is_done_once(self, accused):
        entry = accused.confirmed()

        with no(accused, EntryNotPossible, says="Confirmed"):
            sign(accused, entry, accused.company.supervisor)

    def test_refuses_a_stale_page(self, accused):
        entry = accused.proposed()

        with no(accused, ChangedMeanwhile):
            sign(accused, entry, accused.company.supervisor, seen=entry.version - 1)

    def test_is_refused_while_the_month_is_locked(self, accused):
        entry = accused.proposed()
        accused.lock_month()

        with no(accused, MonthLocked):
            sign(accused, entry, accused.company.supervisor)

    def test_gives_a_reward(self, accused):
        entry = propose_reward(
            accused.session, staff_id=accused.company.clerk.id, happened_on=MORNING.date(), amount=yuan("80"),
            reason="零投诉", actor=accused.company.head, at=MORNING,
        )  # fmt: skip

        sign(accused, entry, accused.company.supervisor)

        assert (entry.status, entry.amount) == (EntryStatus.CONFIRMED, yuan("80"))


class TestSameFacts:
    """Who has an entry from the same facts decides none of them."""

    @pytest.fixture
    def entries(self, accused):
        book = in_force(accused.session, on=MORNING.date())
        found = []
        for person, breach in (
            (accused.company.clerk, "false_report"), (accused.company.supervisor, "false_report_review"),
        ):  # fmt: skip
            entry = made(
                person=person, found=price(breach, book.penalties), book=book, happened_on=MORNING.date(),
                evidence=Evidence(EvidenceKind.STATEMENT, "the same facts"), month=MORNING.date().replace(day=1),
                actor=None, at=MORNING, amount=price(breach, book.penalties).fixed,
            )  # fmt: skip
            take_turn(accused.session, entry, MORNING)
            proposed(accused.session, entry, actor=None, at=MORNING)
            found.append(entry)
        accused.session.commit()
        return found

    def test_a_reviewer_does_not_confirm_whom_they_reviewed(self, accused, entries):
        with no(accused, EntryNotPossible, says="You are concerned"):
            sign(accused, entries[0], accused.company.supervisor)


class TestWithdraw:
    def test_keeps_the_entry_on_file_with_the_reason(self, accused):
        entry = accused.proposed()

        withdraw(
            accused.session, penalty_id=entry.id, reason="已联系，未记录", actor=accused.company.supervisor, at=MORNING
        )

        assert (entry.status, entry.decision) == (EntryStatus.WITHDRAWN, "已联系，未记录")
        assert last_event(accused.session).kind == "penalty.withdrawn"

    def test_asks_for_a_reason(self, accused):
        entry = accused.proposed()

        with no(accused, Missing):
            withdraw(accused.session, penalty_id=entry.id, reason=" ", actor=accused.company.supervisor, at=MORNING)

    def test_is_not_for_whoever_proposed_it(self, accused):
        entry = accused.proposed()

        with no(accused, EntryNotPossible):
            withdraw(
                accused.session, penalty_id=entry.id, reason="算了", actor=accused.company.general_office, at=MORNING
            )


@pytest.mark.requirement("PK-12")
class TestNoteConsequence:
    def note(self, accused, entry, by):
        return note_consequence(accused.session, penalty_id=entry.id, consequence="降为业务员", actor=by, at=MORNING)

    def test_is_personnels_once_the_penalty_counts(self, accused):
        entry = accused.confirmed(breach="major_impact")

        self.note(accused, entry, accused.company.human_resources)

        assert entry.consequence == "降为业务员"

    def test_is_possible_after_the_month_is_locked_and_waits_on_personnels_desk(self, accused):
        entry, personnel = accused.confirmed(breach="major_impact"), accused.company.human_resources
        with transaction(accused.session):
            locked_with_month(accused.session, MONTH, accused.company.manager, MORNING)
        accused.lock_month()
        assert to_note(accused.session, personnel.as_person(), MORNING).rows == [entry]

        self.note(accused, entry, personnel)

        assert (entry.consequence, entry.amount) == ("降为业务员", yuan("500.00"))
        assert last_event(accused.session).kind == "penalty.consequence_noted"

    def test_waits_for_the_penalty(self, accused):
        entry = accused.proposed(breach="major_impact")

        with no(accused, EntryNotPossible):
            self.note(accused, entry, accused.company.human_resources)

    def test_is_for_breaches_that_ask_for_it(self, accused):
        entry = accused.confirmed()

        with no(accused, EntryNotPossible):
            self.note(accused, entry, accused.company.human_resources)

    def test_is_for_nobody_else(self, accused):
        entry = accused.confirmed(breach="major_impact")

        with no(accused, EntryNotPossible):
            self.note(accused, entry, accused.company.manager)

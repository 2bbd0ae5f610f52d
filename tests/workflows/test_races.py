"""Several people at the same moment, with real commits on both engines: one wins, the others are told, nothing is lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from models import (
    AuditEvent,
    Complaint,
    ComplaintClock,
    DailyReport,
    Execution,
    Filing,
    HandlingForm,
    NumberSeries,
    PenaltyEntry,
    Signature,
    Staff,
    Submission,
)
from models.engine import prepare_engine
from rules.entries import EntryNotPossible
from rules.lifecycle import NotPossible
from terms.complaint import Act, State, Verdict
from terms.forms import FormStatus
from terms.people import Role
from terms.refusal import Refusal
from tests.factories import AFTERNOON, MORNING, NOON, make_staff
from tests.workflows.acts import do
from tests.workflows.life import SATISFIED, Life
from workflows.call_backs.report import AlreadyReported, send_daily_report
from workflows.complaints.answer import answer
from workflows.complaints.assign import assign
from workflows.complaints.close import close
from workflows.complaints.contact import contact
from workflows.complaints.merge import CannotMerge, merge
from workflows.complaints.register import register
from workflows.filings.file import file
from workflows.forms.hand_in import hand_in
from workflows.forms.pass_on import pass_on
from workflows.penalties.decide import confirm, withdraw
from workflows.penalties.find import propose_from_facts
from workflows.penalties.propose import propose as propose_penalty
from workflows.penalties.whose import AlreadyProposed
from workflows.settlements.propose import propose
from workflows.settlements.sign import send_back, sign
from workflows.settlements.take_back import take_back
from workflows.time_limits.mark_late import mark_late
from workflows.transaction import AlreadySent, ChangedMeanwhile

ROUNDS = 4
MANY = 16
FOUR = MORNING.replace(hour=16, second=1)

Job = Callable[..., Any]


@pytest.fixture
def life(fresh_database, storage):
    with fresh_database.new_session() as session:
        yield Life(session, storage)


@pytest.fixture
def at_once(fresh_database):
    """Run jobs at the same moment, each on a connection and in a thread of its own; what each came to, in their order."""
    engine = create_engine(fresh_database.url, pool_size=MANY)
    prepare_engine(engine)

    def run(*jobs: tuple[Job, int | None, dict[str, Any]]) -> list[Any]:
        results: list[Any] = [None] * len(jobs)
        gate = threading.Barrier(len(jobs), timeout=60)

        def one(index: int, use_case: Job, actor_id: int | None, values: dict[str, Any]) -> None:
            with Session(engine) as session:
                actor = {} if actor_id is None else {"actor": session.get_one(Staff, actor_id)}
                gate.wait()
                try:
                    use_case(session, **actor, **values)
                except Exception as error:  # noqa: BLE001  looked at by the test
                    results[index] = error

        threads = [threading.Thread(target=one, args=(index, *job)) for index, job in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    yield run
    engine.dispose()


def outcome(results):
    """How many came through, and by what the others were refused; anything but a refusal is a fault."""
    faults = [one for one in results if one is not None and not isinstance(one, Refusal)]
    assert faults == []
    return Counter(type(one).__name__ if one else "done" for one in results)


def count(life, model, *conditions):
    life.session.rollback()
    return life.session.scalar(select(func.count()).select_from(model).where(*conditions))


def recorded(life, kind):
    return count(life, AuditEvent, AuditEvent.kind == kind)


class TestSign:
    @pytest.mark.parametrize("with_version", [True, False])
    def test_of_two_holders_of_one_role_lets_one_win_and_tells_the_other(self, life, at_once, with_version):
        second = make_staff(life.session, Role.SUPERVISOR, region=life.company.region).id
        first = life.company.supervisor.id
        for turn in range(1, ROUNDS + 1):
            case = life.proposed(12, 24)
            values = {"complaint_id": case.id, "at": NOON, **({"seen": case.version} if with_version else {})}
            life.session.rollback()

            results = at_once((sign, first, values), (sign, second, values))

            loser = ChangedMeanwhile if with_version else NotPossible
            assert outcome(results) == {"done": 1, loser.__name__: 1}
            row = life.session.scalars(
                select(Signature).where(Signature.role == Role.SUPERVISOR).order_by(Signature.id)
            ).all()[-1]
            assert row.signer_id == (first, second)[results.index(None)]
            assert recorded(life, "settlement.signed") == turn

    def test_by_one_person_twice_is_done_once(self, life, at_once):
        case, head = life.proposed(12, 48), life.company.head.id
        values = {"complaint_id": case.id, "at": NOON, "once": "one form's token"}
        life.session.rollback()

        results = at_once(*[(sign, head, values)] * 3)

        assert outcome(results) == {"done": 1, AlreadySent.__name__: 2}
        assert (count(life, Filing), count(life, Execution), recorded(life, "settlement.signed")) == (1, 1, 1)

    def test_by_decider_and_co_signer_approves_once(self, life, at_once):
        for turn in range(1, ROUNDS + 1):
            case = life.proposed(12, 24)
            values = {"complaint_id": case.id, "at": NOON}
            people = (life.company.supervisor.id, life.company.head.id)
            life.session.rollback()

            assert outcome(at_once(*((sign, key, values) for key in people))) == {"done": 2}

            life.session.rollback()
            assert case.state is State.APPROVED
            assert (count(life, Filing), count(life, Execution)) == (turn, turn)

    def test_and_its_opposite_leave_one_of_the_two(self, life, at_once):
        states = set()
        for _ in range(ROUNDS):
            case = life.proposed(12, 24)
            life.session.rollback()
            back = {"complaint_id": case.id, "at": NOON, "comment": "缺照片"}
            forth = {"complaint_id": case.id, "at": NOON, "reason": "写错"}

            results = at_once(
                (send_back, life.company.supervisor.id, back), (take_back, life.company.clerk.id, forth),
            )  # fmt: skip

            assert outcome(results) == {"done": 1, NotPossible.__name__: 1}
            life.session.rollback()
            states.add(case.state)
            assert {row.verdict for row in case.settlements[-1].signatures} <= {Verdict.SENT_BACK, Verdict.DROPPED}
        assert states == {State.HANDLING}


class TestFile:
    def test_of_two_people_gives_one_number_and_leaves_no_gap(self, life, at_once):
        people = (life.company.general_office.id, make_staff(life.session, Role.GENERAL_OFFICE).id)
        for turn in range(1, ROUNDS + 1):
            case = life.approved(12, 48)
            values = {"complaint_id": case.id, "at": NOON}
            life.session.rollback()

            assert outcome(at_once(*((file, key, values) for key in people))) == {"done": 1, NotPossible.__name__: 1}

            life.session.rollback()
            assert case.settlement.filing.register_number == f"BZ-2026-09-{turn:05d}"
        assert life.session.get_one(NumberSeries, "BZ-2026-09").last == ROUNDS


class TestClose:
    def test_of_two_people_closes_once(self, life, at_once):
        case = life.called_back(SATISFIED)
        people = (life.company.general_office.id, make_staff(life.session, Role.GENERAL_OFFICE).id)
        values = {"complaint_id": case.id, "at": AFTERNOON}
        life.session.rollback()

        assert outcome(at_once(*((close, key, values) for key in people))) == {"done": 1, NotPossible.__name__: 1}
        assert recorded(life, "complaint.closed") == 1


class TestRegister:
    def registering(self, life, **values):
        registration = life.company.registration()
        return (
            register, life.company.clerk.id, {"registration": registration, "at": MORNING, "storage": life.storage, **values},
        )  # fmt: skip

    @pytest.mark.requirement("IN-29")
    def test_of_sixteen_gives_sixteen_numbers_without_gap_or_double(self, life, at_once):
        job = self.registering(life)
        life.session.rollback()

        for turn in (1, 2):
            assert outcome(at_once(*[job] * MANY)) == {"done": MANY}
            life.session.rollback()
            numbers = life.session.scalars(select(Complaint.number).order_by(Complaint.number)).all()
            assert numbers == [f"TS-2026-09-{n:05d}" for n in range(1, turn * MANY + 1)]

    def test_among_refused_ones_leaves_no_gap(self, life, at_once):
        good, bad = (
            self.registering(life),
            self.registering(life, registration=life.company.registration(description="")),
        )
        life.session.rollback()

        assert outcome(at_once(*[good, bad] * 4)) == {"done": 4, "FactsMissing": 4}

        life.session.rollback()
        assert sorted(life.session.scalars(select(Complaint.number))) == [f"TS-2026-09-{n:05d}" for n in range(1, 5)]

    def test_of_one_form_sent_three_times_at_once_and_once_later_saves_one_row(self, life, at_once):
        job = self.registering(life, once="one form's token")
        life.session.rollback()

        assert outcome(at_once(*[job] * 3)) == {"done": 1, AlreadySent.__name__: 2}
        assert outcome(at_once(job)) == {AlreadySent.__name__: 1}

        assert (count(life, Complaint), count(life, Submission), recorded(life, "complaint.registered")) == (1, 1, 1)


class TestLostUpdate:
    def test_never_happens_to_two_people_on_one_version(self, life, at_once):
        """Both were made from one version: one lands, the other hears of it and nothing of theirs is half in."""
        other = make_staff(life.session, Role.CLERK, region=life.company.region).id
        for _ in range(ROUNDS):
            case = life.ready()
            values = {"complaint_id": case.id, "seen": case.version, "at": NOON}
            talk = {**values, "channel": case.channel, "reached": True, "said": "再次核实"}
            version, contacts = case.version, len(case.contacts)
            life.session.rollback()

            results = at_once(
                (contact, life.company.clerk.id, talk), (assign, life.company.head.id, {**values, "to_id": other})
            )

            assert outcome(results) == {"done": 1, ChangedMeanwhile.__name__: 1}
            life.session.rollback()
            assert case.version == version + 1
            assert (len(case.contacts) - contacts, case.assigned_to_id == other) in {(1, False), (0, True)}


class TestMerge:
    def test_of_two_cases_into_each_other_leaves_one_of_them(self, life, at_once):
        for _ in range(ROUNDS):
            one, two = life.ready(), life.ready()
            by = life.company.supervisor.id
            jobs = [
                (merge, by, {"complaint_id": case.id, "into_number": into.number, "reason": "同一事件", "at": NOON})
                for case, into in ((one, two), (two, one))
            ]
            life.session.rollback()

            results = at_once(*jobs)

            assert sum(isinstance(one, NotPossible | CannotMerge) for one in results) == 1
            assert outcome(results)["done"] == 1
            life.session.rollback()
            assert sorted([one.state, two.state]) == [State.HANDLING, State.MERGED]


class TestDailyReport:
    def test_of_two_people_is_sent_once(self, life, at_once):
        people = (life.company.general_office.id, make_staff(life.session, Role.GENERAL_OFFICE).id)
        values = {"day": MORNING.date(), "remark": "", "at": AFTERNOON}
        life.session.rollback()

        results = at_once(*((send_daily_report, key, values) for key in people))

        assert outcome(results) == {"done": 1, AlreadyReported.__name__: 1}
        assert (count(life, DailyReport), recorded(life, "daily_report.sent")) == (1, 1)


class TestMarkLate:
    def test_marks_once_when_two_sweep_while_people_work(self, life, at_once):
        """The sweep and the acts lock in one order: nobody waits for ever."""
        cases = [life.executed() for _ in range(3)]
        fresh = life.company.register(life.storage)
        jobs = [(do_answer, life.company.clerk.id, {"complaint_id": case.id}) for case in cases]
        life.session.rollback()

        results = at_once((mark_late, None, {"at": FOUR}), (mark_late, None, {"at": FOUR}), *jobs)

        assert outcome(results) == {"done": 5}
        life.session.rollback()
        rows = life.session.scalars(select(ComplaintClock).where(ComplaintClock.clock != "first_contact")).all()
        assert {(row.late_at is not None) for row in rows} == {True}
        assert fresh.late
        assert all(case.late and case.state is State.ANSWERED for case in cases)
        # Each of the new case's clocks was marked by one of the two sweeps.
        marked = life.session.scalars(
            select(AuditEvent).where(AuditEvent.kind == "complaint.fell_late", AuditEvent.subject_id == fresh.id)
        ).all()
        assert sorted(event.changes["clock"][1] for event in marked) == ["first_contact", "result", "same_day"]


def do_answer(session, *, complaint_id, actor):
    answer(session, complaint_id=complaint_id, result="已调换", actor=actor, at=FOUR)


def test_a_second_act_sees_what_the_first_committed_though_its_person_was_loaded_before(life, fresh_database):
    """Loading the signed-in person began a reading transaction; the use-case must not act on what was true then."""
    case = life.ready()
    with fresh_database.new_session() as late_comer:
        actor = late_comer.get_one(Staff, life.company.clerk.id)
        stale = late_comer.get_one(Complaint, case.id)
        assert stale.state is State.HANDLING
        life.propose(case)

        with pytest.raises(NotPossible, match="The case is in state"):
            do_propose(late_comer, life, stale, actor)


def do_propose(session, life, case, actor):
    propose(session, complaint_id=case.id, proposal=life.company.proposal(12, 48), actor=actor, at=NOON)


def test_whoever_lost_a_role_meanwhile_acts_without_it(life, fresh_database):
    case = life.proposed(12, 48)
    with fresh_database.new_session() as theirs:
        head = theirs.get_one(Staff, life.company.head.id)
        assert Role.DEPARTMENT_HEAD in head.roles
        life.company.head.role_rows.clear()
        life.session.commit()

        with pytest.raises(Refusal):
            sign(theirs, complaint_id=case.id, actor=head, at=NOON)
    assert do(life, Act.TAKE_BACK, case).state is State.HANDLING


class TestPenalties:
    def test_of_one_fact_are_proposed_once_by_two_nodes(self, life, at_once):
        life.proposed(12, 24)
        life.session.rollback()
        mark_late(life.session, at=FOUR + timedelta(hours=1))
        evening = FOUR + timedelta(hours=2)

        results = at_once(*[(propose_from_facts, None, {"at": evening})] * 3)

        assert outcome(results) == {"done": 3}
        assert count(life, PenaltyEntry, PenaltyEntry.breach == "late_handling") == 1
        assert recorded(life, "penalty.proposed") == 1

    def test_of_one_fact_are_proposed_once_by_two_people(self, life, at_once):
        values = {
            "staff_id": life.company.clerk.id, "breach": "form_lost", "happened_on": MORNING.date(),
            "reason": "处理单遗失", "at": MORNING,
        }  # fmt: skip
        people = (life.company.general_office.id, life.company.human_resources.id)
        life.session.rollback()

        results = at_once(*[(propose_penalty, person, values) for person in people])

        assert outcome(results) == {"done": 1, AlreadyProposed.__name__: 1}
        assert count(life, PenaltyEntry) == 1

    def test_are_confirmed_once(self, life, at_once):
        second = make_staff(life.session, Role.SUPERVISOR, region=life.company.region).id
        entry = propose_penalty(
            life.session, staff_id=life.company.clerk.id, breach="form_lost", happened_on=MORNING.date(),
            reason="处理单遗失", actor=life.company.general_office, at=MORNING,
        )  # fmt: skip
        values, first = {"penalty_id": entry.id, "at": MORNING}, life.company.supervisor.id
        life.session.rollback()

        results = at_once((confirm, first, values), (withdraw, second, {**values, "reason": "不属实"}))

        assert outcome(results) == {"done": 1, EntryNotPossible.__name__: 1}
        assert recorded(life, "penalty.confirmed") + recorded(life, "penalty.withdrawn") == 1


class TestPaper:
    def test_taken_in_while_its_holder_passes_it_on_is_in_one_place(self, life, at_once):
        """Filing takes the form in; the clerk gives it to the supervisor at the same moment."""
        people = life.company
        keeper, clerk, supervisor = people.sales_administration.id, people.clerk.id, people.supervisor.id
        for turn in range(1, ROUNDS + 1):
            case = life.approved(12, 24)
            form, key, version = case.settlement.handling_form.id, case.id, case.version
            life.session.commit()

            found = at_once(
                (file, keeper, {"complaint_id": key, "paper_place": "1号柜", "seen": version, "at": NOON}),
                (pass_on, clerk, {"handling_form_id": form, "to_id": supervisor, "at": NOON}),
            )

            outcome(found)
            row = life.session.get_one(HandlingForm, form, populate_existing=True)
            assert found[0] is None
            assert (row.status, row.held_by_id, row.place) == (FormStatus.KEPT, keeper, "1号柜"), turn
            assert len(row.moves) == (3 if found[1] is None else 2)

    def test_taken_in_by_two_is_taken_in_once(self, life, at_once):
        keeper, office = life.company.sales_administration.id, life.company.general_office.id
        form = life.approved(12, 24).settlement.handling_form.id
        life.session.commit()

        found = at_once(*(
            (hand_in, one, {"handling_form_id": form, "place": f"{one}号柜", "at": NOON}) for one in (keeper, office)
        ))  # fmt: skip

        assert outcome(found) == {"done": 1, "ActNotPossible": 1}
        assert recorded(life, "handling_form.handed_in") == 1

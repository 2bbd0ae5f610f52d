"""What is kept of a time limit for lists is what its history gives, in every pack, whatever happens to the case."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

import rulebook
from cli.commands import explain
from models import Contact
from queries.running_clocks import live, result_clock, standing_of, time_facts
from rules.deeds import BESIDE, STOPS
from rules.running_clocks import NoExtension
from terms.classes import CaseClass
from terms.complaint import Act, Channel, Clock, ComplaintKind, State
from terms.limits import ClockState, ExtensionStatus, PauseReason, Province, StartsAt
from terms.people import Role
from terms.time import SHANGHAI
from tests.workflows.time_limits.in_memory import BOSS, HANDLER, Notes, book_of, case_of, staff, viewer
from workflows.case import stop_for
from workflows.clocks import next_report, start_from
from workflows.deeds import DEEDS
from workflows.time_limits.classify import TooLateToClass, classed
from workflows.time_limits.extend import extension_asked, extension_decided
from workflows.time_limits.pause import paused, resumed
from workflows.time_limits.tick_duty import duty_ticked

PROFILED = tuple(f"retailer+{one}" for one in rulebook.profiles())
EVERY = (*rulebook.packs(), *PROFILED)
WITH_LIMITS = tuple(f"ground+{one}" for one in ("p21", "p26", "p27", "p31", "p32", "p35"))
BY_HANDLER = viewer(HANDLER, Role.CLERK)
BY_BOSS = viewer(BOSS, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_OFFICE)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 3, 1), timezones=st.just(SHANGHAI))
steps = st.lists(
    st.tuples(
        st.sampled_from(["class", "pause", "resume", "extend", "investigate"]),
        st.integers(1, 60 * 24 * 4),  # minutes since the step before
        st.integers(0, 9),
    ),
    max_size=9,
)


def taken_up(book, at, **values):
    case = case_of(book, at, **values)
    case.state = State.HANDLING
    case.contacts.append(Contact(contacted_at=at, channel=Channel.PHONE, reached=True, said="已联系"))
    stop_for(case, Act.CONTACT, at)
    return case


def give_class(case, book, facts, at, choice, notes):
    wanted = facts.classes[choice % len(facts.classes)] if facts.classes else None
    if wanted is not case.case_class:
        first = case.case_class is None
        act, by, who = (Act.CLASSIFY, BY_HANDLER, HANDLER) if first else (Act.RECLASSIFY, BY_BOSS, BOSS)
        with suppress(TooLateToClass):
            classed(notes, case, by, act=act, case_class=wanted, reason="核实", actor=staff(who), at=at)


def hold(case, book, facts, at, choice, notes):
    if facts.pauses and not facts.paused:
        paused(notes, case, BY_HANDLER, waits_for=facts.pauses[0], reason="等样品", actor=staff(HANDLER), at=at)


def go_on(case, book, facts, at, choice, notes):
    if facts.paused:
        resumed(notes, case, BY_HANDLER, reason="", actor=staff(HANDLER), at=at)


def extend(case, book, facts, at, choice, notes):
    if facts.approver is None or facts.paused:
        return
    try:
        extension_asked(notes, case, BY_HANDLER, amount=1, reason="外地", actor=staff(HANDLER), at=at)
        extension_decided(notes, case, BY_BOSS, approved=True, comment="", actor=staff(BOSS), at=at)
    except NoExtension:
        # Too late, or as much as there is: refused as it would be on the page.
        for rows in (case.extensions, *(row.extensions for row in case.clocks)):
            rows[:] = [one for one in rows if one.status is ExtensionStatus.APPROVED]


def investigate(case, book, facts, at, choice, notes):
    stop_for(case, Act.INVESTIGATE, at)


HAPPENS = {"class": give_class, "pause": hold, "resume": go_on, "extend": extend, "investigate": investigate}


def happen(case, book, what, at, choice, notes):
    """One thing that happens to a case, if its policy and its state let it."""
    HAPPENS[what](case, book, time_facts(case, book), at, choice, notes)


class TestWhatIsKept:
    @settings(max_examples=120)
    @given(name=st.sampled_from(EVERY), start=moments, told=steps, kind=st.sampled_from(ComplaintKind))
    def test_is_what_the_history_gives(self, name, start, told, kind):
        book, notes, at = book_of(name), Notes(), start
        case = taken_up(book, start, kind=kind, province=Province.OUT)
        for what, minutes, choice in told:
            at += timedelta(minutes=minutes)
            happen(case, book, what, at, choice, notes)

        for row in live(case.clocks):
            found = standing_of(row, book, at)
            assert found is not None
            kept = (row.due_at, row.warn_at, row.clause, row.provisional, row.started_at)
            assert kept == (found.due_at, found.warn_at, found.clause, found.provisional, start)
            assert row.escalate_at == (None if row.met_at else next_report(row, book.time_limits))
        assert [row.due_at for row in live(case.clocks) if row.clock is Clock.RESULT] == [case.due_at]
        assert len({row.clock for row in live(case.clocks)}) == len(live(case.clocks))

    @settings(max_examples=60)
    @given(name=st.sampled_from(EVERY), start=moments, told=steps)
    def test_is_never_earlier_for_a_pause_or_an_extension(self, name, start, told):
        book, at = book_of(name), start
        case = taken_up(book, start)
        for what, minutes, choice in told:
            at, before = at + timedelta(minutes=minutes), case.due_at
            if what != "class":
                happen(case, book, what, at, choice, Notes())
                assert case.due_at >= before


class TestEveryClock:
    def test_is_stopped_by_some_deed(self):
        by_acts = {clock for clocks in STOPS.values() for clock in clocks}

        assert by_acts | set(BESIDE) == set(Clock) == set(DEEDS)

    @pytest.mark.requirement(
        "SL-01", "SL-02", "SL-03", "SL-05", "SL-06", "SL-07", "SL-09", "SL-10", "SL-11", "SL-13", "SL-14", "SL-15",
        "SL-16", "SL-17", "SL-19", "SL-20", "SL-21", "SL-22", "SL-23", "SL-24", "SL-25", "SL-26", "SL-27", "SL-28",
        "SL-29", "SL-30", "SL-32", "SL-33",
    )  # fmt: skip
    @pytest.mark.parametrize("name", [*rulebook.packs(), *WITH_LIMITS])
    def test_is_due_when_explain_says(self, name):
        """On the screens and on the command line it is one answer, sort by sort."""
        app, book = Flask(__name__), book_of(name)
        app.cli.add_command(explain)
        runner, start = app.test_cli_runner(), datetime(2026, 11, 6, 16, 30, tzinfo=SHANGHAI)
        provinces = tuple(Province) if book.time_limits.home else (None,)
        urgency = (False, True) if any(one.urgent is not None for one in book.time_limits.limits) else (False,)
        kinds = (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_REQUEST, ComplaintKind.CONSULTATION)
        for kind, case_class, province, urgent in product(kinds, (None, *book.classes.classes), provinces, urgency):
            case = case_of(book, start, kind=kind, case_class=case_class, province=province, urgent=urgent)

            words = ["explain", "deadline", "--pack", name, "--registered", start.isoformat(), "--kind", kind, "--json"]
            words += ["--class", case_class] if case_class else []
            words += ["--province", province] if province else []
            words += ["--urgent"] if urgent else []
            said = json.loads(runner.invoke(args=list(map(str, words))).output)["clocks"]
            assert [(one["clock"], one["due_at"], one["clause"], one["provisional"]) for one in said] == [
                (row.clock, row.due_at.isoformat(), row.clause, row.provisional) for row in case.clocks
            ]


class TestClassed:
    MONDAY = datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)

    @pytest.mark.requirement("SL-20", "SL-21", "SL-22")
    def test_counts_from_the_beginning_and_begins_what_the_class_asks(self):
        """Simple for a day, then complex: the opinion of a complex case is due three working days after the start."""
        book, notes = book_of("supermarket"), Notes()
        case = taken_up(book, self.MONDAY)
        assert case.due_at == self.MONDAY + timedelta(hours=24)

        happen(case, book, "class", self.MONDAY + timedelta(hours=20), 1, notes)

        due = {row.clock: row.due_at for row in live(case.clocks)}
        assert due[Clock.PRELIMINARY_OPINION] == datetime(2026, 11, 5, 21, tzinfo=SHANGHAI)
        assert due[Clock.RESULT] == case.due_at == datetime(2026, 11, 11, 21, tzinfo=SHANGHAI)
        assert (case.priority, notes.kinds) == (1, ["complaint.classed"])

    LATE = MONDAY + timedelta(hours=30)

    @pytest.mark.parametrize("marked", [True, False], ids=["the sweep has been by", "not yet"])
    def test_gives_no_new_time_to_whoever_handles_what_is_late(self, marked):
        book = book_of("supermarket")
        case = taken_up(book, self.MONDAY)
        row = result_clock(case)
        if marked:
            row.late_at, case.late = self.LATE, True

        for case_class in (CaseClass.COMPLEX, CaseClass.MAJOR):
            with pytest.raises(TooLateToClass, match="ran out on"):
                classed(Notes(), case, BY_HANDLER, act=Act.CLASSIFY, case_class=case_class, reason="",
                        actor=staff(HANDLER), at=self.LATE)  # fmt: skip
        happen(case, book, "class", self.LATE, 0, Notes())

        assert (case.case_class, row.late_at, case.late) == (CaseClass.SIMPLE, self.LATE, True)

    def test_takes_lateness_back_by_somebody_above_only(self):
        book = book_of("supermarket")
        case = taken_up(book, self.MONDAY)
        row = result_clock(case)
        row.late_at, case.late = self.LATE, True

        classed(Notes(), case, BY_BOSS, act=Act.RECLASSIFY, case_class=CaseClass.COMPLEX, reason="多部门",
                actor=staff(BOSS), at=self.LATE)  # fmt: skip

        assert (row.late_at, case.late) == (None, False)

    def test_is_said_by_the_handler_until_the_last_second_and_while_it_is_paused(self):
        book = book_of("supermarket")
        for paused_at, at in ((None, 24), (23, 90)):
            case = taken_up(book, self.MONDAY)
            if paused_at:
                happen(case, book, "pause", self.MONDAY + timedelta(hours=paused_at), 0, Notes())
            happen(case, book, "class", self.MONDAY + timedelta(hours=at), 1, Notes())

            assert (case.case_class, case.late) == (CaseClass.COMPLEX, False)

    def test_drops_what_the_new_class_does_not_ask(self):
        book = book_of("supermarket")
        case = taken_up(book, self.MONDAY)
        happen(case, book, "class", self.MONDAY, 1, Notes())
        happen(case, book, "class", self.MONDAY + timedelta(hours=1), 0, Notes())

        assert {row.clock for row in live(case.clocks)} == {Clock.FIRST_CONTACT, Clock.RESULT}
        assert case.due_at == self.MONDAY + timedelta(hours=24)


class TestStarts:
    @pytest.mark.requirement("SL-04", "SL-08", "SL-12")
    @pytest.mark.parametrize(
        ("name", "starts", "clock", "due"),
        [
            ("food", StartsAt.CALLED_BACK, Clock.HEADQUARTERS_REPORT, "2026-11-02T17:30"),
            ("salt", StartsAt.RETURN_APPROVED, Clock.GOODS_DELIVERED, "2026-11-05T09:00"),
            ("retailer", StartsAt.GOODS_RECEIVED, Clock.GOODS_PROCESSED, "2026-11-09T17:00"),
        ],
    )
    def test_begin_more_where_it_happens(self, name, starts, clock, due):
        book, at = book_of(name), TestClassed.MONDAY
        case = taken_up(book, at - timedelta(days=4))

        start_from(case, starts, book, at)

        found = case.clocks[-1]
        assert (found.clock, found.due_at) == (clock, datetime.fromisoformat(due).replace(tzinfo=SHANGHAI))
        now = standing_of(found, book, at)
        assert now is not None
        assert now.due_at == found.due_at


class TestDuties:
    @pytest.mark.requirement("WF-15", "WF-16", "WF-17", "WF-19", "WF-20", "WF-26", "WF-27", "WF-28")
    @pytest.mark.parametrize(
        ("name", "case_class", "demanded"),
        [
            ("retailer+p26", "general", "rectify"),
            ("retailer+p26", "complex", "special_group"),
            ("retailer+p30", "important", "report_up"),
            ("retailer+p30", "special", "report_up special_group"),
            ("retailer+p35", "minor", "rectify"),
            ("retailer+p35", "general", "named_person rectify prevent"),
            ("retailer+p35", "serious", "emergency special_group change_process accountability"),
            ("salt", "major", "special_group report_up"),
            ("supermarket", "complex", "explain_next"),
            ("tableware", "urgent", ""),
        ],
    )
    def test_follow_from_the_class_the_case_is_given(self, name, case_class, demanded):
        book = book_of(name)
        case = taken_up(book, TestClassed.MONDAY)
        happen(
            case, book, "class", TestClassed.MONDAY, list(book.classes.classes).index(CaseClass(case_class)), Notes()
        )

        assert (case.case_class, time_facts(case, book).lacking) == (case_class, tuple(demanded.split()))

    def test_hold_the_case_open_until_each_is_ticked_off(self):
        book, notes = book_of("supermarket"), Notes()
        case = taken_up(book, TestClassed.MONDAY)
        happen(case, book, "class", TestClassed.MONDAY, 2, notes)
        wanted = time_facts(case, book).lacking

        for duty in wanted:
            duty_ticked(notes, case, BY_HANDLER, duty=duty, note="已报", actor=staff(HANDLER), at=TestClassed.MONDAY)

        assert len(wanted) == 2
        assert time_facts(case, book).lacking == ()


class TestStoppedWhilePaused:
    def test_was_paused_until_then(self):
        book, at = book_of("general"), TestClassed.MONDAY
        case = taken_up(book, at)
        happen(case, book, "pause", at + timedelta(hours=3), 0, Notes())

        stop_for(case, Act.INVESTIGATE, at + timedelta(days=20))

        row = next(row for row in case.clocks if row.clock is Clock.VERIFICATION)
        found = standing_of(row, book, at + timedelta(days=30))
        assert found is not None
        assert found.state is ClockState.MET
        assert row.late_at is None


class TestPaused:
    def test_waits_for_what_the_policy_names(self):
        facts = time_facts(taken_up(book_of("hospital"), TestClassed.MONDAY), book_of("hospital"))

        assert facts.pauses == (PauseReason.CUSTOMER, PauseReason.TEST)

    def test_is_unknown_to_a_policy_of_one_day(self):
        """P06 gives until 16:00 and knows no waiting."""
        facts = time_facts(taken_up(book_of("food"), TestClassed.MONDAY), book_of("food"))

        assert (facts.pauses, facts.classes, facts.approver) == ((), (), None)

"""The time limits of every pack and profile, worked by example from Monday 2 November 2026, 09:00."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rulebook
from rulebook.files import merged
from rulebook.time_limits import parse
from rules.running_clocks import Happened, NoExtension, ensure_extension, escalated, standing, warned_from
from rules.time_limits import Sort, clocks_from, limits_for
from terms.classes import CaseClass
from terms.complaint import Clock, ComplaintKind, Severity
from terms.limits import ClockEvent, ClockState, Province, StartsAt
from terms.people import Role
from terms.time import SHANGHAI

MONDAY = datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)
QUALITY, SERVICE, RETURN, REQUEST, QUESTION, IDEA = ComplaintKind
EVERY = ("ground", *rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 11, 1), timezones=st.just(SHANGHAI))
sorts = st.builds(
    Sort,
    kind=st.sampled_from(ComplaintKind),
    severity=st.sampled_from(Severity),
    province=st.sampled_from([None, *Province]),
    urgent=st.booleans(),
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(book, clock, kind=QUALITY, *, start=MONDAY, starts=StartsAt.REGISTERED, **more):
    found = clocks_from(starts, start, Sort(kind, **more), book.time_limits, book.calendar)
    return {one.clock: one for one in found}.get(clock)


class TestClocksFrom:
    @pytest.mark.requirement("SL-05", "SL-06", "SL-07", "SL-08", "SL-09", "SL-10", "SL-11", "SL-12", "SL-13")
    @pytest.mark.parametrize(
        ("name", "clock", "kind", "starts", "expected", "clause"),
        [
            ("salt", Clock.PICK_UP, QUESTION, "registered", "2026-11-02T09:05", "P23 二节1(1)"),
            ("salt", Clock.PRELIMINARY_OPINION, QUALITY, "registered", "2026-11-03T09:00", "P23 二节2(1)"),
            ("salt", Clock.RESULT, QUALITY, "registered", "2026-11-05T09:00", "P23 二节2(1)"),
            ("salt", Clock.RESULT, SERVICE, "registered", "2026-11-05T09:00", ""),
            ("salt", Clock.GOODS_DELIVERED, RETURN, "return_approved", "2026-11-05T09:00", "P23 二节3(1)"),
            ("salt", Clock.FIRST_CONTACT, QUALITY, "registered", "2026-11-02T09:30", "P23 二节2(1)"),
            ("general", Clock.RESPONSE, QUALITY, "registered", "2026-11-03T09:00", "P18 六1"),
            ("general", Clock.VERIFICATION, QUALITY, "registered", "2026-11-05T17:00", "P18 四2"),
            ("general", Clock.RESULT, QUALITY, "registered", "2026-11-09T17:00", "P18 六2"),
            ("retailer", Clock.RESULT, QUALITY, "registered", "2026-11-16T17:00", "P12 四2"),
            ("retailer", Clock.GOODS_PROCESSED, RETURN, "goods_received", "2026-11-09T17:00", "P12 二4"),
            ("retailer", Clock.REPAIR_ARRANGED, REQUEST, "registered", "2026-11-05T17:00", "P12 三3"),
            ("medical", Clock.RESULT, QUALITY, "registered", "2026-11-05T17:30", ""),
            ("delivery", Clock.FIRST_CONTACT, QUALITY, "registered", "2026-11-02T09:30", "P03 三2)"),
            ("caterer", Clock.RESULT, QUALITY, "registered", "2026-11-02T21:00", "P02 二十二"),
            ("fruit", Clock.VERIFICATION, QUALITY, "registered", "2026-11-03T09:00", "P39 三2(2)"),
            ("fruit", Clock.RESULT, QUALITY, "registered", "2026-11-04T09:00", "P42 七"),
            ("fruit", Clock.GOODS_PROCESSED, RETURN, "return_approved", "2026-11-02T22:00", "P39 四1(2)"),
            ("food", Clock.RESULT, QUALITY, "registered", "2026-11-02T16:00", "P06 五(3)"),
        ],
    )
    def test_answers_as_the_document_says(self, pack, name, clock, kind, starts, expected, clause):
        found = due(pack(name), clock, kind, starts=StartsAt(starts))

        assert (found.due_at, found.clause) == (at(expected), clause)

    @pytest.mark.requirement("SL-14", "SL-15", "SL-16", "SL-17", "SL-19", "SL-23", "WF-13")
    @pytest.mark.parametrize(
        ("profile", "clock", "kind", "case_class", "expected", "clause"),
        [
            ("p26", Clock.VERIFICATION, QUALITY, None, "2026-11-03T09:00", "P26 四1"),
            ("p26", Clock.RESULT, QUALITY, CaseClass.GENERAL, "2026-11-05T17:30", "P26 四2"),
            ("p26", Clock.RESULT, QUALITY, CaseClass.COMPLEX, "2026-11-11T17:30", "P26 四3"),
            ("p26", Clock.RESULT, QUALITY, None, "2026-11-05T17:30", "P26 四2"),
            ("p31", Clock.RESULT, SERVICE, None, "2026-11-05T17:30", "P31 4"),
            ("p32", Clock.ACKNOWLEDGEMENT, QUALITY, None, "2026-11-03T09:00", "P32 四1"),
            ("p35", Clock.ACKNOWLEDGEMENT, QUALITY, None, "2026-11-03T09:00", "P35 四1"),
            ("p27", Clock.ACKNOWLEDGEMENT, SERVICE, None, "2026-11-03T09:00", "P27 接收3"),
        ],
    )
    def test_follows_an_adopted_profile(self, pack, profile, clock, kind, case_class, expected, clause):
        found = due(pack(f"ground+{profile}"), clock, kind, case_class=case_class)

        assert (found.due_at, found.clause) == (at(expected), clause)

    @pytest.mark.requirement("SL-20", "SL-21", "SL-22")
    @pytest.mark.parametrize(
        ("case_class", "clock", "expected", "clause"),
        [
            (CaseClass.SIMPLE, Clock.RESULT, "2026-11-03T09:00", "P34 四2"),
            (CaseClass.COMPLEX, Clock.PRELIMINARY_OPINION, "2026-11-05T21:00", "P34 四3"),
            (CaseClass.COMPLEX, Clock.RESULT, "2026-11-11T21:00", ""),
            (CaseClass.MAJOR, Clock.RESULT, "2026-11-11T21:00", "P34 四4"),
        ],
    )
    def test_gives_a_supermarket_time_by_class(self, pack, case_class, clock, expected, clause):
        found = due(pack("supermarket"), clock, case_class=case_class)

        assert (found.due_at, found.clause) == (at(expected), clause)

    def test_gives_only_complex_cases_a_preliminary_opinion(self, pack):
        assert due(pack("supermarket"), Clock.PRELIMINARY_OPINION, case_class=CaseClass.SIMPLE) is None

    @pytest.mark.parametrize(
        ("severity", "expected"), [(Severity.GENERAL, "2026-11-03T09:00"), (Severity.SERIOUS, "2026-11-11T21:00")]
    )
    def test_takes_an_unclassed_case_for_what_the_pack_says(self, pack, severity, expected):
        assert due(pack("supermarket"), Clock.RESULT, severity=severity).due_at == at(expected)

    @pytest.mark.requirement("SL-24", "SL-25")
    def test_confirms_to_a_patient_in_a_day_and_answers_in_five_working_days(self, pack):
        confirmed, answered = due(pack("hospital"), Clock.ACKNOWLEDGEMENT), due(pack("hospital"), Clock.RESULT)

        assert (confirmed.due_at, confirmed.clause) == (at("2026-11-03T09:00"), "P41 四3")
        assert (answered.due_at, answered.clause) == (at("2026-11-09T17:30"), "P41 六1")

    @pytest.mark.requirement("SL-26")
    @pytest.mark.parametrize(
        ("province", "expected"),
        [(Province.IN, "2026-11-04T09:00"), (Province.OUT, "2026-11-06T09:00"), (None, "2026-11-04T09:00")],
    )
    def test_gives_an_electrical_maker_two_days_inside_and_four_outside(self, pack, province, expected):
        found = due(pack("electrical"), Clock.RESULT, province=province)

        assert (found.due_at, found.clause) == (at(expected), "P43 5.3(1)")

    @pytest.mark.requirement("SL-27", "SL-28", "WF-20")
    @pytest.mark.parametrize(
        ("sort", "responded", "done"),
        [
            ({"urgent": True}, "2026-11-02T11:00", "2026-11-03T09:00"),
            ({"case_class": CaseClass.URGENT}, "2026-11-02T11:00", "2026-11-03T09:00"),
            ({}, "2026-11-03T09:00", "2026-11-05T09:00"),
        ],
    )
    def test_gives_urgent_service_two_hours_and_a_day(self, pack, sort, responded, done):
        book = pack("tableware")

        assert due(book, Clock.RESPONSE, REQUEST, **sort).due_at == at(responded)
        assert due(book, Clock.RESULT, REQUEST, **sort).due_at == at(done)

    @pytest.mark.requirement("SL-30", "SL-32", "SL-33", "SL-34")
    @pytest.mark.parametrize(
        ("name", "start", "expected"),
        [
            ("retailer", "2026-11-08T10:00", "2026-11-08T10:30"),  # Sunday, seven days a week
            ("retailer", "2026-11-08T16:45", "2026-11-09T09:15"),
            ("general", "2026-11-08T10:00", "2026-11-09T09:30"),  # Monday to Friday
            ("general", "2026-11-02T08:00", "2026-11-02T09:30"),
            ("general", "2026-11-02T16:30", "2026-11-02T17:00"),
            ("general", "2026-11-02T16:31", "2026-11-03T09:01"),
            ("general+p21", "2026-11-08T10:00", "2026-11-08T10:30"),  # daily 08:30-17:30
            ("general+p21", "2026-11-08T08:00", "2026-11-08T09:00"),
            ("caterer", "2026-11-08T20:45", "2026-11-09T09:15"),  # opening hours
        ],
    )
    def test_counts_service_minutes_in_the_service_hours(self, pack, name, start, expected):
        assert due(pack(name), Clock.FIRST_CONTACT, start=at(start)).due_at == at(expected)

    @pytest.mark.requirement("SL-29")
    @pytest.mark.parametrize("name", EVERY)
    def test_sets_a_time_with_a_reason_where_the_documents_give_no_figure(self, pack, name):
        silent = [one for one in pack(name).time_limits.limits if not one.clause]

        assert all(one.reason is not None and one.reason.zh for one in silent)

    @pytest.mark.requirement("SL-31")
    def test_reports_longer_service_to_the_supervisor(self, pack):
        hours = pack("retailer").time_limits.service_hours

        assert (hours.longer_reported_to, hours.longer_clause) == (Role.SUPERVISOR, "P13 2.2")
        assert pack("general").time_limits.service_hours.longer_reported_to is None

    @pytest.mark.parametrize("name", EVERY)
    @given(sort=sorts)
    @settings(max_examples=25)
    def test_gives_every_case_of_every_pack_exactly_one_result_time(self, pack, name, sort):
        found = limits_for(StartsAt.REGISTERED, sort, pack(name).time_limits)

        assert [one.clock for one in found].count(Clock.RESULT) == 1
        assert len({one.clock for one in found}) == len(found)

    @pytest.mark.parametrize("name", EVERY)
    @given(one=moments, other=moments, sort=sorts)
    @settings(max_examples=25)
    def test_never_moves_a_due_time_earlier_when_registration_is_later(self, pack, name, one, other, sort):
        book, (early, late) = pack(name), sorted((one, other))
        first = clocks_from(StartsAt.REGISTERED, early, sort, book.time_limits, book.calendar)
        second = clocks_from(StartsAt.REGISTERED, late, sort, book.time_limits, book.calendar)

        assert all(earlier.due_at <= later.due_at for earlier, later in zip(first, second, strict=True))
        assert all(one.due_at >= late for one in second)


def stands(book, *history, clock=Clock.RESULT, now="2026-11-02T09:00", kind=QUALITY, **more):
    found = standing(
        clock,
        started_at=MONDAY,
        history=[Happened(ClockEvent(event), at(when), **what) for event, when, what in history],
        sort=Sort(kind, **more),
        time_limits=book.time_limits,
        calendar=book.calendar,
        now=at(now),
    )
    assert found is not None
    return found


class TestStanding:
    @pytest.mark.parametrize(
        ("now", "state"),
        [
            ("2026-11-02T09:00:00", ClockState.RUNNING),
            ("2026-11-04T14:59:59", ClockState.RUNNING),
            ("2026-11-04T15:00:00", ClockState.WARNING),  # a quarter of 72 hours is left
            ("2026-11-05T09:00:00", ClockState.WARNING),
            ("2026-11-05T09:00:01", ClockState.LATE),
        ],
    )
    def test_warns_before_and_is_late_after(self, pack, now, state):
        assert stands(pack("salt"), now=now).state is state

    @pytest.mark.parametrize(
        ("stopped", "state"), [("2026-11-05T09:00:00", ClockState.MET), ("2026-11-05T09:00:01", ClockState.MISSED)]
    )
    def test_is_met_up_to_the_due_second(self, pack, stopped, state):
        assert stands(pack("salt"), ("stopped", stopped, {}), now="2026-11-09T09:00").state is state

    def test_moves_the_due_time_by_a_pause_that_is_over(self, pack):
        found = stands(pack("salt"), ("paused", "2026-11-03T09:00", {}), ("resumed", "2026-11-04T11:30", {}))

        assert found.due_at == at("2026-11-06T11:30")

    def test_stands_still_while_it_is_paused(self, pack):
        found = stands(pack("salt"), ("paused", "2026-11-03T09:00", {}), now="2026-11-20T09:00")

        assert found.state is ClockState.PAUSED

    @pytest.mark.parametrize(
        ("paused", "resumed", "days"),
        [
            ("2026-11-03T17:29", "2026-11-04T08:01", 0),
            ("2026-11-03T10:00", "2026-11-04T16:00", 0),
            ("2026-11-03T17:30", "2026-11-05T08:00", 1),
            ("2026-11-06T10:00", "2026-11-09T10:00", 0),  # over a weekend
        ],
    )
    def test_moves_working_days_by_those_that_lie_in_the_pause_as_a_whole(self, pack, paused, resumed, days):
        book = pack("hospital")
        found = stands(book, ("paused", paused, {}), ("resumed", resumed, {}))

        before = stands(book).due_at
        assert (before, found.due_at) == (at("2026-11-09T17:30"), before + timedelta(days=days))

    def test_gives_nothing_for_four_short_nights(self, pack):
        nights = [(what, f"2026-11-0{day + more}T{when}", {}) for day in (2, 3, 4, 5)
                  for what, more, when in (("paused", 0, "23:59"), ("resumed", 1, "00:01"))]  # fmt: skip

        assert stands(pack("hospital"), *nights).due_at == stands(pack("hospital")).due_at

    def test_leaves_on_the_last_day_what_was_left_of_it(self, pack):
        found = stands(pack("hospital"), ("paused", "2026-11-09T17:00", {}), ("resumed", "2026-11-12T10:00", {}))

        assert found.due_at == at("2026-11-12T10:30")

    @pytest.mark.parametrize(
        ("paused", "resumed", "expected"),
        [
            ("10:00", "15:00", "2026-11-03T12:00"),
            ("15:59", "16:01", "2026-11-02T16:02"),
            ("15:59", "17:40", "2026-11-03T08:31"),
        ],
    )
    def test_grants_of_a_time_of_day_what_was_left_at_the_desk(self, pack, paused, resumed, expected):
        marks = ("paused", f"2026-11-02T{paused}", {}), ("resumed", f"2026-11-02T{resumed}", {})

        assert stands(pack("food"), *marks).due_at == at(expected)

    def test_buys_no_day_by_a_pause_at_the_end_of_shift(self, pack):
        book = pack("caterer")
        closes = datetime.combine(MONDAY.date(), book.time_limits.service_hours.closes, SHANGHAI)
        marks = (
            (what, (closes + timedelta(minutes=by)).replace(tzinfo=None).isoformat(), {})
            for what, by in (("paused", -1), ("resumed", 1))
        )
        opens = datetime.combine(MONDAY.date() + timedelta(days=1), book.time_limits.service_hours.opens, SHANGHAI)

        assert stands(book).due_at == closes
        assert stands(book, *marks).due_at == opens + timedelta(minutes=1)

    @pytest.mark.requirement("SL-18")
    def test_adds_an_approved_extension(self, pack):
        found = stands(pack("ground+p31"), ("extended", "2026-11-04T09:00", {"amount": 2}))

        assert found.due_at == at("2026-11-09T17:30")

    @pytest.mark.parametrize(
        ("case_class", "expected"), [("general", "2026-11-05T17:30"), ("complex", "2026-11-11T17:30")]
    )
    def test_keeps_the_time_already_gone_when_a_case_is_classed_anew(self, pack, case_class, expected):
        change = ("reclassed", "2026-11-04T09:00", {"case_class": CaseClass(case_class)})

        assert stands(pack("ground+p26"), change).due_at == at(expected)

    def test_is_nothing_where_no_limit_binds(self, pack):
        book = pack("food")

        assert standing(
            Clock.PICK_UP, started_at=MONDAY, history=(), sort=Sort(QUALITY), time_limits=book.time_limits,
            calendar=book.calendar, now=MONDAY,
        ) is None  # fmt: skip

    @given(hours=st.lists(st.integers(0, 200), min_size=2, max_size=6))
    def test_never_is_due_earlier_for_a_pause(self, pack, hours):
        marks = sorted(MONDAY + timedelta(hours=one) for one in hours)
        events = [
            (("paused", "resumed")[number % 2], when.replace(tzinfo=None).isoformat(), {})
            for number, when in enumerate(marks)
        ]

        for name in ("salt", "hospital", "food"):
            assert stands(pack(name), *events).due_at >= stands(pack(name)).due_at


class TestEnsureExtension:
    LIMIT = "complaint_result"

    def ask(self, pack, name, amount, by, *, when="2026-11-04T09:00"):
        limits = pack(name).time_limits
        limit = next(one for one in limits.limits if one.row == self.LIMIT)
        ensure_extension(amount, by, limit, limits, due=at("2026-11-05T17:30"), at=at(when))

    @pytest.mark.requirement("SL-18")
    @pytest.mark.parametrize("amount", [1, 3])
    def test_lets_the_receiving_department_extend(self, pack, amount):
        self.ask(pack, "ground+p31", amount, Role.GENERAL_OFFICE)

    @pytest.mark.parametrize(
        ("name", "amount", "by", "when"),
        [
            ("ground+p31", 4, Role.GENERAL_OFFICE, "2026-11-04T09:00"),
            ("ground+p31", 0, Role.GENERAL_OFFICE, "2026-11-04T09:00"),
            ("ground+p31", 1, Role.CLERK, "2026-11-04T09:00"),
            ("ground+p31", 1, Role.GENERAL_OFFICE, "2026-11-05T17:30:01"),
            ("ground", 1, Role.GENERAL_OFFICE, "2026-11-04T09:00"),
        ],
        ids=["too much", "nothing", "another role", "too late", "no extension in the policy"],
    )
    def test_refuses_the_rest(self, pack, name, amount, by, when):
        with pytest.raises(NoExtension):
            self.ask(pack, name, amount, by, when=when)


class TestEscalated:
    @pytest.mark.parametrize(
        ("hours", "roles"),
        [
            (0, []),
            (1, [Role.SUPERVISOR]),
            (24, [Role.SUPERVISOR]),
            (25, [Role.SUPERVISOR, Role.DEPARTMENT_HEAD]),
            (73, [Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_MANAGER]),
        ],
    )
    def test_goes_up_level_by_level(self, pack, hours, roles):
        limits = pack("ground").time_limits

        assert [one.to for one in escalated(MONDAY, (), limits, MONDAY + timedelta(hours=hours))] == roles

    def test_ends_when_the_clock_stops(self, pack):
        stopped = Happened(ClockEvent.STOPPED, MONDAY + timedelta(hours=2))

        found = escalated(MONDAY, (stopped,), pack("ground").time_limits, MONDAY + timedelta(hours=99))

        assert [one.to for one in found] == [Role.SUPERVISOR]

    @pytest.mark.requirement("MD-17", "WF-25")
    def test_takes_major_matters_of_a_salt_works_to_the_director_of_service_first(self, pack):
        first = pack("salt").time_limits.escalation[0]

        assert (first.to, first.clause) == (Role.DEPARTMENT_HEAD, "P23 一节1")

    @pytest.mark.requirement("WF-59")
    def test_tells_the_supervisor_of_a_retailer_at_once(self, pack):
        first = pack("retailer").time_limits.escalation[0]

        assert (first.to, first.after_hours, first.clause) == (Role.SUPERVISOR, 0, "P13 5.1")


class TestWarnedFrom:
    def test_never_comes_before_the_start(self, pack):
        limits = pack("ground").time_limits

        assert warned_from(MONDAY, MONDAY + timedelta(hours=4), limits) == MONDAY + timedelta(hours=3)
        assert warned_from(MONDAY, MONDAY - timedelta(hours=4), limits) == MONDAY


class TestReader:
    def test_allows_one_clock_two_starts(self, pack):
        data = merged("salt").topics["time_limits"]
        again = {**data["limits"][-1], "row": "again", "starts": "accepted"}

        found = parse({**data, "limits": [*data["limits"], again]}, "salt/time_limits")

        assert len(found.limits) == len(data["limits"]) + 1

    @pytest.mark.parametrize("name", EVERY)
    def test_finds_every_limit_named_once(self, name):
        rows = [row["row"] for row in merged(name).topics["time_limits"]["limits"]]

        assert len(set(rows)) == len(rows)

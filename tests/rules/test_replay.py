"""A past case under another issue: who decides, what is late, what it costs, and why it differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import book, files
from rules import ladder
from rules.authority import NobodyLeftToDecide, Weight
from rules.ladder import Asked
from rules.past_case import Decided, Moment, PastCase, PastSettlement
from rules.replay import Judge
from rules.replay_changes import differences
from rules.replay_figures import Figures, figures_of
from rules.running_clocks import Happened
from rules.time_limits import Sort
from terms.complaint import Clock, ComplaintKind
from terms.limits import ClockEvent, LimitKind, StartsAt
from terms.people import LADDER, Office
from terms.replay import ReplayChange
from terms.time import SHANGHAI
from terms.trade import CustomerKind
from tests.tried import PACK, book_of, changed, fines_of, head_up_to, results_due_at

WEDNESDAY = datetime(2026, 9, 16, 9, 10, tzinfo=SHANGHAI)
NOW = datetime(2026, 10, 20, 9, 0, tzinfo=SHANGHAI)
CLERK, SUPERVISOR, HEAD, DIRECTOR, MANAGER = LADDER
PEOPLE = {role: frozenset({number}) for number, role in enumerate(LADDER, 1)}
DECIDED = Decided(HEAD, (), Office.GENERAL_OFFICE, needs_goods_received=False, clause="P06 六(3)")


def at(hour: int, minute: int = 0) -> datetime:
    return WEDNESDAY.replace(hour=hour, minute=minute)


def settlement(times: str = "5", **values) -> PastSettlement:
    ordinary = {
        "id": 1, "multiple": Fraction(times), "cash": Decimal(0), "worth": Decimal(270), "proposer": 1,
        "people": PEOPLE, "people_known": True, "in_force": True, "request": None, "decided": DECIDED,
    }  # fmt: skip
    return PastSettlement(**{**ordinary, **values})


def case(*settlements: PastSettlement, result: datetime | None = None, **values) -> PastCase:
    met = ((Clock.FIRST_CONTACT, at(10)), (Clock.RESULT, result or at(15)), (Clock.SAME_DAY, result or at(15)))
    ordinary = {
        "id": 7, "number": "TS-2026-09-00007", "issue": "food@2020-01-01", "department": 1,
        "sort": Sort(ComplaintKind.QUALITY_COMPLAINT), "customer": CustomerKind.CONSUMER, "consumers": 1,
        "registrar": 1, "handler": 1, "punishable": True,
        "moments": (Moment(StartsAt.REGISTERED, WEDNESDAY, met),), "settlements": settlements,
    }  # fmt: skip
    return PastCase(**{**ordinary, **values})


def found(past: PastCase, food, text: str):
    before, after = Judge(food, NOW).outcome(past), Judge(book_of(text), NOW).outcome(past)
    return differences(past, before, after)


def changes(past: PastCase, food, text: str) -> list[ReplayChange]:
    return [one.change for one in found(past, food, text)]


class TestJudge:
    def test_says_nothing_else_under_the_same_issue(self, food):
        past = case(settlement("12"), settlement("1"), result=at(17))

        assert differences(past, Judge(food, NOW).outcome(past), Judge(food, NOW).outcome(past)) == ()

    @pytest.mark.parametrize(("times", "goes"), [("4", []), ("49/12", [ReplayChange.HIGHER]), ("5", [ReplayChange.HIGHER]),
                                                 ("61/12", [])])  # fmt: skip
    def test_sends_higher_what_a_stricter_ladder_sends_higher_and_nothing_else(self, food, times, goes):
        assert changes(case(settlement(times)), food, head_up_to(4)) == goes

    def test_says_why_with_both_clauses(self, food):
        (why,) = found(case(settlement("5")), food, head_up_to(4))

        assert str(why.said) == "Director decides 5× instead of Department head."
        assert (why.was, why.clause) == ("P06 六(3)", "P06 六(4)")

    def test_judges_every_settlement_of_a_case(self, food):
        past = case(settlement("5", id=1, in_force=False), settlement("1", id=2))

        assert changes(past, food, head_up_to(4)) == [ReplayChange.HIGHER]

    def test_asks_the_people_of_then_who_had_a_part_in_it(self, food):
        own = settlement("3", proposer=3)

        decision = Judge(food, NOW).outcome(case(own)).rulings[0].decision

        assert decision is not None
        assert decision.decides is DIRECTOR

    def test_tells_when_nobody_is_left_to_decide(self, food):
        alone = settlement("11", people={**PEOPLE, MANAGER: frozenset()})

        ruling = Judge(food, NOW).outcome(case(alone)).rulings[0]

        assert ruling.decision is None
        assert isinstance(ruling.refusal, NobodyLeftToDecide)

    def test_finds_late_what_an_earlier_hour_finds_late_and_what_it_costs(self, food):
        past = case(result=at(15))

        assert set(changes(past, food, results_due_at(14))) == {ReplayChange.BECOMES_LATE, ReplayChange.MORE_PENALTY}
        assert changes(past, food, results_due_at(15)) == []

    def test_finds_in_time_what_a_later_hour_finds_in_time(self, food):
        past = case(result=at(16, 30))

        assert set(changes(past, food, results_due_at(17))) == {ReplayChange.NO_LONGER_LATE, ReplayChange.LESS_PENALTY}

    def test_punishes_nobody_for_a_case_that_was_withdrawn(self, food):
        past = case(result=at(17), punishable=False, breaches=(("procedure_not_followed", 1),))

        assert Judge(food, NOW).outcome(past).penalties == ()

    def test_prices_what_the_record_proves_anew(self, food):
        past = case(breaches=(("procedure_not_followed", 2),))

        assert Judge(book_of(fines_of("7.00")), NOW).outcome(past).least == 14

    def test_does_not_judge_a_limit_whose_end_is_not_on_record(self, food):
        past = replace(case(), moments=(Moment(StartsAt.CALLED_BACK, WEDNESDAY, ()),))

        assert [one.late for one in Judge(food, NOW).outcome(past).clocks] == [None]

    def test_looks_at_what_still_runs_at_the_time_asked(self, food):
        past = replace(case(), moments=(Moment(StartsAt.REGISTERED, WEDNESDAY, ((Clock.RESULT, None),)),))

        assert late(Judge(food, at(15)).outcome(past)) == []
        assert late(Judge(food, at(17)).outcome(past)) == [Clock.RESULT]

    def paused(self, food, *, now) -> list[bool | None]:
        """A limit that was paused a day before it was due, and still is."""
        mark = Happened(ClockEvent.PAUSED, at(15))
        moment = Moment(
            StartsAt.REGISTERED, WEDNESDAY, ((Clock.RESULT, None), (Clock.FIRST_CONTACT, None)), marks=(mark,)
        )
        outcome = Judge(food, now).outcome(replace(case(), moments=(moment,)))
        assert "nobody_called" not in [one.breach for one in outcome.penalties]
        return [one.late for one in outcome.clocks if one.clock is Clock.RESULT]

    def test_finds_nothing_late_that_is_paused(self, food):
        assert self.paused(food, now=NOW) == [False]

    def test_adds_an_extension_in_the_unit_it_was_given_in(self):
        given = Happened(ClockEvent.EXTENDED, at(15), amount=2, unit=LimitKind.WORKING_DAYS)
        moment = Moment(
            StartsAt.REGISTERED, WEDNESDAY, ((Clock.RESULT, None),), extended=((Clock.RESULT, given),)
        )  # fmt: skip
        past = replace(case(), moments=(moment,))

        (due,) = (one.due_at for one in Judge(book("salt", on=NOW.date()), NOW).outcome(past).clocks
                  if one.clock is Clock.RESULT)  # fmt: skip

        # 72 hours later, and two working days: the Sunday is worked for the holiday.
        assert due == WEDNESDAY.replace(day=21)

    def test_says_which_breach_an_issue_has_no_price_for(self, food):
        past = case(breaches=(("procedure_not_followed", 1),))
        rows = [row for row in files.whole(PACK).topics["penalties"]["penalties"]
                if row["breach"] != "procedure_not_followed"]  # fmt: skip
        text = changed("penalties", penalties=rows)

        assert ReplayChange.UNPRICED in changes(past, food, text)
        assert any(one.change is ReplayChange.UNPRICED for one in differences(
            past, Judge(book_of(text), NOW).outcome(past), Judge(food, NOW).outcome(past)))  # fmt: skip

    def test_works_out_no_penalty_for_whoever_may_not_read_them(self, food):
        past = case(result=at(17), breaches=(("procedure_not_followed", 1),))

        outcome = Judge(food, NOW, punishes=False).outcome(past)

        assert (outcome.penalties, outcome.unpriced) == ((), ())


def late(outcome) -> list[Clock]:
    return [one.clock for one in outcome.clocks if one.late]


class TestFigures:
    def figures(self, food, *cases: PastCase) -> Figures:
        figures, old, new = Figures(), Judge(food, NOW), Judge(book_of(head_up_to(4)), NOW)
        for one in cases:
            before, after = old.outcome(one), new.outcome(one)
            figures.count(one, before, after, differences(one, before, after))
        return figures

    def test_count_the_work_of_each_role_before_and_after(self, food):
        figures = self.figures(food, case(settlement("5")), case(settlement("1")), case())

        assert (figures.cases, figures.changed, figures.settlements) == (3, 1, 2)
        assert figures.pair("decides", HEAD) == (1, 0)
        assert figures.pair("decides", DIRECTOR) == (0, 1)
        assert figures.pair("signs", HEAD) == (2, 1)
        assert figures.pair("decides", CLERK) == (1, 1)

    def test_add_up_block_by_block_to_the_same(self, food):
        cases = [case(settlement("5")), case(settlement("1"), result=at(17)), case(result=at(17))]
        parts = Figures()
        for one in cases:
            parts.merge(figures_of(self.figures(food, one).as_json()))

        assert parts == self.figures(food, *cases)


ROLES = st.dictionaries(st.sampled_from(LADDER), st.frozensets(st.integers(1, 9)), max_size=5)


class TestRemembered:
    @given(people=ROLES, times=st.fractions(0, 15), registrar=st.integers(1, 9), proposer=st.integers(1, 9))
    def test_keeps_enough_of_who_was_there_to_decide_again(self, food, people, times, registrar, proposer):
        kept = ladder.recalled(ladder.remembered(people, registrar, proposer))

        assert self.decided(people, times, registrar, proposer, food) == self.decided(
            kept, times, registrar, proposer, food
        )

    def decided(self, people, times, registrar, proposer, food):
        asked = Asked(times, in_cash=False, one_to_many=False, weight=Weight())
        try:
            return ladder.decide(asked, people=people, registrar=registrar, proposer=proposer, authority=food.authority)
        except NobodyLeftToDecide as nobody:
            return str(nobody)

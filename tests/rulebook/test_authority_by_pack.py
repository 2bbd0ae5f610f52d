"""The ladder of every pack, and what lifts a decision beside the multiple."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rulebook
from rulebook import authority as reader
from rulebook.authority import KindLift, Lift
from rulebook.errors import RulebookError
from rulebook.files import merged
from rules.authority import Weight, band_of, who_decides
from terms.authority import Measured, Reviewed
from terms.complaint import ComplaintKind
from terms.people import LADDER

CLERK, SUPERVISOR, HEAD, DIRECTOR, GENERAL = LADDER
EVERY = ("ground", *rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))
multiples = st.fractions(min_value=0, max_value=40, max_denominator=48)
weights = st.builds(
    Weight,
    amount=st.decimals(0, 100000, places=2),
    cash=st.decimals(0, 100000, places=2),
    people=st.integers(1, 200),
    kind=st.sampled_from([None, *ComplaintKind]),
)
LIFTS = (
    Lift("amount_1000", Measured.AMOUNT, Decimal(1000), HEAD, "P23 一节1", None),
    Lift("amount_5000", Measured.AMOUNT, Decimal(5000), GENERAL, "P23 一节1", None),
    Lift("cash_200", Measured.CASH, Decimal(200), DIRECTOR, "P23 一节1", None),
    Lift("people_10", Measured.COUNT, Decimal(10), DIRECTOR, "P23 一节1", None),
)


def decide(authority, times="1", **weight):
    return who_decides(multiple=Fraction(times), in_cash=False, authority=authority, weight=Weight(**weight))


class TestLadder:
    @pytest.mark.parametrize("name", EVERY)
    @given(times=multiples)
    @settings(max_examples=40)
    def test_decides_every_multiple_exactly_once(self, pack, name, times):
        rungs = pack(name).authority.rungs
        tops = [Fraction(0) - 1, *(Fraction(rung.within) for rung in rungs if rung.within is not None)]
        bands = [
            rung
            for rung, below in zip(rungs, tops, strict=True)
            if below < times and (rung.within is None or times <= rung.within)
        ]

        assert bands == [band_of(times, pack(name).authority)]

    @pytest.mark.parametrize("name", EVERY)
    @given(one=multiples, other=multiples)
    @settings(max_examples=40)
    def test_never_lets_a_higher_multiple_go_to_a_lower_role(self, pack, name, one, other):
        authority, (low, high) = pack(name).authority, sorted((one, other))

        assert LADDER.index(band_of(low, authority).decides) <= LADDER.index(band_of(high, authority).decides)

    @pytest.mark.parametrize("rung", range(4))
    @given(times=multiples, cut=st.integers(1, 9))
    def test_stricter_never_lowers_a_signer(self, pack, rung, times, cut):
        authority = pack("food").authority
        below = authority.rungs[rung - 1].within if rung else 0
        tighter = max(authority.rungs[rung].within - cut, below + (1 if rung else 0))
        rungs = list(authority.rungs)
        rungs[rung] = replace(rungs[rung], within=tighter)
        stricter = replace(authority, rungs=tuple(rungs))

        before = who_decides(multiple=times, in_cash=False, authority=authority)
        after = who_decides(multiple=times, in_cash=False, authority=stricter)

        assert LADDER.index(after.decides) >= LADDER.index(before.decides)

    @pytest.mark.parametrize("name", [one for one in rulebook.packs() if one != "food"])
    def test_of_packs_without_one_is_borrowed_and_says_so(self, pack, name):
        book = pack(name)

        assert {book.origins["authority", f"ladder.{top}"] for top in (1, 2, 5, 10)} == {"food"}
        assert any(one.topic == "authority" for one in book.pack.decided)

    @pytest.mark.parametrize(("times", "role"), [("1", CLERK), ("13/12", SUPERVISOR), ("4", HEAD), ("61/12", DIRECTOR)])
    @pytest.mark.parametrize("name", ["salt", "supermarket", "hospital"])
    def test_borrowed_keeps_its_edges(self, pack, name, times, role):
        assert decide(pack(name).authority, times).decides is role


class TestWeight:
    @pytest.mark.parametrize(
        ("weight", "role"),
        [
            ({"amount": Decimal("1000.00")}, CLERK),
            ({"amount": Decimal("1000.01")}, HEAD),
            ({"amount": Decimal("5000.00")}, HEAD),
            ({"amount": Decimal("5000.01")}, GENERAL),
            ({"cash": Decimal("200.00")}, CLERK),
            ({"cash": Decimal("200.01")}, DIRECTOR),
            ({"people": 10}, CLERK),
            ({"people": 11}, DIRECTOR),
            ({"people": 11, "amount": Decimal("5000.01")}, GENERAL),
        ],
    )
    def test_lifts_above_each_figure_and_not_at_it(self, pack, weight, role):
        authority = replace(pack("food").authority, lifts=LIFTS)

        assert decide(authority, **weight).decides is role

    def test_lifts_one_kind_of_case(self, pack):
        lift = KindLift(ComplaintKind.SERVICE_COMPLAINT, HEAD, "P41 六1", None)
        authority = replace(pack("hospital").authority, kinds=(lift,))

        assert decide(authority, kind=ComplaintKind.SERVICE_COMPLAINT).decides is HEAD
        assert decide(authority, kind=ComplaintKind.QUALITY_COMPLAINT).decides is CLERK

    def test_says_which_figure_lifted_and_under_which_clause(self, pack):
        found = decide(replace(pack("food").authority, lifts=LIFTS), amount=Decimal(1001))

        assert found.clause == "P23 一节1"
        assert "above 1000" in str(found.why[-1])

    @given(times=multiples, weight=weights)
    def test_never_lowers_whom_the_multiple_names(self, pack, times, weight):
        authority = replace(pack("food").authority, lifts=LIFTS)
        plain = who_decides(multiple=times, in_cash=False, authority=authority)
        lifted = who_decides(multiple=times, in_cash=False, authority=authority, weight=weight)

        assert LADDER.index(lifted.decides) >= LADDER.index(plain.decides)


class TestReviewers:
    @pytest.mark.requirement("AP-08", "AP-15", "AP-16")
    @pytest.mark.parametrize(
        ("name", "of", "by", "clause"),
        [
            ("salt", Reviewed.RETURN_APPLICATION, "服务专员", "P23 二节3(1)"),
            ("salt", Reviewed.COST_REPORT, "财务部", "P23 三节1(1)"),
            ("general", Reviewed.RETURN_APPLICATION, "售后服务团队", "P17 4.3(2)"),
            ("general", Reviewed.POLICY_CHANGE, "公司相关部门", "P21 十二"),
        ],
    )
    def test_are_those_the_document_names(self, pack, name, of, by, clause):
        found = {one.of: one for one in pack(name).authority.reviewers}[of]

        assert (found.by.zh, found.clause) == (by, clause)


class TestReader:
    def data(self, **more):
        return {**merged("food").topics["authority"], **more}

    def lift(self, **more):
        row = {"lift": "a", "measure": "amount", "over": "1000.00", "at_least": "director", "clause": "P06 六(5)"}
        return {**row, **more}

    def test_reads_lifts(self):
        assert reader.parse(self.data(lifts=[self.lift()]), "x").lifts[0].over == Decimal(1000)

    @pytest.mark.parametrize(
        ("lifts", "problem"),
        [
            ([{"over": 1000.0}], "a text"),
            ([{"at_least": "finance"}], "one of Clerk"),
            ([{"measure": "weight"}], "choose one of"),
            ([{}, {"lift": "b", "over": "2000.00", "at_least": "supervisor"}], "higher role"),
            ([{}, {"lift": "b", "over": "2000.00"}], "higher role"),
        ],
    )
    def test_refuses_lifts_that_cannot_be(self, lifts, problem):
        rows = [self.lift(**one) for one in lifts]

        with pytest.raises(RulebookError, match=problem):
            reader.parse(self.data(lifts=rows), "x")

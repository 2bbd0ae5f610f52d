"""P11: returns and exchanges, both sides of each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.returns import ReturnRequest, expiry, judge
from rules.shelf_life import last_day_to_return
from terms.returns import ReturnApprover, ReturnOutcome, ReturnRemedy, ReturnWish
from terms.trade import CustomerKind, Fault, Package

ACCEPTED, REFUSED, APPROVAL, QUARTERLY = ReturnOutcome
DEALERS = (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER)
OTHERS = (CustomerKind.CONSUMER, CustomerKind.SALES_POINT)

EXCHANGE = ReturnRequest(
    customer=CustomerKind.DISTRIBUTOR,
    package=Package.PET,
    fault=Fault.UNWANTED,
    on=date(2026, 9, 30),
    expires_on=date(2026, 12, 31),
    produced_on=date(2025, 12, 31),
    purchased_on=date(2026, 2, 1),
    reason="滞销",
    promotion="",
)


def answer(food, **changes):
    return judge(replace(EXCHANGE, **changes), food.returns, food.statutes)


def condition(found, name):
    return {one.condition: one for one in found.conditions}[name]


def unmet(found):
    return [one.condition for one in found.conditions if one.met is False]


class TestJudge:
    @pytest.mark.requirement("RX-01")
    @pytest.mark.parametrize("customer", DEALERS)
    @pytest.mark.parametrize(
        ("on", "outcome"),
        [("2026-09-29", APPROVAL), ("2026-09-30", APPROVAL), ("2026-10-01", REFUSED), ("2027-01-01", REFUSED)],
    )
    def test_wants_three_months_before_the_end_of_shelf_life(self, food, customer, on, outcome):
        found = answer(food, customer=customer, on=date.fromisoformat(on))

        assert found.outcome is outcome
        assert condition(found, "months_left").clause == "P11 〈一〉1"
        assert condition(found, "months_left").met is (outcome is APPROVAL)

    @pytest.mark.requirement("RX-01")
    def test_refuses_near_expiry_goods_of_a_dealer(self, food):
        found = answer(food, fault=Fault.NEAR_EXPIRY, on=date(2026, 12, 1))

        assert (found.outcome, found.clause, found.approver, found.remedy) == (
            REFUSED, "P11 〈一〉1", None, ReturnRemedy.NONE,
        )  # fmt: skip

    @pytest.mark.requirement("RX-02")
    @pytest.mark.requirement("AP-10")
    @pytest.mark.parametrize(
        ("missing", "name"),
        [
            ({"reason": " "}, "states_reason"),
            ({"produced_on": None, "expires_on": None}, "states_produced_on"),
            ({"purchased_on": None}, "states_purchased_on"),
            ({"promotion": None}, "states_promotion"),
        ],
    )
    def test_refuses_an_application_that_leaves_out_a_fact(self, food, missing, name):
        found = answer(food, **missing)

        assert (found.outcome, unmet(found), found.clause) == (REFUSED, [name], "P11 〈一〉2")

    @pytest.mark.requirement("RX-02")
    def test_leaves_the_production_date_to_be_read_when_only_the_expiry_is_known(self, food):
        found = answer(food, produced_on=None)

        assert condition(found, "states_produced_on").met is None
        assert found.outcome is APPROVAL

    @pytest.mark.requirement("RX-03")
    @pytest.mark.requirement("AP-10")
    def test_exchanges_for_the_same_product_after_leadership_approves(self, food):
        found = answer(food)

        assert (found.outcome, found.remedy, found.approver, found.clause) == (
            APPROVAL, ReturnRemedy.SAME_PRODUCT, ReturnApprover.LEADERSHIP, "P11 〈一〉3",
        )  # fmt: skip
        assert condition(found, "same_product").met is True

    @pytest.mark.requirement("RX-04")
    def test_swaps_another_variety_at_a_discount_without_promotion(self, food):
        found = answer(food, same_product=False)

        assert (found.outcome, found.remedy) == (APPROVAL, ReturnRemedy.DISCOUNTED_SWAP)
        assert condition(found, "same_product").met is False
        assert condition(found, "discounted_swap").clause == "P11 〈一〉3"

    @pytest.mark.requirement("RX-05")
    @pytest.mark.parametrize(("returned", "outcome"), [(True, APPROVAL), (False, REFUSED), (None, APPROVAL)])
    def test_wants_the_promotional_goods_back_with_a_return(self, food, returned, outcome):
        found = answer(food, wish=ReturnWish.RETURN, promotion="买十赠一", gifts_returned=returned)

        assert found.outcome is outcome
        assert (condition(found, "gifts_returned").met, condition(found, "gifts_returned").clause) == (
            returned, "P11 〈一〉4",
        )  # fmt: skip

    @pytest.mark.requirement("RX-05")
    def test_asks_for_no_gifts_where_none_were_given(self, food):
        found = answer(food, wish=ReturnWish.RETURN, promotion="")

        assert "gifts_returned" not in {one.condition for one in found.conditions}

    @pytest.mark.requirement("RX-06")
    @pytest.mark.parametrize("customer", DEALERS)
    def test_gives_a_returning_dealer_the_same_variety(self, food, customer):
        found = answer(food, customer=customer, wish=ReturnWish.RETURN)

        assert (condition(found, "same_variety").met, condition(found, "same_variety").clause) == (True, "P11 〈一〉5")
        assert found.remedy is ReturnRemedy.SAME_PRODUCT

    @pytest.mark.requirement("RX-07")
    @pytest.mark.requirement("AP-12")
    @pytest.mark.parametrize(
        ("on", "outcome"), [("2026-10-01", ACCEPTED), ("2026-12-31", ACCEPTED), ("2027-01-01", REFUSED)]
    )
    def test_replaces_leaking_cans_one_for_one_within_the_shelf_life(self, food, on, outcome):
        found = answer(food, package=Package.CAN, fault=Fault.LEAK, on=date.fromisoformat(on))

        assert found.outcome is outcome
        assert condition(found, "supervisor_form").clause == "P11 〈二〉2"
        if outcome is ACCEPTED:
            assert (found.remedy, found.approver) == (ReturnRemedy.ONE_FOR_ONE, ReturnApprover.SUPERVISOR)

    @pytest.mark.requirement("RX-08")
    @pytest.mark.parametrize("customer", DEALERS)
    def test_leaves_a_dealer_s_broken_glass_to_the_quarterly_allowance(self, food, customer):
        found = answer(food, customer=customer, package=Package.GLASS, fault=Fault.BREAKAGE)

        assert (found.outcome, found.remedy, found.clause) == (QUARTERLY, ReturnRemedy.ALLOWANCE, "P11 〈二〉3")
        assert "2 per mille" in str(found.conditions[0].text)

    @pytest.mark.requirement("RX-09")
    @pytest.mark.requirement("AP-13")
    @pytest.mark.parametrize(
        ("quantity", "outcome", "approver"),
        [
            (1, ACCEPTED, ReturnApprover.BUSINESS_DEPARTMENT),
            (14, ACCEPTED, ReturnApprover.BUSINESS_DEPARTMENT),
            (15, APPROVAL, ReturnApprover.MARKETING_CENTRE),
            (16, APPROVAL, ReturnApprover.MARKETING_CENTRE),
            (None, APPROVAL, ReturnApprover.MARKETING_CENTRE),
        ],
    )
    def test_replaces_fewer_than_fifteen_damaged_packs_directly(self, food, quantity, outcome, approver):
        found = answer(food, fault=Fault.DAMAGED_PACKAGE, quantity=quantity)

        assert (found.outcome, found.approver, found.clause) == (outcome, approver, "P11 〈三〉")

    @pytest.mark.requirement("AP-11")
    @pytest.mark.parametrize("fault", [Fault.QUALITY, Fault.FOREIGN_BODY, Fault.LEAK])
    def test_sends_a_dealer_s_quality_complaint_to_the_marketing_centre(self, food, fault):
        found = answer(food, fault=fault)

        assert (found.outcome, found.approver, found.clause) == (
            APPROVAL, ReturnApprover.MARKETING_CENTRE, "P11 〈二〉1",
        )  # fmt: skip

    @pytest.mark.parametrize("customer", OTHERS)
    @pytest.mark.parametrize(("package", "fault"), [(Package.GLASS, Fault.BREAKAGE), (Package.PET, Fault.FOREIGN_BODY)])
    def test_binds_dealers_only_and_exchanges_faulty_goods_of_others(self, food, customer, package, fault):
        found = answer(food, customer=customer, package=package, fault=fault, on=date(2026, 12, 30), promotion=None)

        assert (found.outcome, found.remedy, found.clause) == (ACCEPTED, ReturnRemedy.ONE_FOR_ONE, "P06 六(1)")

    def test_leaves_a_consumer_s_change_of_mind_to_the_department_head(self, food):
        found = answer(food, customer=CustomerKind.CONSUMER)

        assert (found.outcome, found.approver) == (APPROVAL, ReturnApprover.DEPARTMENT_HEAD)

    @pytest.mark.parametrize(
        ("customer", "floors"),
        [
            (CustomerKind.CONSUMER, {"unsafe_food", "faulty_goods", "repair_replace_return"}),
            (CustomerKind.SALES_POINT, {"repair_replace_return"}),
            (CustomerKind.DISTRIBUTOR, set()),
        ],
    )
    def test_shows_the_statutory_floor_beside_the_company_rule(self, food, customer, floors):
        found = answer(food, customer=customer, fault=Fault.FOREIGN_BODY, purchased_on=date(2026, 9, 25))

        assert {one.floor for one in found.statutory} == floors

    def test_cites_only_clauses_of_the_pack(self, food):
        for fault in Fault:
            for package in Package:
                for customer in CustomerKind:
                    found = answer(food, fault=fault, package=package, customer=customer, promotion="买十赠一")

                    assert {found.clause, *(one.clause for one in found.conditions)} <= set(food.clauses)


class TestExpiry:
    def test_adds_the_shelf_life_to_the_production_date(self):
        assert expiry(date(2026, 1, 1), 365) == date(2027, 1, 1)


class TestLastDayToReturn:
    @pytest.mark.parametrize(
        ("expires", "last"),
        [
            ("2026-12-31", "2026-09-30"),
            ("2026-05-31", "2026-02-28"),
            ("2028-05-31", "2028-02-29"),
            ("2027-03-15", "2026-12-15"),
            ("2027-01-01", "2026-10-01"),
        ],
    )
    def test_counts_calendar_months_back(self, expires, last):
        assert last_day_to_return(date.fromisoformat(expires), 3) == date.fromisoformat(last)

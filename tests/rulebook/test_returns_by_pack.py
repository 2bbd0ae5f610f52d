"""What every pack takes back, from whom and when: both sides of each edge."""

from __future__ import annotations

from datetime import date

import pytest

import rulebook
from rules.bearing import NotSettled, who_bears
from rules.returns import ReturnRequest, judge
from terms.bearing import Bearer, CostOccasion
from terms.returns import ReturnApprover, ReturnOutcome, ReturnRemedy
from terms.trade import CustomerKind, Fault, Package

ACCEPTED, REFUSED, APPROVAL, _QUARTERLY = ReturnOutcome
BOUGHT = date(2026, 11, 2)  # a Monday
PAPERS = {
    "proof": True,
    "evidence": True,
    "test_report": True,
    "original_package": True,
    "opened": False,
    "inspected": True,
}


def answer(book, fault=Fault.QUALITY, on="2026-11-03", *, customer=CustomerKind.CONSUMER, bought=BOUGHT, **stated):
    request = ReturnRequest(
        customer=customer, package=Package.BAG, fault=fault, on=date.fromisoformat(on), purchased_on=bought,
        **{**PAPERS, "misused": False, **stated},
    )  # fmt: skip
    return judge(request, book.returns, book.statutes, book.calendar)


def clause_of(found, name):
    return {one.condition: one.clause for one in found.conditions}[name]


class TestTerms:
    @pytest.mark.requirement("RX-10", "RX-16", "FS-16")
    @pytest.mark.parametrize(
        ("name", "on", "outcome", "clause"),
        [
            ("retailer", "2026-11-05", ACCEPTED, "P12 二1"),  # the third working day
            ("retailer", "2026-11-06", REFUSED, "P12 二1"),
            ("fruit", "2026-11-09", ACCEPTED, "P37 八1"),  # the seventh day
            ("fruit", "2026-11-10", REFUSED, "P37 八1"),
            ("supermarket", "2026-11-09", ACCEPTED, "P38 1.2(1)"),
            ("supermarket", "2026-11-10", REFUSED, "P38 1.2(1)"),
            ("electrical", "2027-11-02", ACCEPTED, "P43 5.1.6"),  # one year
            ("electrical", "2027-11-03", REFUSED, "P43 5.1.6"),
        ],
    )
    def test_end_with_their_last_day(self, pack, name, on, outcome, clause):
        found = answer(pack(name), on=on)

        assert found.outcome is outcome
        assert clause_of(found, "within") == clause

    @pytest.mark.requirement("RX-18")
    @pytest.mark.parametrize(("on", "outcome"), [("2026-11-03", ACCEPTED), ("2026-11-04", REFUSED)])
    def test_of_a_caterer_end_on_the_next_day(self, pack, on, outcome):
        assert answer(pack("caterer"), Fault.UNWANTED, on).outcome is outcome

    def test_cannot_be_told_without_the_day_of_purchase(self, pack):
        found = answer(pack("fruit"), bought=None)

        assert found.outcome is ACCEPTED
        assert {one.condition: one.met for one in found.conditions}["within"] is None

    def test_leave_the_law_its_longer_term(self, pack):
        found = answer(pack("retailer"), on="2026-11-06")

        assert found.outcome is REFUSED
        assert "faulty_goods" in {one.floor for one in found.statutory}


class TestPapers:
    @pytest.mark.requirement("IN-35", "RX-11", "RX-17", "RX-19", "RX-20")
    @pytest.mark.parametrize(
        ("name", "missing", "clause"),
        [
            ("retailer", "proof", "P12 二2"),
            ("retailer", "original_package", "P12 二2"),
            ("fruit", "proof", "P37 八1"),
            ("salt", "proof", "P23 二节3(1)"),
            ("salt", "test_report", "P23 二节3(1)"),
            ("general", "proof", "P17 4.3(1)"),
            ("general", "evidence", "P17 4.3(1)"),
            ("electrical", "inspected", "P43 5.3(2)"),
        ],
    )
    def test_refuse_what_comes_without(self, pack, name, missing, clause):
        complete, without = answer(pack(name)), answer(pack(name), **{missing: False})

        assert complete.outcome is not REFUSED
        assert (without.outcome, without.clause) == (REFUSED, clause)

    @pytest.mark.requirement("RX-18")
    @pytest.mark.parametrize(("opened", "outcome"), [(False, ACCEPTED), (True, REFUSED)])
    def test_of_a_caterer_are_the_unopened_goods(self, pack, opened, outcome):
        found = answer(pack("caterer"), Fault.UNWANTED, opened=opened)

        assert (found.outcome, clause_of(found, "unopened")) == (outcome, "P09 二4")

    def test_not_yet_asked_for_refuse_nothing(self, pack):
        assert answer(pack("salt"), proof=None, test_report=None).outcome is APPROVAL


class TestMisuse:
    @pytest.mark.requirement("RX-12", "FS-16")
    @pytest.mark.parametrize(
        ("name", "outcome", "remedy", "clause"),
        [
            ("retailer", REFUSED, ReturnRemedy.NONE, "P12 二3"),
            ("electrical", ACCEPTED, ReturnRemedy.PAID_REPAIR, "P43 5.1.6"),
            ("general", ACCEPTED, ReturnRemedy.PAID_REPAIR, "P04 二4"),
        ],
    )
    def test_is_the_users_own_cost(self, pack, name, outcome, remedy, clause):
        found = answer(pack(name), misused=True)

        assert (found.outcome, found.remedy, found.clause) == (outcome, remedy, clause)

    def test_keeps_no_warranty(self, pack):
        assert answer(pack("electrical"), misused=False).remedies == (ReturnRemedy.EXCHANGE, ReturnRemedy.REPAIR)


class TestUnrepairable:
    @pytest.mark.requirement("RX-15")
    @pytest.mark.parametrize(
        ("unrepairable", "outcome", "clause"), [(True, ACCEPTED, "P12 三4"), (False, REFUSED, "P12 二1")]
    )
    def test_goods_are_replaced_or_refunded_long_after_the_three_days(self, pack, unrepairable, outcome, clause):
        found = answer(pack("retailer"), on="2027-06-01", unrepairable=unrepairable)

        assert (found.outcome, found.clause) == (outcome, clause)

    def test_the_user_spoilt_are_not(self, pack):
        assert answer(pack("retailer"), unrepairable=True, misused=True).outcome is REFUSED


class TestRemedies:
    @pytest.mark.requirement("AP-15", "RX-22", "RX-23", "RX-24", "RX-29", "RX-31", "RX-33")
    @pytest.mark.parametrize(
        ("name", "fault", "remedies", "approver", "clause"),
        [
            ("retailer", Fault.QUALITY, ["exchange", "refund"], ReturnApprover.SERVICE_TEAM, "P12 二1"),
            ("fruit", Fault.QUALITY, ["exchange", "refund"], ReturnApprover.STORE, "P37 八3"),
            ("caterer", Fault.FOREIGN_BODY, ["compensation", "exchange", "refund"], ReturnApprover.STORE, "P09 二2"),
            ("salt", Fault.QUALITY, ["exchange", "refund"], ReturnApprover.SPECIALIST, "P23 二节3(1)"),
            ("general", Fault.QUALITY, ["exchange", "refund", "repair"], ReturnApprover.SERVICE_TEAM, "P17 4.3(2)"),
            ("electrical", Fault.QUALITY, ["exchange", "repair"], ReturnApprover.QUALITY, "P43 5.1.6"),
            ("supermarket", Fault.QUALITY, ["exchange", "refund", "repair"], ReturnApprover.STORE, "P38 1.2(1)"),
            ("delivery", Fault.UNWANTED, ["exchange", "refund"], ReturnApprover.SERVICE_TEAM, "P03 三6)"),
            ("ground+p36", Fault.SERVICE, ["compensation"], ReturnApprover.DEPARTMENT_HEAD, "P36 二3"),
        ],
    )
    def test_are_those_of_the_document(self, pack, name, fault, remedies, approver, clause):
        found = answer(pack(name), fault)

        assert [one.value for one in found.remedies] == remedies
        assert (found.approver, found.clause) == (approver, clause)

    @pytest.mark.parametrize("name", rulebook.packs())
    @pytest.mark.parametrize("customer", CustomerKind)
    @pytest.mark.parametrize("fault", Fault)
    def test_answer_every_customer_and_every_fault(self, pack, name, customer, fault):
        found = answer(pack(name), fault, customer=customer)

        assert found.clause
        assert found.remedy is ReturnRemedy.NONE or found.remedies

    @pytest.mark.parametrize("name", [one for one in rulebook.packs() if one != "food"])
    def test_bind_dealers_by_the_terms_of_p11_in_its_own_pack_only(self, pack, name):
        assert pack(name).returns.binds == frozenset()


class TestLaw:
    @pytest.mark.requirement("RX-26")
    @pytest.mark.parametrize(("fault", "floor"), [(Fault.QUALITY, True), (Fault.UNWANTED, False)])
    def test_has_the_seller_repair_replace_or_take_back(self, pack, fault, floor):
        """Product Quality Law art. 40, as P24 quotes it."""
        found = {one.floor for one in answer(pack("tableware"), fault).statutory}

        assert ("repair_replace_return" in found) is floor


class TestWhoBears:
    @pytest.mark.requirement("RX-13", "RX-14", "FS-15", "FS-16", "FS-17", "FS-20")
    @pytest.mark.parametrize(
        ("name", "occasion", "bearer", "clause"),
        [
            ("retailer", "return_freight", Bearer.COMPANY, "P12 二5"),
            ("retailer", "return_handling", Bearer.COMPANY, "P12 二5"),
            ("retailer", "warranty_transport", Bearer.COMPANY, "P12 三5"),
            ("retailer", "warranty_repair", Bearer.COMPANY, "P12 三5"),
            ("retailer", "misuse_repair", Bearer.CUSTOMER, "P12 二3"),
            ("electrical", "warranty_repair", Bearer.COMPANY, "P43 5.1.6"),
            ("electrical", "misuse_repair", Bearer.CUSTOMER, "P43 5.1.6"),
            ("electrical", "on_site_training", Bearer.CUSTOMER, "P43 5.1.5"),
            ("medical", "warranty_repair", Bearer.SUPPLIER, "P22 二3"),
            ("general", "maintenance", Bearer.CUSTOMER, "P04 二3"),
        ],
    )
    def test_is_who_the_document_names(self, pack, name, occasion, bearer, clause):
        found = who_bears(CostOccasion(occasion), pack(name).bearing)

        assert (found.bears, found.clause) == (bearer, clause)

    def test_is_not_guessed(self, pack):
        with pytest.raises(NotSettled):
            who_bears(CostOccasion.TESTING, pack("retailer").bearing)

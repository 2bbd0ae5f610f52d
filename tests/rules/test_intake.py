"""What must be asked before a complaint is registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from rules.intake import AnonymousNotAllowed, IntakeFacts, acknowledgement, missing, priority
from terms.complaint import ComplaintKind, Severity
from terms.intake import IntakeField
from terms.time import SHANGHAI
from terms.trade import BatchMark, CustomerGrade, CustomerKind

WHOLE = IntakeFacts(
    kind=ComplaintKind.QUALITY_COMPLAINT,
    purchase_place="合肥某商店",
    address="合肥市某路1号",
    product="桃汁",
    produced_on=date(2026, 9, 1),
    batch="20260901A",
    name="王女士",
    phone="13800000001",
    description="两瓶漏",
)
EMPTIED: dict[str, Any] = {
    "purchase_place": "", "address": " ", "product": "", "produced_on": None,
    "batch": "", "name": "", "phone": "", "description": "",
}  # fmt: skip


class TestMissing:
    def fields(self, facts, food):
        return [one.field for one in missing(facts, food.intake)]

    @pytest.mark.requirement("IN-17")
    def test_asks_nothing_more_of_a_whole_registration(self, food):
        assert missing(WHOLE, food.intake) == ()

    @pytest.mark.requirement("IN-17")
    @pytest.mark.parametrize("field", EMPTIED)
    def test_names_each_fact_that_is_not_given(self, food, field):
        (found,) = missing(replace(WHOLE, **{field: EMPTIED[field]}), food.intake)

        assert (found.field.value, found.clause) == (field, "P06 五(1)")

    @pytest.mark.parametrize("mark", [BatchMark.NOT_PRINTED, BatchMark.UNREADABLE])
    def test_takes_a_batch_that_cannot_be_read_with_a_photo_only(self, food, mark):
        without = replace(WHOLE, batch="", batch_mark=mark)

        assert self.fields(without, food) == [IntakeField.PHOTOS]
        assert self.fields(replace(without, photos=1), food) == []

    def test_does_not_ask_loose_goods_for_date_and_batch(self, food):
        assert self.fields(replace(WHOLE, packaged=False, produced_on=None, batch=""), food) == []

    def test_does_not_ask_an_anonymous_complainant_who_they_are(self, food):
        assert self.fields(replace(WHOLE, anonymous=True, name="", phone="", address=""), food) == []

    def test_refuses_anonymity_where_the_pack_does(self, food):
        with pytest.raises(AnonymousNotAllowed):
            missing(replace(WHOLE, anonymous=True), replace(food.intake, anonymous_allowed=False))

    def test_asks_a_suggestion_for_its_text_only(self, food):
        assert self.fields(IntakeFacts(kind=ComplaintKind.SUGGESTION), food) == [IntakeField.DESCRIPTION]

    @pytest.mark.requirement("RX-02")
    @pytest.mark.parametrize("customer", CustomerKind)
    def test_asks_a_dealers_return_for_its_purchase_date_and_promotion(self, food, customer):
        back = replace(WHOLE, kind=ComplaintKind.RETURN, customer=customer)
        dealer = customer in (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER)

        assert self.fields(back, food) == ([IntakeField.PURCHASED_ON, IntakeField.PROMOTION] if dealer else [])
        assert {one.clause for one in missing(back, food.intake)} == ({"P11 〈一〉2"} if dealer else set())
        assert self.fields(replace(back, purchased_on=date(2026, 9, 2), promotion="无"), food) == []


class TestPriority:
    @pytest.mark.parametrize(
        ("grade", "severity", "points", "reasons"),
        [
            (CustomerGrade.NORMAL, Severity.GENERAL, 0, 0),
            (CustomerGrade.KEY, Severity.GENERAL, 1, 1),
            (CustomerGrade.NORMAL, Severity.SERIOUS, 2, 1),
            (CustomerGrade.KEY, Severity.SERIOUS, 3, 2),
        ],
    )
    def test_rises_for_serious_cases_and_key_customers(self, food, grade, severity, points, reasons):
        found = priority(grade=grade, severity=severity, intake=food.intake)

        assert (found.points, len(found.why)) == (points, reasons)


class TestAcknowledgement:
    @pytest.mark.requirement("IN-29")
    def test_tells_the_number_and_when_we_answer(self):
        found = str(acknowledgement(number="TS-2026-11-00381", due_at=datetime(2026, 11, 2, 16, tzinfo=SHANGHAI)))

        assert "TS-2026-11-00381" in found
        assert "2026-11-02 16:00" in found

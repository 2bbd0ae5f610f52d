"""What a proposal must say, what it may not hide, and what the return rules (P11) refuse."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from rules.lifecycle import NotPossible
from rules.shelf_life import last_day_to_return
from terms.complaint import Remedy, SettlementStatus, State
from terms.people import Role
from terms.trade import CustomerKind, Fault, Package, Unit
from tests.factories import MORNING, NOON, make_batch, make_product
from tests.workflows.life import last_event, refused
from workflows.rows import NotFound
from workflows.settlements.lines import IncompleteLine, Proposal, ProposedLine
from workflows.settlements.propose import NotEligible, propose
from workflows.words import WordsMissing


def offer(life, case, *lines, reason="按制度处理", **values):
    proposal = Proposal(tuple(lines), reason, **values)
    return propose(life.session, complaint_id=case.id, proposal=proposal, actor=life.company.clerk, at=NOON)


def goods(life, exchanged, compensated, **values):
    ordinary = {"remedy": Remedy.REPLACEMENT, "product_id": life.company.product.id}
    return ProposedLine(**{**ordinary, "exchanged_quantity": exchanged, "compensated_quantity": compensated, **values})


APOLOGY = ProposedLine(remedy=Remedy.APOLOGY)


class TestPropose:
    def test_counts_cases_by_the_bottles_in_them(self, life):
        case = life.ready(quantity=2, unit=Unit.CASE)

        settlement = offer(life, case, goods(life, 2, 48, unit=Unit.BOTTLE, exchanged_quantity=48), reason="按瓶")

        assert settlement.multiple == 1

    def test_sums_the_lines_of_one_product_whatever_their_unit(self, life):
        """24 bottles in a case: 24 and 24 taken back, 48 and 24 given."""
        case = life.ready(quantity=48)

        settlement = offer(life, case, goods(life, 1, 2, unit=Unit.CASE), goods(life, 24, 24, remedy=Remedy.EXCHANGE))

        assert settlement.multiple == Fraction(3, 2)

    def test_takes_the_highest_multiple_of_several_products(self, life):
        case = life.ready(quantity=24)
        other = make_product(life.session)

        settlement = offer(life, case, goods(life, 12, 12), goods(life, 12, 36, product_id=other.id))

        assert (settlement.multiple, settlement.decides) == (3, Role.DEPARTMENT_HEAD)

    def test_asks_the_first_band_where_no_goods_are_given(self, life):
        settlement = offer(life, life.ready(), APOLOGY)

        assert (settlement.multiple, settlement.decides, settlement.gives_goods) == (0, Role.CLERK, False)

    def test_keeps_money_to_the_fen(self, life):
        line = ProposedLine(remedy=Remedy.CASH, cash=Decimal("20.05"))

        settlement = offer(life, life.ready(), line)
        life.session.expire_all()

        assert settlement.cash == Decimal("20.05")

    def test_stands_on_record_with_multiple_decider_and_reason(self, life):
        life.proposed(12, 48)

        event = last_event(life.session)
        assert (event.kind, event.actor_id, event.clause) == ("settlement.proposed", life.company.clerk.id, "P06 六(3)")
        assert event.changes["multiple"] == [None, "4"]
        assert event.changes["decides"] == [None, "department_head"]
        assert event.changes["state"] == ["handling", "proposed"]

    def test_is_the_handlers(self, life):
        case = life.ready()

        with refused(life.session, NotFound):
            life.propose(case, by=life.company.engineer)
        with refused(life.session, NotPossible, says="It is for: "):
            life.propose(case, by=life.company.quality)

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_says_why(self, life, reason):
        case = life.ready()

        with refused(life.session, WordsMissing) as no:
            offer(life, case, APOLOGY, reason=reason)

        assert no.value.fields[0][0] == "reason"

    def test_knows_its_products(self, life):
        case = life.ready()

        with refused(life.session, NotFound):
            offer(life, case, goods(life, 12, 12, product_id=999_999))

    def test_is_not_made_while_another_waits(self, life):
        case = life.proposed()

        with refused(life.session, NotPossible, says="The case is in state"):
            life.propose(case)


class TestLines:
    """Nothing is given past the ladder."""

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ({"remedy": Remedy.APOLOGY, "compensated_quantity": 1000}, "Apology gives no goods"),
            ({"remedy": Remedy.REPAIR, "compensated_quantity": 1}, "Repair gives no goods"),
            ({"remedy": Remedy.CASH, "cash": Decimal(20), "compensated_quantity": 500}, "Cash compensation gives no goods"),
            ({"remedy": Remedy.APOLOGY, "cash": Decimal(20)}, "Apology gives no money"),
            ({"remedy": Remedy.EXCHANGE, "exchanged_quantity": 1, "compensated_quantity": 1, "cash": Decimal(5)},
             "Exchange gives no money"),
            ({"remedy": Remedy.CASH}, "Cash compensation needs an amount"),
            ({"remedy": Remedy.REFUND}, "Refund needs an amount"),
            ({"remedy": Remedy.CASH, "cash": Decimal("0.005")}, "yuan and fen"),
            ({"remedy": Remedy.CASH, "cash": Decimal("NaN")}, "yuan and fen"),
            ({"remedy": Remedy.CASH, "cash": Decimal("Infinity")}, "yuan and fen"),
            ({"remedy": Remedy.CASH, "cash": Decimal("1E+400")}, "yuan and fen"),
            ({"remedy": Remedy.CASH, "cash": Decimal(-20)}, "yuan and fen"),
            ({"remedy": Remedy.EXCHANGE}, "Exchange needs a product and the quantity taken back"),
            ({"remedy": Remedy.REPLACEMENT, "exchanged_quantity": 12}, "needs the quantity given"),
            ({"remedy": Remedy.REPLACEMENT, "exchanged_quantity": 0, "compensated_quantity": 12}, "the quantity taken back"),
            ({"remedy": Remedy.EXCHANGE, "exchanged_quantity": 11, "compensated_quantity": 12}, "use replacement by a multiple"),
            ({"remedy": Remedy.REPLACEMENT, "exchanged_quantity": -12, "compensated_quantity": 12}, "between 0 and"),
            ({"remedy": Remedy.APOLOGY, "compensated_quantity": -1}, "between 0 and"),
            ({"remedy": Remedy.REPLACEMENT, "exchanged_quantity": 12, "compensated_quantity": 10**12}, "between 0 and"),
        ],
    )  # fmt: skip
    def test_say_what_their_remedy_gives_and_no_more(self, life, line, sentence):
        case = life.ready()
        if line["remedy"] in (Remedy.EXCHANGE, Remedy.REPLACEMENT) and len(line) > 1:
            line = {"product_id": life.company.product.id, **line}

        with refused(life.session, IncompleteLine) as no:
            offer(life, case, APOLOGY, ProposedLine(**line))

        assert [name for name, _text in no.value.fields] == ["lines-1"]
        assert sentence in str(no.value.fields[0][1])

    def test_are_at_least_one(self, life):
        case = life.ready()

        with refused(life.session, IncompleteLine) as no:
            offer(life, case)

        assert no.value.fields[0][0] == "lines"

    @pytest.mark.parametrize(("quantity", "unit"), [(12, Unit.BOTTLE), (1, Unit.CASE)])
    def test_take_back_no_more_than_was_complained_of(self, life, quantity, unit):
        """Forty-eight taken back for forty-eight given would look like once, whatever was faulty (decision 3)."""
        case = life.ready(quantity=quantity, unit=unit)
        most = case.bottles

        with refused(life.session, IncompleteLine) as no:
            offer(life, case, goods(life, most + 1, most + 1))
        with refused(life.session, IncompleteLine):
            offer(life, case, goods(life, most, most), goods(life, 1, 1))
        offer(life, case, goods(life, most, most))

        assert dict(no.value.fields[0][1].values) == {"bottles": most}


class TestEligibility:
    """P11 as the proposal meets it. The case is registered on 16 September 2026."""

    def dealer(self, life, fault, *, package=Package.PET, kind=CustomerKind.DISTRIBUTOR, expires=None, **values):
        product = make_product(life.session, package=package, shelf_life_days=365)
        made = (expires or date(2027, 6, 1)) - timedelta(days=365)
        batch = make_batch(life.session, product, produced_on=made)
        life.company.product = product
        ordinary = {"purchased_on": date(2026, 7, 1), "promotion": "无"}
        return life.ready(
            customer_id=None, customer_kind=kind, fault=fault, product_id=product.id, batch_id=batch.id,
            **{**ordinary, **values},
        )  # fmt: skip

    @pytest.mark.requirement("RX-08")
    def test_gives_a_dealer_nothing_for_broken_glass_outside_the_quarter(self, life):
        case = self.dealer(life, Fault.BREAKAGE, package=Package.GLASS)

        with refused(life.session, NotEligible, says="compensated each quarter", clause="P11 〈二〉3"):
            life.propose(case, 12, 12)

    @pytest.mark.requirement("RX-08")
    def test_lets_a_consumer_exchange_broken_glass(self, life):
        case = self.dealer(life, Fault.BREAKAGE, package=Package.GLASS, kind=CustomerKind.CONSUMER)

        assert life.propose(case, 12, 12).status is SettlementStatus.PROPOSED

    @pytest.mark.requirement("RX-01")
    @pytest.mark.parametrize("fault", [Fault.NEAR_EXPIRY, Fault.UNWANTED])
    @pytest.mark.parametrize("kind", [CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER])
    def test_refuses_a_dealers_goods_in_their_last_three_months(self, life, fault, kind):
        day = MORNING.date()
        in_time, late = date(2026, 12, 16), date(2026, 12, 15)
        assert last_day_to_return(in_time, 3) == day

        too_late = self.dealer(life, fault, kind=kind, expires=late)
        with refused(life.session, NotEligible, clause="P11 〈一〉1"):
            life.propose(too_late, 12, 12)
        assert life.propose(self.dealer(life, fault, kind=kind, expires=in_time), 12, 12).multiple == 1

    @pytest.mark.parametrize("kind", [CustomerKind.CONSUMER, CustomerKind.SALES_POINT])
    def test_binds_no_consumer_by_the_three_months(self, life, kind):
        case = self.dealer(life, Fault.UNWANTED, kind=kind, expires=date(2026, 10, 1))

        assert life.propose(case, 12, 12).multiple == 1

    @pytest.mark.requirement("RX-02")
    @pytest.mark.parametrize("lacks", ["purchased_on", "promotion"])
    def test_refuses_a_dealers_application_that_lacks_a_fact(self, life, lacks):
        case = self.dealer(life, Fault.UNWANTED, **{lacks: None if lacks == "purchased_on" else ""})

        with refused(life.session, NotEligible, clause="P11 〈一〉2"):
            life.propose(case, 12, 12)

    @pytest.mark.requirement("RX-05")
    def test_wants_a_promotions_gifts_back_with_another_variety(self, life):
        case = self.dealer(life, Fault.UNWANTED, promotion="买十送一")
        proposal = life.company.proposal(12, 12, other_variety=True, gifts_returned=False)

        with refused(life.session, NotEligible, clause="P11 〈一〉3"):
            propose(life.session, complaint_id=case.id, proposal=proposal, actor=life.company.clerk, at=NOON)

    @pytest.mark.requirement("RX-03")
    def test_sees_another_variety_in_the_lines_themselves(self, life):
        case = self.dealer(life, Fault.UNWANTED, promotion="买十送一")
        other = make_product(life.session)

        with refused(life.session, NotEligible, clause="P11 〈一〉3"):
            offer(life, case, goods(life, 12, 12, product_id=other.id), gifts_returned=False)

    def test_asks_nothing_where_no_goods_are_given(self, life):
        case = self.dealer(life, Fault.BREAKAGE, package=Package.GLASS)

        assert offer(life, case, APOLOGY).multiple == 0
        assert case.state is State.PROPOSED

    @pytest.mark.requirement("RX-07")
    def test_gives_a_dealer_one_for_one_for_leaking_cans_and_no_more(self, life):
        case = self.dealer(life, Fault.LEAK, package=Package.CAN)

        with pytest.raises(NotEligible) as refused:
            life.propose(case, 12, 24)

        assert refused.value.clause == "P11 〈二〉2"
        assert life.propose(case, 12, 12).multiple == 1

    def test_gives_a_consumer_more_for_leaking_cans_up_the_ladder(self, life):
        case = self.dealer(life, Fault.LEAK, package=Package.CAN, kind=CustomerKind.CONSUMER)

        assert life.propose(case, 12, 24).multiple == 2

    def test_refuses_dealers_goods_past_their_shelf_life_even_when_faulty(self, life):
        case = self.dealer(life, Fault.QUALITY, expires=date(2026, 9, 15))

        with refused(life.session, NotEligible, says="past their shelf life", clause="P11 〈一〉1"):
            life.propose(case, 12, 12)
        assert life.propose(self.dealer(life, Fault.QUALITY, expires=date(2026, 9, 16)), 12, 12).multiple == 1

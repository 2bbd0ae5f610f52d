"""Goods in, goods out, money, proof."""

from __future__ import annotations

import pytest

from queries.supplied import usual_supplier
from rules.lifecycle import NotPossible
from terms.complaint import Act, AttachmentKind, State
from terms.trade import CustomerKind
from tests.factories import AFTERNOON, NOON, make_customer
from tests.workflows.acts import do
from tests.workflows.life import last_event, refused
from tests.workflows.pictures import picture
from workflows.attachments.files import NotAFileWeTake, Upload
from workflows.executions.carry_out import NotADistributor, hand_over, pay, prove, receive_goods
from workflows.rows import NotFound
from workflows.words import WordsMissing


class TestReceiveGoods:
    @pytest.mark.requirement("AP-05")
    def test_confirms_once_what_came_into_the_warehouse(self, life):
        case = life.proposed(12, 121)

        receive_goods(life.session, complaint_id=case.id, note="12瓶完好", actor=life.company.logistics, at=NOON)

        assert (case.goods_received_at, case.goods_received_by_id) == (NOON, life.company.logistics.id)
        event = last_event(life.session)
        assert (event.kind, event.clause, event.note) == ("complaint.goods_received", "P06 六(5)", "12瓶完好")
        with refused(life.session, NotPossible, says="The goods are already received."):
            receive_goods(life.session, complaint_id=case.id, actor=life.company.logistics, at=NOON)

    def test_is_logistics_where_goods_are_waited_for(self, life):
        ten, above = life.proposed(12, 120), life.proposed(12, 121)

        with refused(life.session, NotFound):
            receive_goods(life.session, complaint_id=ten.id, actor=life.company.logistics, at=NOON)
        with refused(life.session, NotPossible, says="It is for: "):
            receive_goods(life.session, complaint_id=above.id, actor=life.company.clerk, at=NOON)


class TestHandOver:
    def test_gives_the_goods_away_once(self, life):
        case = life.filed(12, 48)

        hand_over(life.session, complaint_id=case.id, carrier="自有车辆", actor=life.company.logistics, at=NOON)

        order = case.settlement.execution
        assert (order.handed_over_at, order.handed_over_by_id, order.carrier) == (
            NOON,
            life.company.logistics.id,
            "自有车辆",
        )
        with refused(life.session, NotPossible, says="The goods are already handed over."):
            hand_over(life.session, complaint_id=case.id, carrier="自有车辆", actor=life.company.logistics, at=NOON)

    def test_is_not_asked_where_money_alone_is_given(self, life):
        case = life.ready()
        proposal = life.company.proposal(12, 12, "20.00")
        money = type(proposal)(proposal.lines[1:], proposal.reason)
        do(life, Act.PROPOSE, case, proposal=money)
        life.sign_all(case)
        do(life, Act.FILE, case)

        # Nothing for logistics to see.
        with refused(life.session, NotFound):
            do(life, Act.HAND_OVER, case)
        with refused(life.session, NotPossible, says="Finance has not paid yet."):
            do(life, Act.PROVE, case)
        do(life, Act.PAY, case)
        do(life, Act.PROVE, case)

        assert case.state is State.EXECUTED


class TestPay:
    @pytest.mark.requirement("AP-06")
    def test_pays_once_what_the_general_manager_signed_for(self, life):
        case = life.filed(12, 48, "20.00")

        pay(life.session, complaint_id=case.id, voucher="FK-001", actor=life.company.finance, at=NOON)

        order = case.settlement.execution
        assert (order.paid_at, order.paid_by_id, order.payment_voucher) == (NOON, life.company.finance.id, "FK-001")
        assert last_event(life.session).clause == "P06 六(5)"
        with refused(life.session, NotPossible, says="It is already paid."):
            pay(life.session, complaint_id=case.id, voucher="FK-002", actor=life.company.finance, at=NOON)

    def test_sees_no_case_without_money(self, life):
        case = life.filed(12, 48)

        with refused(life.session, NotFound):
            pay(life.session, complaint_id=case.id, voucher="FK-001", actor=life.company.finance, at=NOON)

    def test_needs_a_voucher(self, life):
        case = life.filed(12, 48, "20.00")

        with refused(life.session, WordsMissing):
            pay(life.session, complaint_id=case.id, voucher=" ", actor=life.company.finance, at=NOON)


class TestProve:
    def show(self, life, case, **values):
        ordinary = {"received_by": "李敏", "proof": "已签收", "actor": life.company.clerk, "at": AFTERNOON}
        return prove(life.session, complaint_id=case.id, storage=life.storage, **{**ordinary, **values})

    def handed_over(self, life):
        case = life.filed(12, 48)
        do(life, Act.HAND_OVER, case)
        return case

    def test_waits_for_goods_and_money(self, life):
        case = life.filed(12, 48, "20.00")

        with refused(life.session, NotPossible, says="Logistics has not handed over the goods yet."):
            self.show(life, case)
        do(life, Act.HAND_OVER, case)
        with refused(life.session, NotPossible, says="Finance has not paid yet."):
            self.show(life, case)
        do(life, Act.PAY, case)
        self.show(life, case)

        assert case.state is State.EXECUTED

    def test_keeps_who_received_it_with_photo_and_words(self, life):
        case = self.handed_over(life)

        self.show(life, case, uploads=[picture()])

        order, file = case.settlement.execution, case.attachments[0]
        assert (order.proved_at, order.received_by, order.proof) == (AFTERNOON, "李敏", "已签收")
        assert (file.kind, file.added_by_id) == (AttachmentKind.PROOF, life.company.clerk.id)
        assert life.storage.path(file.stored_name).exists()

    def test_is_a_photo_or_words(self, life):
        case = self.handed_over(life)

        with refused(life.session, WordsMissing) as no:
            self.show(life, case, received_by=" ", proof="")
        self.show(life, case, proof="", uploads=[picture()])

        assert [name for name, _text in no.value.fields] == ["received_by", "proof"]

    @pytest.mark.parametrize("upload", [Upload("x.html", b"<html>"), Upload("x.jpg", b"")])
    def test_is_no_other_file(self, life, upload):
        case = self.handed_over(life)

        with refused(life.session, NotAFileWeTake):
            self.show(life, case, uploads=[picture(), upload])
        assert not life.storage.folder.exists() or not list(life.storage.folder.iterdir())


class TestOutOfWhoseStock:
    """Goods come out of our warehouse or a distributor's, who is replenished after the month (P06 五(7))."""

    @pytest.mark.requirement("LG-03")
    def test_is_written_down_with_the_hand_over(self, life):
        case, company = life.filed(), life.company
        dealer = make_customer(life.session, company.region, kind=CustomerKind.DISTRIBUTOR)

        hand_over(
            life.session, complaint_id=case.id, carrier="自提", supplier_id=dealer.id, actor=company.logistics, at=NOON
        )

        assert case.settlement.execution.supplier_id == dealer.id
        assert last_event(life.session).changes["supplier_id"] == [None, dealer.id]

    @pytest.mark.parametrize("values", [{"kind": CustomerKind.WHOLESALER}, {"active": False}])
    def test_is_a_distributors_in_use(self, life, values):
        case, company = life.filed(), life.company
        other = make_customer(life.session, company.region, **{"kind": CustomerKind.DISTRIBUTOR, **values})

        with refused(life.session, NotADistributor):
            hand_over(
                life.session,
                complaint_id=case.id,
                carrier="自提",
                supplier_id=other.id,
                actor=company.logistics,
                at=NOON,
            )

    def test_is_usually_the_distributor_of_the_sales_point(self, life):
        company = life.company
        dealer = make_customer(life.session, company.region, kind=CustomerKind.DISTRIBUTOR)
        shop = make_customer(life.session, company.region, kind=CustomerKind.SALES_POINT, distributor_id=dealer.id)
        ours, theirs = life.ready(), life.ready(customer_id=shop.id, customer_kind=CustomerKind.SALES_POINT)

        assert (usual_supplier(ours), usual_supplier(theirs)) == (None, dealer.id)

"""The shape of single entries: what is taken, how it is tidied, and what is refused with a sentence."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from admin_views.forms import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    LineField,
    MomentField,
    MoneyField,
    PickField,
    ProseField,
    TermField,
    TermsField,
    required,
)
from admin_views.lookups import Pick
from models import Batch, Customer
from terms.people import Role
from terms.time import SHANGHAI
from terms.trade import CustomerKind, Unit
from tests.factories import make_batch, make_customer, make_product, make_region, make_staff


class Entry(Form):
    line = LineField("Line", most=10)
    prose = ProseField("Prose", most=20)
    number = IntegerField("Number", least=0, most=1000)
    money = MoneyField("Money")
    day = DateField("Day")
    moment = MomentField("Moment")
    unit = TermField("Unit", Unit)
    kinds = TermsField("Kinds", CustomerKind)
    tick = BooleanField("Tick")


@pytest.fixture(autouse=True)
def asked(desk, session):
    """Sentences are translated for whoever asks, so there must be a request."""
    with desk.test_request_context():
        yield


def entered(name: str, *values: str):
    form = Entry(MultiDict([(name, value) for value in values] or [("other", "")]))
    valid = form.validate()
    return form[name].data if valid else [str(error) for error in form[name].errors]


class TestLineField:
    @pytest.mark.parametrize(
        ("typed", "kept"), [("  桃子 ", "桃子"), ("", ""), ("   ", ""), ("a\tb", "a\tb"), ("x" * 10, "x" * 10)]
    )
    def test_tidies(self, typed, kept):
        assert entered("line", typed) == kept

    @pytest.mark.parametrize("typed", ["x" * 11, "a\x00b", "a\x1bb", "\ud800", "a\x7f"])
    def test_refuses(self, typed):
        assert isinstance(entered("line", typed), list)

    def test_is_an_empty_word_when_nothing_is_sent(self):
        assert entered("line") == ""


class TestProseField:
    def test_keeps_lines_with_one_kind_of_end(self):
        assert entered("prose", "one\r\ntwo\n\nthree\r\n") == "one\ntwo\n\nthree"


class TestIntegerField:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [("12", 12), (" 12 ", 12), ("０１２", 12), ("0", 0), ("1000", 1000), ("", None), ("  ", None)],
    )
    def test_reads(self, typed, number):
        assert entered("number", typed) == number

    @pytest.mark.parametrize(
        "typed",
        [
            "-1",
            "1001",
            "1.5",
            "1e3",
            "1,000",
            "١٢",
            "½",
            "0x10",
            "nan",
            "inf",
            "2147483648",
            "9" * 5000,
            "--1",
            "1 2",
            "\x00",
        ],
    )
    def test_refuses(self, typed):
        assert isinstance(entered("number", typed), list)


class TestMoneyField:
    @pytest.mark.parametrize(
        ("typed", "yuan"),
        [("12", "12"), ("12.5", "12.5"), ("¥1,234.50", "1234.50"), ("１２．３４", "12.34"), ("0", "0"), ("7.", "7")],
    )
    def test_reads(self, typed, yuan):
        assert entered("money", typed) == Decimal(yuan)

    def test_is_nothing_when_empty(self):
        assert entered("money", " ") is None

    @pytest.mark.parametrize(
        "typed", ["12.345", "-1", "+1", "1e5", "NaN", "Infinity", ".5", "1.2.3", "9" * 11, "12元", "0x1"]
    )
    def test_refuses(self, typed):
        assert isinstance(entered("money", typed), list)


class TestDateField:
    @pytest.mark.parametrize("typed", ["2026-09-16", "2026/09/16", "20260916", "2026年9月16日", "２０２６-09-16"])
    def test_reads_the_usual_spellings(self, typed):
        assert entered("day", typed) == date(2026, 9, 16)

    @pytest.mark.parametrize(
        "typed", ["2026-02-30", "0026-09-16", "1899-12-31", "2200-01-01", "16.9.2026", "today", "9999-99-99"]
    )
    def test_refuses(self, typed):
        assert isinstance(entered("day", typed), list)


class TestMomentField:
    def test_is_on_the_companys_clock(self):
        assert entered("moment", "2026-09-16T09:10") == datetime(2026, 9, 16, 9, 10, tzinfo=SHANGHAI)

    @pytest.mark.parametrize("typed", ["2026-09-16", "1066-10-14T09:00", "soon", "2026-09-16T25:00"])
    def test_refuses(self, typed):
        assert isinstance(entered("moment", typed), list)


class TestTermField:
    @pytest.mark.parametrize(("typed", "member"), [("case", Unit.CASE), ("", None)])
    def test_reads(self, typed, member):
        assert entered("unit", typed) is member

    @pytest.mark.parametrize("typed", ["CASE", "箱", "Case", "case ", "None", "0", "\x00"])
    def test_refuses(self, typed):
        assert isinstance(entered("unit", typed), list)

    def test_refuses_a_member_that_is_not_offered(self):
        class Narrow(Form):
            unit = TermField("Unit", Unit, required(), among=(Unit.BOTTLE,))

        assert not Narrow(MultiDict({"unit": "case"})).validate()


class TestTermsField:
    def test_reads_several(self):
        assert entered("kinds", "consumer", "wholesaler") == {CustomerKind.CONSUMER, CustomerKind.WHOLESALER}

    def test_is_empty_without_any(self):
        assert entered("kinds") == frozenset()

    def test_refuses_an_unknown_one_among_them(self):
        assert isinstance(entered("kinds", "consumer", "bogus"), list)


class TestBooleanField:
    @pytest.mark.parametrize(("sent", "tick"), [("1", True), ("y", True), ("0", False), ("false", False), ("", False)])
    def test_reads(self, sent, tick):
        assert entered("tick", sent) is tick

    def test_is_off_when_nothing_is_sent(self):
        assert entered("tick") is False


class TestRequired:
    @pytest.mark.parametrize("typed", ["", " ", "\n\t", "　"])
    def test_blanks_are_nothing(self, typed):
        class Strict(Form):
            line = LineField("Line", required())

        assert not Strict(MultiDict({"line": typed})).validate()


class TestMarks:
    @pytest.mark.parametrize("token", ["", "short", "x" * 65, "桃" * 20, "a\x00" * 10])
    def test_a_strange_token_is_replaced_by_an_own_one(self, token):
        form = Entry(MultiDict({"submission": token}))

        assert form.submission.data != token
        assert len(form.submission.data) >= 30

    def test_a_sent_token_stays(self):
        assert Entry(MultiDict({"submission": "t" * 32})).submission.data == "t" * 32

    def test_every_empty_form_has_a_token_of_its_own(self):
        assert Entry().submission.data != Entry().submission.data

    def test_values_leave_the_marks_out(self):
        assert not {"version", "submission"} & Entry().values().keys()


class TestPickBesideAnother:
    """A batch picked beside a product: only that product's batches."""

    BATCHES = Pick(
        Batch, beside=("product_id",), fills=lambda row: {"produced_on": row.produced_on.isoformat()},
        narrow=lambda beside: Batch.product_id == beside["product_id"] if beside["product_id"] else None,
    )  # fmt: skip

    @pytest.fixture(autouse=True)
    def somebody(self, monkeypatch, session, asked):
        clerk = make_staff(session, Role.CLERK, region=make_region(session))
        monkeypatch.setattr("admin_views.lookups.person", clerk.as_person)

    def field(self, **sent):
        class Beside(Form):
            batch_id = PickField("Batch", self.BATCHES)

        form = Beside(MultiDict({name: str(value) for name, value in sent.items()}))
        return form.batch_id if form.validate() else None

    def test_takes_a_batch_of_the_picked_product_only(self, session):
        juice, soda = make_product(session), make_product(session)
        batch = make_batch(session, juice, code="20260601A")

        assert self.field(batch_id=batch.id, product_id=juice.id).data == batch.id
        assert self.field(batch_id=batch.id, product_id="").data == batch.id
        assert self.field(batch_id=batch.id, product_id=soda.id) is None
        assert self.field(**{"batch_id-text": "20260601A", "product_id": juice.id}).data == batch.id

    def test_tells_what_it_fills_in(self, session):
        batch = make_batch(session, make_product(session))

        assert self.BATCHES.answer(batch) == {"id": batch.id, "text": batch.code, "fill": {"produced_on": "2026-06-01"}}


class TestPick:
    def test_sees_nothing_without_a_person(self, session):
        customer = make_customer(session, make_region(session), name="桃园便利店")

        assert Pick(Customer).one(customer.id) is None
        assert Pick(Customer).matches("桃园") == []

"""Shipments: which goods went to whom, at what price and under which promotion."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy import ColumnElement, or_, select

from admin_views.exports import WithFiles
from admin_views.filters import Dates, Picked
from admin_views.forms import DateField, Form, IntegerField, LineField, MoneyField, PickField, required
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import BATCHES, CUSTOMERS
from admin_views.story import Cell, Facts
from admin_views.words import money
from models import Batch, Customer, Shipment
from queries.search import long_enough, matching
from rules.permissions import Permission
from terms.exchange import FileKind
from workflows.shipments.change import change
from workflows.shipments.create import create

GOODS = ("customer", "product", "batch", "produced_on", "shipped_on", "cases")
TERMS = ("price", "worth", "promotion", "voucher")


class ShipmentForm(Form):
    groups = (
        (lazy_gettext("Goods"), ("customer_id", "batch_id", "shipped_on", "cases")),
        (lazy_gettext("Terms"), ("price", "promotion", "voucher")),
    )
    customer_id = PickField(label_of("customer"), CUSTOMERS, required())
    batch_id = PickField(label_of("batch"), BATCHES, required())
    shipped_on = DateField(label_of("shipped_on"), required())
    cases = IntegerField(lazy_gettext("Cases shipped"), required(), least=1)
    price = MoneyField(lazy_gettext("Price per case"), required())
    promotion = LineField(
        label_of("promotion"), description=lazy_gettext("Returns are judged by it: gifts have to come back."),
    )  # fmt: skip
    voucher = LineField(label_of("voucher"), most=64)


def worth(row: Shipment) -> Cell:
    return Cell(money(row.price * row.cases), numeric=True)


class Shipments(WithFiles):
    model = Shipment
    file_kind = FileKind.SHIPMENTS
    address = "shipment"
    title, icon = lazy_gettext("Shipments"), "truck"
    permissions = {
        "read": Permission.SHIPMENT_READ,
        "create": Permission.SHIPMENT_WRITE,
        "edit": Permission.SHIPMENT_WRITE,
        "export": Permission.EXPORT,
    }
    create_with, update_with = staticmethod(create), staticmethod(change)
    form = ShipmentForm
    eager = ("customer", "batch.product")
    column_list = (
        "number", "shipped_on", "customer.name", "batch.product.name", "batch.code", "cases", "price", "promotion",
    )  # fmt: skip
    column_labels = {
        "batch.product.name": label_of("product"),
        "batch.code": label_of("batch"),
        "cases": lazy_gettext("Cases shipped"),
        "price": lazy_gettext("Price per case"),
        "worth": lazy_gettext("Worth"),
    }
    column_sortable_list = ("number", "shipped_on")
    column_searchable_list = ("number",)
    column_default_sort = "-shipped_on"
    column_formatters = {"worth": worth}
    filters = (Picked("customer_id", CUSTOMERS), Picked("batch_id", BATCHES), Dates("shipped_on"))

    def found_by(self, term: str) -> ColumnElement[bool]:
        """By the beginning of its number, or as the customer or the batch is found."""
        number = term.strip().upper()
        begins = Shipment.number.startswith(number, autoescape=True)
        if not long_enough(term):
            return begins
        return or_(
            begins,
            Shipment.customer_id.in_(select(Customer.id).where(matching(Customer, term))),
            Shipment.batch_id.in_(select(Batch.id).where(matching(Batch, term))),
        )

    def search_hint(self) -> str:
        return gettext("Number, customer, batch")

    def sections(self, row: Shipment) -> list[Any]:
        goods = {
            "customer": linked("customer", row.customer),
            "product": linked("product", row.batch.product),
            "batch": linked("batch", row.batch),
            "produced_on": self.cell(row, "batch.produced_on"),
        }
        return [
            Facts(gettext("Goods"), [(self.label(name), goods.get(name) or self.cell(row, name)) for name in GOODS]),
            Facts(gettext("Terms"), [(self.label(name), self.cell(row, name)) for name in TERMS]),
        ]

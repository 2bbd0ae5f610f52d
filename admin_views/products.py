"""Products: what is sold, in what it is packed, and what is wrong with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import g
from flask_babel import gettext, lazy_gettext

from admin_views import side_tables
from admin_views.clock import today
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Flag
from admin_views.forms import BooleanField, Form, IntegerField, LineField, MoneyField, TermField, required
from admin_views.labels import label_of
from admin_views.links import linked, list_of
from admin_views.scoped import Tab
from admin_views.side_tables import count
from admin_views.signed_in import actor, may
from admin_views.story import Cell, Facts, Table
from admin_views.words import words
from models import Complaint, Product, db
from queries.complained import batches_of, per_batch, per_fault, per_product
from rules.permissions import Permission
from terms.exchange import FileKind
from terms.trade import Package
from workflows.products.change import change
from workflows.products.create import create

YEAR = timedelta(days=365)


class ProductForm(Form):
    groups = (
        (lazy_gettext("Product"), ("sku", "name", "package", "spec", "product_line")),
        (lazy_gettext("Figures"), ("units_per_case", "shelf_life_days", "price")),
    )
    sku = LineField(label_of("sku"), required(), most=64)
    name = LineField(label_of("name"), required())
    package = TermField(label_of("package"), Package, required())
    spec = LineField(label_of("spec"), most=64, description=lazy_gettext("As it stands on the case, e.g. 250ml×24."))
    product_line = LineField(
        label_of("product_line"), most=64, description=lazy_gettext("Where some goods have a policy of their own.")
    )
    units_per_case = IntegerField(label_of("units_per_case"), required(), least=1, most=10000)
    shelf_life_days = IntegerField(label_of("shelf_life_days"), required(), least=1, most=10000)
    price = MoneyField(lazy_gettext("Price per bottle"), required())


class ChangeProductForm(ProductForm):
    active = BooleanField(label_of("active"), description=lazy_gettext("Without it, nobody finds it for new cases."))


def use(row: Product) -> Cell:
    return Cell(gettext("Being used")) if row.active else Cell(gettext("Out of use"), pill="pill-disabled")


def complained(row: Product) -> Cell:
    return count(g.complained.get(row.id, 0))


class Products(WithFiles):
    model = Product
    file_kind = FileKind.PRODUCTS
    address = "product"
    title, icon = lazy_gettext("Products"), "box"
    permissions = {
        "read": Permission.PRODUCT_READ,
        "create": Permission.PRODUCT_WRITE,
        "edit": Permission.PRODUCT_WRITE,
        "export": Permission.EXPORT,
    }
    create_with, update_with = staticmethod(create), staticmethod(change)
    form = ProductForm
    edit_form_class = ChangeProductForm
    column_list = (
        "sku", "name", "package", "spec", "product_line", "units_per_case", "shelf_life_days", "price", "active",
    )  # fmt: skip
    column_labels = {
        "active": label_of("status"),
        "complained": lazy_gettext("Complaints in a year"),
        "price": lazy_gettext("Price per bottle"),
    }
    details_template = "customer/details.html"
    column_sortable_list = ("sku", "name", "shelf_life_days", "price")
    column_default_sort = "sku"
    column_formatters = {"active": use, "complained": complained}
    filters = (Choice("package", Package), Flag("active"))
    tabs = (Tab("out", lazy_gettext("Out of use"), lambda: Product.active.is_(False)),)

    def list_columns(self, asked: Any) -> list[dict[str, Any]]:
        """With the complaints, for those who see cases."""
        columns = super().list_columns(asked)
        if not may(Permission.COMPLAINT_READ):
            return columns
        return [*columns, {**self._list_column("complained", asked), "numeric": True}]

    def gather(self, rows: list[Product]) -> None:
        keys = [row.id for row in rows]
        sees = may(Permission.COMPLAINT_READ)
        g.complained = per_product(db.session(), keys, actor().as_person(), since=today() - YEAR) if sees else {}

    def sections(self, row: Product) -> list[Any]:
        facts = [(self.label(name), self.cell(row, name)) for name in self.column_list]
        return [
            Facts(gettext("Product"), facts),
            *self._faults(row),
            self._batches(row),
            *side_tables.complaints(Complaint.product_id == row.id, without="product", product_id=row.id),
        ]

    def _faults(self, row: Product) -> list[Table]:
        if not may(Permission.COMPLAINT_READ):
            return []
        found = per_fault(db.session(), actor().as_person(), product_id=row.id, since=today() - YEAR)
        rows = [[Cell(words(fault)), count(cases)] for fault, cases in found]
        labels = [label_of("fault"), gettext("Complaints")]
        return [
            Table(
                gettext("What was wrong in the last year"), labels, rows, empty=gettext("No complaints in your sight.")
            )
        ]

    def _batches(self, row: Product) -> Table:
        found = batches_of(db.session(), row.id, side_tables.FIRST + 1)
        complaints = per_batch(db.session(), [one.id for one in found], actor().as_person())
        labels = [label_of(name) for name in ("batch", "produced_on", "produced_quantity", "production_line")]
        rows = [
            [
                linked("batch", one), Cell(words(one.produced_on)), count(one.produced_quantity),
                Cell(words(one.production_line)), count(complaints.get(one.id, 0)),
            ]
            for one in found
        ]  # fmt: skip
        return side_tables.table(
            gettext("Newest batches"), [*labels, gettext("Complaints")], rows, list_of("batch", product_id=row.id),
            gettext("No batches yet."),
        )  # fmt: skip

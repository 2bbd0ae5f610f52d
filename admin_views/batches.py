"""Batches: when they were made, to whom they went, what came back."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from flask import g
from flask_babel import gettext, lazy_gettext

from admin_views import side_tables
from admin_views.clock import today
from admin_views.exports import WithFiles
from admin_views.filters import Dates, Picked
from admin_views.forms import DateField, Form, IntegerField, LineField, PickField, required
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import PRODUCTS
from admin_views.side_tables import count
from admin_views.signed_in import actor, may
from admin_views.story import Cell, Facts
from admin_views.words import words
from models import Batch, Complaint, Shipment, db
from queries.complained import per_batch
from rules.permissions import Permission
from terms.exchange import FileKind
from workflows.products.change_batch import change_batch
from workflows.products.create_batch import create_batch

MILLION = 1_000_000


class BatchForm(Form):
    code = LineField(
        label_of("batch_code"), required(), most=64, description=lazy_gettext("As it is printed on the goods.")
    )
    product_id = PickField(label_of("product"), PRODUCTS, required())
    produced_on = DateField(label_of("produced_on"), required())
    produced_quantity = IntegerField(
        label_of("produced_quantity"), default=0, description=lazy_gettext("In bottles; 0 when not known.")
    )
    production_line = LineField(label_of("production_line"), most=64)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "produced_quantity": found["produced_quantity"] or 0}


def expires(row: Batch) -> Cell:
    """The first day on which the goods are past their shelf life."""
    day = row.produced_on + timedelta(days=row.product.shelf_life_days)
    return Cell(words(day), mark="late" if day <= today() else "")


def made(row: Batch) -> Cell:
    return count(row.produced_quantity)


def complained(row: Batch) -> Cell:
    return count(g.complained.get(row.id, 0))


class Batches(WithFiles):
    model = Batch
    file_kind = FileKind.BATCHES
    address = "batch"
    title, icon = lazy_gettext("Batches"), "boxes"
    permissions = {
        "read": Permission.PRODUCT_READ,
        "create": Permission.PRODUCT_WRITE,
        "edit": Permission.PRODUCT_WRITE,
        "export": Permission.EXPORT,
    }
    create_with, update_with = staticmethod(create_batch), staticmethod(change_batch)
    form = BatchForm
    eager = ("product",)
    column_list = ("code", "product.name", "produced_on", "expires", "produced_quantity", "production_line")
    column_labels = {
        "code": label_of("batch_code"),
        "expires": lazy_gettext("Shelf life ends"),
        "complained": lazy_gettext("Complaints"),
    }
    details_template = "customer/details.html"
    column_sortable_list = ("code", "produced_on", "produced_quantity")
    column_default_sort = "-produced_on"
    column_formatters = {"expires": expires, "complained": complained, "produced_quantity": made}
    filters = (Picked("product_id", PRODUCTS), Dates("produced_on"))

    def list_columns(self, asked: Any) -> list[dict[str, Any]]:
        """With the complaints, for those who see cases."""
        columns = super().list_columns(asked)
        if not may(Permission.COMPLAINT_READ):
            return columns
        return [*columns, {**self._list_column("complained", asked), "numeric": True}]

    def gather(self, rows: list[Batch]) -> None:
        sees = may(Permission.COMPLAINT_READ)
        g.complained = per_batch(db.session(), [row.id for row in rows], actor().as_person()) if sees else {}

    def sections(self, row: Batch) -> list[Any]:
        self.gather([row])
        facts = [(self.label(name), self.cell(row, name)) for name in self.column_list]
        facts[1] = (self.label("product"), linked("product", row.product))
        return [
            Facts(gettext("Batch"), [*facts, *self._rate(row)]),
            *side_tables.complaints(Complaint.batch_id == row.id, without="product", batch_id=row.id),
            *side_tables.shipments(Shipment.batch_id == row.id, by="customer", batch_id=row.id),
        ]

    def _rate(self, row: Batch) -> list[tuple[Any, Cell]]:
        """Complaints against what was made, which lets batches of any size be compared."""
        if not may(Permission.COMPLAINT_READ):
            return []
        cases = g.complained.get(row.id, 0)
        rate = f"{float(Fraction(cases * MILLION, row.produced_quantity)):,.1f}" if row.produced_quantity else None
        return [(gettext("Complaints"), count(cases)), (gettext("Complaints per million bottles"), Cell(words(rate)))]

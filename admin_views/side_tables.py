"""Rows that stand beside a customer, a product, a batch or a person: the newest few, in scope, with the way to all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from admin_views.case_words import amount as quantity
from admin_views.labels import label_of
from admin_views.links import linked, list_of
from admin_views.signed_in import may, person
from admin_views.story import Cell, Table
from admin_views.words import money, words
from models import Complaint, ServiceRecord, Shipment, db
from queries.scope import visible
from rules.permissions import Permission

FIRST = 8

Condition = ColumnElement[bool]


def newest(model: type[Any], condition: Condition, order: Any, *told: Any, first: int = FIRST) -> list[Any]:
    """The newest rows in scope, and one more where there are more."""
    wanted = visible(select(model), model, person()).where(condition).order_by(order.desc(), model.id.desc())
    return list(db.session.scalars(wanted.limit(first + 1).options(*told)).unique())


def table(title: Any, labels: Sequence[Any], rows: Sequence[Sequence[Cell]], more: str, empty: Any) -> Table:
    """The first rows; the way to all of them only when some were left out."""
    return Table(title, labels, rows[:FIRST], more=more if len(rows) > FIRST else "", empty=empty)


def complaints(condition: Condition, *, without: str = "", **narrowed: Any) -> list[Table]:
    """Complaints; none for those who see no cases. without: a column that the page says already."""
    if not may(Permission.COMPLAINT_READ):
        return []
    found = newest(Complaint, condition, Complaint.id, joinedload(Complaint.product), joinedload(Complaint.assigned_to))
    columns = [name for name in ("number", "state", "registered_on", "product", "fault", "quantity") if name != without]
    rows = [[_complaint_cell(row, name) for name in columns] for row in found]
    labels = [label_of(name) for name in columns]
    more = list_of("complaint", **narrowed)
    return [table(gettext("Complaints"), labels, rows, more, gettext("No complaints in your sight."))]


def _complaint_cell(row: Complaint, column: str) -> Cell:
    if column == "number":
        return linked("complaint", row, mark="short")
    if column == "state":
        return Cell(words(row.state), pill=f"pill-{row.state.value}")
    if column == "quantity":
        return Cell(quantity(row), numeric=True)
    if column == "registered_on":
        return Cell(words(row.registered_on), mark="short")
    value = getattr(row, column)
    return Cell(words(str(value) if column == "product" and value else value))


def shipments(condition: Condition, *, by: str, **narrowed: Any) -> list[Table]:
    """Shipments; by: what the page does not say already, `batch` or `customer`."""
    if not may(Permission.SHIPMENT_READ):
        return []
    told = (joinedload(Shipment.customer), joinedload(Shipment.batch))
    found = newest(Shipment, condition, Shipment.shipped_on, *told)
    goods = [label_of("product"), label_of("batch")] if by == "batch" else [label_of("customer")]
    labels = [label_of("number"), label_of("shipped_on"), *goods, gettext("Cases shipped"), label_of("promotion")]
    rows = [
        [*_shipped(row), *_goods(row, by), Cell(f"{row.cases:,}", numeric=True), Cell(words(row.promotion))]
        for row in found
    ]
    more = list_of("shipment", **narrowed)
    return [table(gettext("Shipments"), labels, rows, more, gettext("No shipments in your sight."))]


def _shipped(row: Shipment) -> list[Cell]:
    return [linked("shipment", row, mark="short"), Cell(words(row.shipped_on), mark="short")]


def _goods(row: Shipment, by: str) -> list[Cell]:
    if by == "batch":
        return [Cell(row.batch.product.name), linked("batch", row.batch, mark="short")]
    return [linked("customer", row.customer)]


def services(condition: Condition, **narrowed: Any) -> list[Table]:
    """Service records."""
    if not may(Permission.SERVICE_READ):
        return []
    found = newest(ServiceRecord, condition, ServiceRecord.id, joinedload(ServiceRecord.engineer))
    labels = [label_of(name) for name in ("number", "status", "kind", "requested_at", "engineer", "rating")]
    rows = [
        [
            linked("service", row, mark="short"),
            Cell(words(row.status), pill=f"pill-{row.status.value}"),
            Cell(words(row.kind)),
            Cell(words(row.requested_at)),
            Cell(words(row.engineer.name if row.engineer else None)),
            Cell(words(row.rating), numeric=True),
        ]
        for row in found
    ]
    more = list_of("service", **narrowed)
    return [table(gettext("Service records"), labels, rows, more, gettext("No service records in your sight."))]


def amount(value: Any) -> Cell:
    """Yuan, at the right."""
    return Cell(money(value), numeric=True)


def count(value: int) -> Cell:
    """A count, at the right, with thousands; nothing for nought, so that the eye finds what there is."""
    return Cell(f"{value:,}" if value else "—", numeric=True)

"""The cost ledger: entries of freight, tests and labour, and the month's whole by department and product."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import ColumnElement, select

from admin_views.base import opens
from admin_views.beside_case import told_by
from admin_views.clock import today
from admin_views.days_asked import month_asked
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Dates, OfCase, Picked
from admin_views.forms import DateField, Form, LineField, MoneyField, PickField, TermField, required
from admin_views.goods_picks import PRODUCTS
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import COMPLAINTS, DEPARTMENTS, STAFF
from admin_views.record_screen import Page, RecordScreen
from admin_views.scoped import Tab
from admin_views.signed_in import actor, may, person
from admin_views.story import Cell, Facts
from models import Complaint, Cost, db
from queries.costs import of_month
from queries.rulebook import in_force
from rules.authority import reviewer_of
from rules.costs import ENTERED, STEPS, kinds_of
from rules.permissions import Permission
from terms.authority import Reviewed
from terms.costs import CostAct, CostKind, CostStatus
from terms.exchange import FileKind
from workflows.costs.change import correct, facts_of, withdraw
from workflows.costs.enter import enter


class CostFields(Form):
    """What an entry says; the kinds offered are those of the reader's post."""

    kind = TermField(label_of("kind"), CostKind, required(), among=ENTERED)
    amount = MoneyField(label_of("amount"), required())
    spent_on = DateField(label_of("spent_on"), required())
    purpose = LineField(label_of("purpose"), required(), render_kw={"wide": True})
    voucher = LineField(
        label_of("voucher"), most=64, description=lazy_gettext("Freight and tests need one: the number of the bill.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.among = kinds_of(actor().as_person()) or ENTERED


class EnterForm(CostFields):
    complaint_id = PickField(label_of("complaint"), COMPLAINTS, required())
    groups = (("", ("complaint_id", "kind", "amount", "spent_on", "voucher", "purpose")),)


class WithdrawForm(Form):
    reason = LineField(label_of("reason"), required(), render_kw={"wide": True})


def said(row: Cost) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "amount", "spent_on", "purpose", "voucher")}


class Costs(WithFiles, RecordScreen):
    model = Cost
    file_kind = FileKind.COSTS
    address = "cost"
    title, icon = lazy_gettext("Case costs"), "money"
    permissions = {"read": Permission.COST_READ, "create": Permission.COST_ENTER, "export": Permission.EXPORT}
    create_with = staticmethod(enter)
    form = EnterForm
    eager = ("complaint.department", "complaint.product", "entered_by")
    column_list = (
        "number", "status", "case", "kind", "amount", "spent_on", "purpose", "product", "entered_by.name",
    )  # fmt: skip
    column_labels: dict[str, Any] = {"case": label_of("complaint")}
    column_sortable_list = ("number", "spent_on")
    column_searchable_list = ("number", "voucher", "purpose")
    pills = ("status",)
    column_formatters = {
        "case": lambda row: row.complaint.number,
        "product": lambda row: row.complaint.product.name if row.complaint.product else "",
        "department": lambda row: row.complaint.department.name,
    }
    filters = (
        Choice("kind", CostKind),
        Choice("status", CostStatus),
        OfCase("department_id", DEPARTMENTS),
        OfCase("product_id", PRODUCTS),
        Picked("entered_by_id", STAFF),
        Dates("spent_on"),
    )
    tabs = (Tab("mine", lazy_gettext("Entered by me"), lambda: Cost.entered_by_id == actor().id),)
    table, facts_of = STEPS, staticmethod(facts_of)
    pages = {
        CostAct.CORRECT: Page(CostFields, correct, said),
        CostAct.WITHDRAW: Page(WithdrawForm, withdraw),
    }
    list_template = "cost/list.html"

    def found_by(self, term: str) -> ColumnElement[bool]:
        return super().found_by(term) | Cost.complaint_id.in_(select(Complaint.id).where(told_by(term)))

    def sections(self, row: Cost) -> list[Any]:
        names: tuple[str, ...] = ("status", "kind", "amount", "spent_on", "purpose", "voucher", "product", "department",
                 "entered_by.name", "entered_at")  # fmt: skip
        names += ("withdrawn_at", "reason") if row.withdrawn_at else ()
        return [Facts("", [(label_of("complaint"), self._case(row)), *self.told(row, names)])]

    def _case(self, row: Cost) -> Cell:
        """The case, for those who see it; finance checks the bill of every case."""
        return linked("complaint", COMPLAINTS.one(row.complaint_id)) if _sees(row) else Cell(row.complaint.number)

    def prefill(self) -> dict[str, Any]:
        case = COMPLAINTS.one(request.args.get("complaint_id", ""))
        kinds = kinds_of(actor().as_person())
        return {"complaint_id": case.id if case else None, "spent_on": today(), "kind": kinds[0] if kinds else None}

    @property
    def month_url(self) -> str:
        return url_for("cost.month_view")

    @expose("/month/")
    @opens("read")
    def month_view(self) -> ResponseReturnValue:
        """The month's costs in the reader's reach: goods and cash as they follow, the rest as entered."""
        month = month_asked()
        return self.render(
            "cost/month.html", heading=gettext("Costs of the month"), month=month, kinds=tuple(CostKind),
            costs=of_month(db.session(), month, person()),
            reviewer=reviewer_of(Reviewed.COST_REPORT, in_force(db.session(), on=today()).authority),
        )  # fmt: skip


def _sees(row: Cost) -> bool:
    return may(Permission.COMPLAINT_READ) and COMPLAINTS.one(row.complaint_id) is not None

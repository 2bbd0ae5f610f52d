"""What distributors are given after the month: the lists, their delivery, the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import String, cast, func, select

from admin_views.base import Screen, opens
from admin_views.clock import today
from admin_views.filters import Choice, Picked
from admin_views.forms import DateField, Form, LineField, posted, required
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.lookups import Pick, key_of
from admin_views.master_picks import DISTRIBUTORS
from admin_views.scoped import Tab
from admin_views.signed_in import actor, person
from admin_views.story import Cell, Facts, Link, Table
from admin_views.uploads import FilesField, storage
from admin_views.words import money, words
from models import DeliveryPaper, Month, Replenishment, ReplenishmentLine, db
from queries.scope import visible
from rules.permissions import Permission
from rules.privacy import phone_for
from terms.month import ReplenishmentStatus
from workflows.replenishments.deliver import deliver, plan


@dataclass(frozen=True)
class MonthPick(Pick):
    """Months are few and found by their digits: 2026-09."""

    def _condition(self, term: str) -> Any:
        return func.substr(cast(Month.month, String), 1, 7).contains(term, autoescape=True)


MONTHS = MonthPick(Month, least=1)


class PlanForm(Form):
    planned_on = DateField(label_of("planned_on"), required())
    carrier = LineField(lazy_gettext("Carrier"))


class DeliverForm(Form):
    delivery_note = LineField(label_of("delivery_note"), required(), most=64)
    delivered_on = DateField(label_of("delivered_on"), required())
    received_by = LineField(lazy_gettext("Received by"), required(), most=64)
    carrier = LineField(lazy_gettext("Carrier"))
    uploads = FilesField(lazy_gettext("Signed delivery note"))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "storage": storage()}


def waiting() -> Any:
    return Replenishment.status == ReplenishmentStatus.LISTED


def bottles_of(row: Replenishment) -> Cell:
    return Cell(str(row.bottles), numeric=True)


def amount_of(row: Replenishment) -> Cell:
    return Cell(money(row.amount), numeric=True)


class Replenishments(Screen):
    model = Replenishment
    address = "replenishment"
    title, icon = lazy_gettext("Replenishment"), "truck"
    permissions = {"read": Permission.REPLENISHMENT_READ, "deliver": Permission.REPLENISHMENT_DELIVER}
    eager = ("of", "distributor", "lines", "delivered_by")
    column_list = (
        "number", "status", "of", "distributor.name", "bottles", "amount", "planned_on", "delivered_on",
        "delivery_note",
    )  # fmt: skip
    column_sortable_list = ("number", "delivered_on", "planned_on")
    column_default_sort = "-number"
    column_searchable_list = ("number", "delivery_note")
    column_formatters = {"bottles": bottles_of, "amount": amount_of}
    column_labels = {"of": lazy_gettext("Month")}
    pills = ("status",)
    filters = (
        Choice("status", ReplenishmentStatus),
        Picked("distributor_id", DISTRIBUTORS),
        Picked("month_id", MONTHS),
    )
    tabs = (Tab("waiting", lazy_gettext("To be delivered"), waiting),)

    def sections(self, row: Replenishment) -> list[Any]:
        facts = (
            "number", "status", "planned_on", "carrier", "delivery_note", "delivered_on", "received_by", "delivered_at",
            "delivered_by.name",
        )  # fmt: skip
        whose = [
            (gettext("Month"), linked("month", row.of)),
            (label_of("distributor"), linked("customer", row.distributor)),
            (gettext("Account"), Cell(gettext("Open the account"), url=account_url(row.distributor_id))),
        ]
        lines = [
            [
                Cell(words(line.ground)), Cell(line.product.name), Cell(str(line.bottles), numeric=True),
                Cell(money(line.bottles * line.price), numeric=True), Cell(self._case_of(line)), Cell(line.clause),
            ]
            for line in row.lines
        ]  # fmt: skip
        labels = (
            gettext("Why"), gettext("Product"), gettext("Bottles"), gettext("Amount"), gettext("Case"),
            gettext("Clause"),
        )  # fmt: skip
        papers = [
            [Cell(one.original_name, url=self.url_of(row, "file_view", file=one.id)), Cell(words(one.added_at)),
             Cell(one.added_by.name)]
            for one in row.papers
        ]  # fmt: skip
        shown = [
            Facts(gettext("Delivery"), [*whose, *((self.label(name), self.cell(row, name)) for name in facts)]),
            Table(gettext("Goods"), labels, lines),
        ]
        if papers:
            shown.append(
                Table(gettext("Signed delivery note"), (gettext("File"), gettext("When"), gettext("Who")), papers)
            )
        return shown

    @staticmethod
    def _case_of(line: ReplenishmentLine) -> str:
        return line.settlement_line.settlement.complaint.number if line.settlement_line else ""

    def links(self, row: Replenishment) -> list[Link]:
        note = [Link(gettext("Delivery note"), self.url_of(row, "note_view"), icon="print")]
        if row.status is ReplenishmentStatus.DELIVERED or not self.allows("deliver"):
            return note
        return [
            Link(gettext("Confirm the delivery"), self.url_of(row, "deliver_view"), primary=True),
            Link(gettext("Plan"), self.url_of(row, "plan_view")),
            *note,
        ]

    @expose("/plan/", methods=("GET", "POST"))
    @opens("deliver")
    def plan_view(self) -> ResponseReturnValue:
        row = self.row()
        form = PlanForm(posted(), data={"planned_on": row.planned_on or today(), "carrier": row.carrier})
        return self.act(row, form, plan, title=gettext("Plan"))

    @expose("/deliver/", methods=("GET", "POST"))
    @opens("deliver")
    def deliver_view(self) -> ResponseReturnValue:
        row = self.row()
        start = {"delivery_note": row.number, "delivered_on": today(), "carrier": row.carrier}
        form = DeliverForm(posted(), data={**start, "received_by": row.distributor.contact})
        return self.act(
            row, form, deliver, title=gettext("Confirm the delivery"), button=gettext("Confirm the delivery")
        )

    @expose("/note/")
    @opens("read")
    def note_view(self) -> ResponseReturnValue:
        """补货单, to go with the goods and come back signed."""
        row = self.row()
        phone = phone_for(actor().as_person(), row.distributor.phone or "")
        return self.render("replenishment/note.html", row=row, phone=phone, heading=gettext("Replenishment note"))

    @expose("/file/")
    @opens("read")
    def file_view(self) -> ResponseReturnValue:
        """One signed note (`?file=`) of a list in the reader's scope; 404 for every other."""
        wanted = select(DeliveryPaper).where(
            DeliveryPaper.id == (key_of(request.args.get("file")) or 0),
            DeliveryPaper.replenishment_id == self.row().id,
        )
        paper = db.session.scalars(visible(wanted, DeliveryPaper, person())).one_or_none() or abort(404)
        path = storage().path(paper.stored_name)
        if not path.is_file():
            abort(404)
        shown = paper.media_type.startswith("image/")
        return send_file(
            path, mimetype=paper.media_type, as_attachment=not shown, download_name=paper.original_name,
            etag=paper.sha256,
        )  # fmt: skip


def account_url(distributor_id: int) -> str:
    return url_for("account.details_view", id=distributor_id)

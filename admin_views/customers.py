"""Customers: the archive card, and everything that happened with this customer."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import func, select

from admin_views import acting, side_tables
from admin_views.base import opens
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Picked
from admin_views.forms import BooleanField, Form, LineField, PickField, TermField, posted, required
from admin_views.labels import label_of
from admin_views.links import linked, opens_to
from admin_views.master_picks import DISTRIBUTORS, REGIONS
from admin_views.messages import tell
from admin_views.scoped import Tab
from admin_views.side_tables import amount, count
from admin_views.signed_in import actor, may, person
from admin_views.story import Cell, Facts, Link, Table
from admin_views.words import words
from models import Complaint, Customer, ServiceRecord, Shipment, db
from queries.scope import visible
from queries.yearly import years
from rules.permissions import Permission
from rules.phones import is_plausible
from rules.privacy import CALLERS, phone_for
from terms.exchange import FileKind
from terms.text import say
from terms.trade import CustomerGrade, CustomerKind
from workflows.customers.change import change
from workflows.customers.create import create
from workflows.customers.set_aside import set_aside, take_back

CARD = ("code", "name", "kind", "grade", "phone", "contact", "address", "region.name", "distributor", "note")
SUPPLIED = ("name", "kind", "phone")
ENTERED = ("active", "created_at", "created_by.name")


class CustomerForm(Form):
    groups = (
        (lazy_gettext("Customer"), ("name", "kind", "grade", "contact", "phone", "same_phone_is_right")),
        (lazy_gettext("Where"), ("region_id", "distributor_id", "address", "note")),
    )
    name = LineField(label_of("name"), required())
    kind = TermField(label_of("kind"), CustomerKind, required())
    grade = TermField(
        label_of("grade"), CustomerGrade, required(),
        description=lazy_gettext("Complaints of key customers go up the queue."),
    )  # fmt: skip
    contact = LineField(label_of("contact"), most=64)
    phone = LineField(label_of("phone"), most=40, render_kw={"inputmode": "tel"})
    same_phone_is_right = BooleanField(lazy_gettext("Another customer has this phone too, and that is right"))
    region_id = PickField(label_of("region"), REGIONS, required())
    distributor_id = PickField(label_of("distributor"), DISTRIBUTORS)
    address = LineField(label_of("address"), render_kw={"wide": True})
    note = LineField(label_of("note"), render_kw={"wide": True})


class ReasonForm(Form):
    reason = LineField(label_of("reason"), required())


def phone(row: Customer) -> str:
    return phone_for(actor().as_person(), row.phone or "")


def grade(row: Customer) -> Cell:
    """Only key customers stand out; every customer being called normal would hide them."""
    return Cell(words(row.grade), pill="pill-key" if row.grade is CustomerGrade.KEY else "")


def use(row: Customer) -> Cell:
    return Cell(gettext("Being used")) if row.active else Cell(gettext("Set aside"), pill="pill-disabled")


class Customers(WithFiles):
    model = Customer
    file_kind = FileKind.CUSTOMERS
    address = "customer"
    title, icon = lazy_gettext("Customers"), "users"
    permissions = {
        "read": Permission.CUSTOMER_READ,
        "create": Permission.CUSTOMER_WRITE,
        "edit": Permission.CUSTOMER_WRITE,
        "export": Permission.EXPORT,
    }
    create_with, update_with = staticmethod(create), staticmethod(change)
    form = CustomerForm
    eager = ("region", "created_by")
    column_list = ("code", "name", "kind", "grade", "phone", "contact", "region.name", "active")
    details_template = "customer/details.html"
    column_sortable_list = ("code", "name")
    column_labels = {"active": label_of("status")}
    column_formatters = {"phone": phone, "grade": grade, "active": use}
    filters = (Choice("kind", CustomerKind), Choice("grade", CustomerGrade), Picked("region_id", REGIONS))
    tabs = (
        Tab("trade", lazy_gettext("Trade"), lambda: Customer.kind != CustomerKind.CONSUMER),
        Tab("consumers", lazy_gettext("Consumers"), lambda: Customer.kind == CustomerKind.CONSUMER),
        Tab("key", lazy_gettext("Key customers"), lambda: Customer.grade == CustomerGrade.KEY),
        Tab("aside", lazy_gettext("Set aside"), lambda: Customer.active.is_(False)),
    )

    # The card.
    def sections(self, row: Customer) -> list[Any]:
        distributor = self._distributor(row)
        facts = [(self.label(name), self.cell(row, name)) for name in CARD if name != "distributor"]
        facts.insert(CARD.index("distributor"), (self.label("distributor"), distributor))
        entered = [(self.label(name), self.cell(row, name)) for name in ENTERED]
        return [
            Facts(gettext("Customer archive"), [*facts, *entered]),
            self._years(row),
            *side_tables.complaints(Complaint.customer_id == row.id, customer_id=row.id),
            *side_tables.shipments(Shipment.customer_id == row.id, by="batch", customer_id=row.id),
            *side_tables.services(ServiceRecord.customer_id == row.id, customer_id=row.id),
            *self._supplied(row),
        ]

    def _distributor(self, row: Customer) -> Cell:
        """The supplier, if the reader may know it."""
        key = row.distributor_id
        return linked("customer", self.get_one(key) if key else None)

    def _years(self, row: Customer) -> Table:
        labels = [
            gettext("Year"), gettext("Cases shipped"), gettext("Worth"), gettext("Complaints"), gettext("Late"),
            gettext("Paid in money"), gettext("Goods given, bottles"), gettext("Service records"),
        ]  # fmt: skip
        rows = [
            [
                Cell(str(year.year)), count(year.cases), amount(year.worth), count(year.complaints), count(year.late),
                amount(year.cash), count(year.goods), count(year.services),
            ]
            for year in years(db.session(), row.id, actor().as_person())
        ]  # fmt: skip
        return Table(gettext("Year by year"), labels, rows, empty=gettext("Nothing happened with this customer yet."))

    def _supplied(self, row: Customer) -> list[Table]:
        """Whom a distributor supplies."""
        if row.kind is not CustomerKind.DISTRIBUTOR:
            return []
        found = side_tables.newest(Customer, Customer.distributor_id == row.id, Customer.id)
        total = db.session.scalar(
            visible(select(func.count(Customer.id)), Customer, person()).where(Customer.distributor_id == row.id)
        )
        labels = [label_of(name) for name in ("code", *SUPPLIED)]
        rows = [
            [
                linked("customer", one, one.code, mark="short"),
                *(self.cell(one, name) for name in ("name", "kind", "phone")),
            ]
            for one in found
        ]
        title = gettext("Supplies (%(count)s)", count=total)
        return [
            Table(title, labels, rows[: side_tables.FIRST], empty=gettext("No customers name it as their supplier."))
        ]

    # What can be done.
    def links(self, row: Customer) -> list[Link]:
        asked = []
        if may(Permission.SERVICE_REQUEST) and opens_to("service") and row.active:
            asked = [
                Link(gettext("Request a service"), url_for("service.create_view", customer_id=row.id), icon="wrench")
            ]
        if row.kind is CustomerKind.DISTRIBUTOR and may(Permission.ACCOUNT_READ) and opens_to("account"):
            asked.append(Link(gettext("Account"), url_for("account.details_view", id=row.id), icon="swap"))
        if not self.can_edit:
            return asked
        turned = (
            Link(gettext("Set aside"), self.url_of(row, "set_aside_view"))
            if row.active
            else Link(gettext("Take back"), self.url_of(row, "take_back_view"))
        )
        return [*asked, turned, *super().links(row)]

    def prefill(self) -> dict[str, Any]:
        return {"kind": CustomerKind.CONSUMER, "grade": CustomerGrade.NORMAL, "region_id": actor().region_id}

    # Those who do not call customers change a card without reading its phone.
    def edit_form_for(self, row: Customer) -> Form:
        form = super().edit_form_for(row)
        if not self._calls():
            del form.phone, form.same_phone_is_right
        return form

    def key(self, row: Customer) -> dict[str, Any]:
        return {"customer_id": row.id} if self._calls() else {"customer_id": row.id, "phone": row.phone}

    def _calls(self) -> bool:
        return actor().as_person().is_any(*CALLERS)

    def after_create(self, row: Customer) -> ResponseReturnValue:
        self._wonder(row)
        return super().after_create(row)

    def after_change(self, row: Customer) -> ResponseReturnValue:
        self._wonder(row)
        return super().after_change(row)

    def _wonder(self, row: Customer) -> None:
        if row.phone and self._calls() and not is_plausible(row.phone):
            tell(say("%(phone)s does not look like a phone number. It was saved as it is.", phone=row.phone), "warning")

    @expose("/set-aside/", methods=("GET", "POST"))
    @opens("edit")
    def set_aside_view(self) -> ResponseReturnValue:
        return self._turn(set_aside, gettext("Set aside"))

    @expose("/take-back/", methods=("GET", "POST"))
    @opens("edit")
    def take_back_view(self) -> ResponseReturnValue:
        return self._turn(take_back, gettext("Take back"))

    def _turn(self, use_case: Any, title: str) -> ResponseReturnValue:
        row = self.row()
        form = ReasonForm(posted())
        key = {"customer_id": row.id}
        return acting.answer(self, form, use_case, key, row=row, title=title, button=title, done=super().after_change)
